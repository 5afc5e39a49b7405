using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Evaluation in a field: the verifier's extension, or the base field of a trace.</summary>
/// <typeparam name="T">The field.</typeparam>
public readonly struct FieldAlgebra<T> : IConstraintAlgebra<T>, IEquatable<FieldAlgebra<T>>
    where T : struct, IField<T>
{
    public static bool operator ==(FieldAlgebra<T> left, FieldAlgebra<T> right) => left.Equals(right);

    public static bool operator !=(FieldAlgebra<T> left, FieldAlgebra<T> right) => !left.Equals(right);

    public T Constant(KoalaBear value) => T.FromBase(value);

    public T Add(T left, T right) => left + right;

    public T Subtract(T left, T right) => left - right;

    public T Multiply(T left, T right) => left * right;

    public bool Equals(FieldAlgebra<T> other) => true;

    public override bool Equals(object? obj) => obj is FieldAlgebra<T>;

    public override int GetHashCode() => 0;
}
