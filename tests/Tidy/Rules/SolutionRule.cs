namespace P2PProver.Tidy.Rules;

/// <summary>Every project is part of the solution and has a lock file beside it, so that one command builds all and restores the same packages.</summary>
public sealed class SolutionRule : ITidyRule
{
    private const string Solution = "P2PProver.sln";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        string solution = (tree.Find(Solution) ?? string.Empty).Replace('\\', '/');
        foreach ((string path, _) in tree.Projects)
        {
            if (!solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            {
                yield return new Finding(path, 0, $"not part of {Solution}: dotnet sln add {path}");
            }

            string lockFile = Path.GetDirectoryName(path)!.Replace('\\', '/') + "/packages.lock.json";
            if (!tree.Exists(lockFile))
            {
                yield return new Finding(path, 0, "no packages.lock.json beside it: run dotnet restore and commit the file");
            }
        }
    }
}
