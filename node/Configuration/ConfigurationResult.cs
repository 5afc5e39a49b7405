using P2PProver.Node.Errors;

namespace P2PProver.Node.Configuration;

/// <summary>What loading found: the best configuration that could be made, and everything that is wrong with its sources.</summary>
/// <param name="Settings">The values; a refused value leaves the weaker layer's in place.</param>
/// <param name="Problems">All problems in the order of file lines, then variables, then flags; empty when all is well.</param>
/// <param name="FilePath">The file that was read; null where there was none.</param>
public sealed record ConfigurationResult(Settings Settings, IReadOnlyList<ConfigProblem> Problems, string? FilePath)
{
    /// <summary>The settings, for a verb that must not run on a configuration that is wrong.</summary>
    /// <exception cref="CodedException">There are problems; the first is the failure and the others its details.</exception>
    public Settings Require()
    {
        if (Problems.Count == 0)
        {
            return Settings;
        }

        Failure first = Problems[0].Failure;
        List<string> others = [.. Problems.Skip(1).Select(problem => $"{problem.Failure.Error.Code}: {problem.Failure.Message}")];
        throw new CodedException(first with { Details = others });
    }
}
