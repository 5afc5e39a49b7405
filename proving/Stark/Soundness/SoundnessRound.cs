namespace P2PProver.Stark.Soundness;

/// <summary>The security of one protocol round.</summary>
/// <param name="Name">What the round's challenge does.</param>
/// <param name="Bits">-log2 of the round's error, grinding included.</param>
public readonly record struct SoundnessRound(string Name, double Bits);
