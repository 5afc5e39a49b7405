namespace P2PProver.Node.Configuration;

/// <summary>The layers of the configuration, from the weakest to the strongest.</summary>
public enum OriginKind
{
    /// <summary>Built into this version.</summary>
    Default,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>An option of the command line.</summary>
    Flag,
}
