namespace P2PProver.Node.Errors;

/// <summary>One occurrence of a catalogued error, as it is shown to an operator.</summary>
/// <param name="Error">The catalogue entry.</param>
/// <param name="Message">What happened this time: one sentence without a final stop, never a secret.</param>
public sealed record Failure(ErrorDefinition Error, string Message)
{
    /// <summary>The next step for this occurrence; the catalogue's own unless the thrower knew a better one.</summary>
    public string NextStep { get; init; } = Error.NextStep;

    /// <summary>Further lines, each a fact of its own, such as the other problems found with the first.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
