namespace P2PProver.Node.Cli;

/// <summary>The groups of the help at the root, in the order in which they are shown.</summary>
public enum CommandGroup
{
    /// <summary>Setting a node up and asking about it.</summary>
    Basics,

    /// <summary>The rollup: wallets, batches and their input.</summary>
    Rollup,

    /// <summary>The contracts of a network.</summary>
    Chain,

    /// <summary>Finding out what is wrong.</summary>
    Diagnose,
}
