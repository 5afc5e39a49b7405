namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether the platform is one of those that releases are made for.</summary>
public sealed class PlatformCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "platform";

    /// <inheritdoc/>
    public string Title => "Platform";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        PlatformFacts platform = context.Host.Platform;
        string found = $"{platform.OperatingSystem}-{platform.Architecture}, {platform.Description}, {platform.Runtime}";
        CheckResult result = platform is { OperatingSystem: "linux", Architecture: "x64" }
            ? CheckResult.Ok(found)
            : CheckResult.Warn(
                found,
                "Linux on x64 with AVX2 or AVX-512 is what is supported first; on other platforms proving falls back to scalar code "
                    + "and nothing has been measured.");
        return ValueTask.FromResult(result);
    }
}
