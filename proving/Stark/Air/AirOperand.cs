namespace P2PProver.Stark;

/// <summary>An operand of an instruction or of an interaction, in one word: the kind in the upper eight bits, the index below.</summary>
/// <param name="Word">Kind and index.</param>
public readonly record struct AirOperand(uint Word)
{
    private const int IndexBits = 24;

    public AirOperand(AirOperandKind kind, int index)
        : this(((uint)kind << IndexBits) | (uint)index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1 << IndexBits);
    }

    public AirOperandKind Kind => (AirOperandKind)(Word >> IndexBits);

    /// <summary>Position among operands of the kind.</summary>
    public int Index => (int)(Word & ((1 << IndexBits) - 1));

    public override string ToString() => FormattableString.Invariant($"{Kind}[{Index}]");
}
