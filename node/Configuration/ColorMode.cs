namespace P2PProver.Node.Configuration;

/// <summary>Whether output is coloured.</summary>
public enum ColorMode
{
    /// <summary>On a terminal, unless NO_COLOR is set or TERM is <c>dumb</c>.</summary>
    Auto,

    /// <summary>Always, even into a file.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
