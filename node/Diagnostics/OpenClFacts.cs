namespace P2PProver.Node.Diagnostics;

/// <summary>What was found of OpenCL.</summary>
/// <param name="State">How far the search came.</param>
/// <param name="Devices">The devices, at most <see cref="OpenClProbe.DevicesMax"/>.</param>
/// <param name="Problem">What went wrong; null unless the state is <see cref="OpenClState.Failed"/>.</param>
public sealed record OpenClFacts(OpenClState State, IReadOnlyList<OpenClDevice> Devices, string? Problem)
{
    /// <summary>The search itself failed.</summary>
    public static OpenClFacts Failed(string problem)
    {
        return new OpenClFacts(OpenClState.Failed, [], problem);
    }
}
