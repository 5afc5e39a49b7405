using System.Globalization;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Which accelerators OpenCL offers. They are optional.</summary>
public sealed class OpenClCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "opencl";

    /// <inheritdoc/>
    public string Title => "OpenCL";

    /// <inheritdoc/>
    public async ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        OpenClFacts opencl = await context.Host.ReadOpenClAsync(context.ProgramDeadline, cancellation);
        return opencl.State switch
        {
            OpenClState.NoLoader => CheckResult.Info(
                "no ICD loader (libOpenCL.so.1)",
                "Optional. To offer a GPU, install an OpenCL ICD loader (the package ocl-icd-libopencl1) and the maker's driver."),
            OpenClState.NoDevice => CheckResult.Info(
                "an ICD loader, but no device",
                "Optional. To offer a GPU, install its maker's OpenCL driver."),
            OpenClState.Found => CheckResult.Ok(string.Join("; ", opencl.Devices.Select(Describe))),
            _ => CheckResult.Warn(
                $"the search failed: {opencl.Problem}",
                "Optional; proving goes on without it. See what 'clinfo' says about the driver."),
        };
    }

    private static string Describe(OpenClDevice device)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Name} ({device.Version}, {device.ComputeUnits} units, {Size.Show(device.MemoryBytes)})");
    }
}
