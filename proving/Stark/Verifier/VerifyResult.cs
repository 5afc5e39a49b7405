using System.Runtime.InteropServices;

namespace P2PProver.Stark;

/// <summary>The verdict on a proof.</summary>
/// <param name="Status">Why it was refused, or <see cref="VerifyStatus.Valid"/>.</param>
/// <param name="Detail">Which table, commitment or round the status refers to; -1 where that has no meaning.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VerifyResult(VerifyStatus Status, int Detail = -1)
{
    /// <summary>The verdict on a valid proof.</summary>
    public static VerifyResult Valid => new(VerifyStatus.Valid);

    /// <summary>Whether the proof is valid.</summary>
    public bool IsValid => Status == VerifyStatus.Valid;

    /// <inheritdoc/>
    public override string ToString() => Detail < 0 ? Status.ToString() : FormattableString.Invariant($"{Status}({Detail})");
}
