namespace P2PProver.Tidy;

/// <summary>One place that breaks a rule.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Message">What is wrong, and what to do about it.</param>
public readonly record struct Finding(string Path, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
