namespace P2PProver.Node.Cli;

/// <summary>What a piece of text means; the shell decides whether and how that is coloured.</summary>
public enum Tone
{
    /// <summary>A heading.</summary>
    Heading,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Needs attention.</summary>
    Warning,

    /// <summary>Has failed.</summary>
    Bad,

    /// <summary>Less important than what is around it.</summary>
    Faint,
}
