using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Reports;

namespace P2PProver.Simulation.Tests.Support;

/// <summary>Expectations that print all that is needed to repeat the run.</summary>
internal static class Expect
{
    public static void NoViolation(SimResult result)
    {
        if (result.Violations.Count > 0)
        {
            string what = string.Join("; ", result.Violations.Select(v => $"{v.Checker} at {v.At}: {v.What}"));
            throw new Xunit.Sdk.XunitException($"seed {result.Options.Seed}: {what}\n{SimOptionsFile.Write(result.Options)}");
        }
    }

    /// <summary>Runs to the end; no invariant may break.</summary>
    public static SimResult Sound(SimOptions options)
    {
        SimResult result = new SimWorld(options).Run();
        NoViolation(result);
        return result;
    }
}
