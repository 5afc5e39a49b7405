namespace P2PProver.Recursion;

/// <summary>The payee inside a circuit: private limbs in range, not all zero, and the attribution they lead to.</summary>
internal sealed class PayeeCells
{
    private readonly CircuitBuilder _builder;
    private readonly Scalar[] _limbs = new Scalar[Payee.LimbCount];

    private PayeeCells(CircuitBuilder builder)
    {
        _builder = builder;
    }

    /// <summary>Takes the limbs from the tape and states that they are those of a payee.</summary>
    public static PayeeCells Input<T>(CircuitBuilder builder, Tape<T> tape, Func<T, Payee> source)
    {
        PayeeCells payee = new(builder);
        using IDisposable label = builder.Label("payee");
        _ = tape.Take(payee.InputLimbs, (witness, elements) => source(witness).ToLimbs().CopyTo(elements));
        payee.Check();
        return payee;
    }

    /// <summary>A payee of limbs that are checked elsewhere.</summary>
    public static PayeeCells Of(CircuitBuilder builder, ReadOnlySpan<Scalar> limbs)
    {
        PayeeCells payee = new(builder);
        limbs.CopyTo(payee._limbs);
        return payee;
    }

    /// <summary><see cref="Attribution.OfLeaf"/>.</summary>
    public Block OfLeaf(Scalar shard) => _builder.Hash([_builder.Pack([_builder.Constant(Attribution.LeafTag), shard, .. _limbs])]);

    /// <summary><see cref="Attribution.OfMerge"/>.</summary>
    public Block OfMerge(Block left, Block right) => _builder.Hash(
        [_builder.Hash([left, right]), _builder.Pack([_builder.Constant(Attribution.MergeTag), .. _limbs, _builder.Zero])]);

    private bool InputLimbs()
    {
        for (int i = 0; i < _limbs.Length; i++)
        {
            _limbs[i] = _builder.InputScalar();
        }

        return true;
    }

    private void Check()
    {
        // Six limbs below 2^27 do not add up to the modulus, so their sum is zero only if all are.
        Scalar sum = _builder.Zero;
        for (int i = 0; i < _limbs.Length; i++)
        {
            _ = _builder.RangeCheck(_limbs[i], Payee.BitsOf(i));
            sum = _builder.Add(sum, _limbs[i]);
        }

        _ = _builder.Inverse(sum);
    }
}
