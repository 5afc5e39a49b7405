namespace P2PProver.Stark.Soundness;

/// <summary>Up to which distance a proximity gap is used.</summary>
public enum ProximityRegime
{
    /// <summary>Half the minimum distance: BCHKS25 (eprint 2025/2055) Corollary 1.4, list size one.</summary>
    UniqueDecoding,

    /// <summary>Up to the Johnson bound: BCHKS25 Theorem 4.2, with the best integer multiplicity m.</summary>
    Johnson,
}
