using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The folding of a table's constraints in the degree-5 extension, as the native verifier does it.</summary>
public static class VerifierFolding
{
    /// <summary>1, X, ..., X^4.</summary>
    public static ImmutableArray<Ext5> Basis { get; } =
    [
        Monomial(0), Monomial(1), Monomial(2), Monomial(3), Monomial(4),
    ];

    /// <summary>A folder for a table.</summary>
    public static ConstraintFolder<Ext5, FieldAlgebra<Ext5>> For(Table table) => new(table, default, Basis);

    /// <summary>The fingerprints' key of two challenges.</summary>
    public static FingerprintKey<Ext5> Key(BusLayout layout, Ext5 alpha, Ext5 beta) =>
        FingerprintKey.Create(default(FieldAlgebra<Ext5>), layout, alpha, beta);

    private static Ext5 Monomial(int exponent)
    {
        KoalaBear[] coefficients = new KoalaBear[Ext5.Degree];
        coefficients[exponent] = KoalaBear.One;
        return new Ext5(coefficients);
    }
}
