using System.Globalization;
using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether the configuration is right. The other checks go on with the best that could be made of it.</summary>
public sealed class ConfigurationCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "configuration";

    /// <inheritdoc/>
    public string Title => "Configuration";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        ConfigurationResult configuration = context.Configuration;
        if (configuration.Problems.Count > 0)
        {
            string count = configuration.Problems.Count == 1
                ? "one problem"
                : string.Create(CultureInfo.InvariantCulture, $"{configuration.Problems.Count} problems");
            string first = configuration.Problems[0].Failure.Message;
            return ValueTask.FromResult(CheckResult.Fail($"{count}: {first}", "Run 'p2pprover config check' for all problems."));
        }

        string source = configuration.FilePath ?? $"no file; defaults hold ({KnownSettings.FileName} in the data directory would be read)";
        return ValueTask.FromResult(CheckResult.Ok(source));
    }
}
