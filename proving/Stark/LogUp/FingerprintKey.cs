using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Makes keys of fingerprints.</summary>
public static class FingerprintKey
{
    /// <summary>Derives the key from the two challenges.</summary>
    public static FingerprintKey<T> Create<T, TAlgebra>(TAlgebra algebra, BusLayout layout, T alpha, T beta)
        where TAlgebra : IConstraintAlgebra<T>
    {
        ArgumentNullException.ThrowIfNull(algebra);
        ArgumentNullException.ThrowIfNull(layout);
        ImmutableArray<T>.Builder powers = ImmutableArray.CreateBuilder<T>();
        T power = algebra.Constant(KoalaBear.One);
        for (int i = 0; i < layout.MaxTupleWidth; i++)
        {
            powers.Add(power);
            power = i == 0 ? beta : algebra.Multiply(power, beta);
        }

        ImmutableArray<T>.Builder bases = ImmutableArray.CreateBuilder<T>(layout.Buses.Length);
        T last = alpha;
        for (int i = 0; i < layout.Buses.Length; i++)
        {
            last = algebra.Add(last, power);
            bases.Add(last);
        }

        return new FingerprintKey<T>(layout, bases.ToImmutable(), powers.ToImmutable());
    }
}
