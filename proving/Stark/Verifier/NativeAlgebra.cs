using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The native verifier's arithmetic.</summary>
public readonly struct NativeAlgebra : IVerifierAlgebra<Ext5>, IEquatable<NativeAlgebra>
{
    public static bool operator ==(NativeAlgebra left, NativeAlgebra right) => left.Equals(right);

    public static bool operator !=(NativeAlgebra left, NativeAlgebra right) => !left.Equals(right);

    public Ext5 Constant(KoalaBear value) => Ext5.FromBase(value);

    public Ext5 Constant(Ext5 value) => value;

    public Ext5 Add(Ext5 left, Ext5 right) => left + right;

    public Ext5 Subtract(Ext5 left, Ext5 right) => left - right;

    public Ext5 Multiply(Ext5 left, Ext5 right) => left * right;

    public Ext5 Inverse(Ext5 value) => value.Inverse();

    public bool AreEqual(Ext5 left, Ext5 right) => left == right;

    public bool IsNonZero(Ext5 value) => !value.IsZero;

    public bool Equals(NativeAlgebra other) => true;

    public override bool Equals(object? obj) => obj is NativeAlgebra;

    public override int GetHashCode() => 0;
}
