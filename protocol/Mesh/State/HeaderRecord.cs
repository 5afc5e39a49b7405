namespace P2PProver.Mesh;

/// <summary>A header that was heard, or that of a final proof.</summary>
internal sealed class HeaderRecord
{
    /// <summary>The message: a <see cref="ProofHeader"/> or a <see cref="FinalHeader"/>.</summary>
    public required MeshMessage Message { get; init; }

    /// <summary>The proof that it names.</summary>
    public required ProofRecord Proof { get; init; }

    /// <summary>When it was heard.</summary>
    public required long SeenMs { get; init; }

    /// <summary>The head of the chain then.</summary>
    public required ulong SeenBlock { get; init; }

    /// <summary>The author's place in the batch's stake set; -1 if it is not active.</summary>
    public required int Author { get; set; }

    /// <summary>The bytes could not be had in time; until they come, the header counts for nothing.</summary>
    public bool Unserved { get; set; }

    /// <summary>Banned author, or not what it seemed: counts for nothing.</summary>
    public bool Dropped { get; set; }

    /// <summary>Our own second proof of a task, of which nobody is told.</summary>
    public bool Private { get; init; }

    /// <summary>The proof pays somebody else than the author, who has only repeated it.</summary>
    public bool Repeated { get; set; }

    /// <summary>Whether work can be built on it, as far as is known.</summary>
    public bool Good => !Dropped && Proof.State != ProofState.Invalid && (!Unserved || Proof.State == ProofState.Verified);

    /// <summary>Whether its proof is verified.</summary>
    public bool Verified => !Dropped && Proof.State == ProofState.Verified;
}
