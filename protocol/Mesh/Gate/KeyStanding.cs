namespace P2PProver.Mesh.Gate;

/// <summary>What a node knows of an author's key, at a glance.</summary>
public enum KeyStanding
{
    /// <summary>Registered with a stake.</summary>
    Registered,

    /// <summary>Not registered, and no batch is open to all: nothing of it is wanted.</summary>
    Unwanted,

    /// <summary>Not registered, but some batch is open to all: all such keys share one small quota.</summary>
    Stranger,

    /// <summary>Banned here.</summary>
    Banned,
}
