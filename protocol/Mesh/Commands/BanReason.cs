namespace P2PProver.Mesh;

/// <summary>Why a key is banned locally.</summary>
public enum BanReason
{
    /// <summary>It signed a header over bytes that do not prove the task.</summary>
    InvalidProof = 0,

    /// <summary>It signed two headers for one task.</summary>
    Equivocation = 1,

    /// <summary>It reported a valid proof.</summary>
    FalseReport = 2,

    /// <summary>It served bytes of another hash or size.</summary>
    WrongBytes = 3,

    /// <summary>It speaks for another network or proof system.</summary>
    Foreign = 4,
}
