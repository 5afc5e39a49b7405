namespace P2PProver.Node.Cli;

/// <summary>
/// A verb, or a noun with its verbs: one file under Cli/Commands and one line in <see cref="CommandTable"/>.
/// </summary>
public interface ICliCommand
{
    /// <summary>Where the root's help lists it.</summary>
    CommandGroup Group { get; }

    /// <summary>Builds the verb with its options, help and body. Called once for each command line that is built.</summary>
    Verb Build();
}
