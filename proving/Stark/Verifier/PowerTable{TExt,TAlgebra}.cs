using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Powers of a challenge, each computed once.</summary>
/// <typeparam name="TExt">An element of the extension.</typeparam>
/// <typeparam name="TAlgebra">Its arithmetic.</typeparam>
public sealed class PowerTable<TExt, TAlgebra>
    where TAlgebra : IVerifierAlgebra<TExt>
{
    private readonly TAlgebra _algebra;
    private readonly Dictionary<int, TExt> _powers = [];

    /// <summary>Powers of a challenge.</summary>
    public PowerTable(TAlgebra algebra, TExt challenge)
    {
        ArgumentNullException.ThrowIfNull(algebra);
        _algebra = algebra;
        _powers[0] = algebra.Constant(KoalaBear.One);
        _powers[1] = challenge;
    }

    /// <summary>The power of an exponent that is not negative.</summary>
    public TExt Power(int exponent)
    {
        if (!_powers.TryGetValue(exponent, out TExt? power))
        {
            TExt half = Power(exponent / 2);
            TExt square = _algebra.Multiply(half, half);
            power = exponent % 2 == 0 ? square : _algebra.Multiply(square, _powers[1]);
            _powers[exponent] = power;
        }

        return power;
    }
}
