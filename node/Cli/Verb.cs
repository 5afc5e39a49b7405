using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>A verb of the command line with all that its help tells. A noun is a verb without a body that has verbs of its own.</summary>
[SuppressMessage(
    "Design",
    "CA1010:Generic interface should also be implemented",
    Justification = "Inherited from Command, for collection initialisers.")]
public sealed class Verb : Command
{
    /// <summary>Names the verb and says in one sentence, without a final stop, what it does.</summary>
    public Verb(string name, string summary)
        : base(name, summary)
    {
    }

    /// <summary>Paragraphs below the summary; empty where the summary says it all.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Examples, the most common first.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>The schema of the verb's --json output; null for a noun.</summary>
    public string? JsonSchema { get; init; }

    /// <summary>Does the work and returns the exit code; fails with <see cref="CodedException"/>. Null for a noun.</summary>
    public Func<Invocation, CancellationToken, Task<ExitCode>>? Body { get; init; }
}
