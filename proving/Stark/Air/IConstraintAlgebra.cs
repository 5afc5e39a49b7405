using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The arithmetic in which a table's expressions are evaluated: a field, or the cells of a circuit, or the text of a program. Written
/// as an instance so that it can carry a context.
/// </summary>
/// <typeparam name="T">A value.</typeparam>
public interface IConstraintAlgebra<T>
{
    T Constant(KoalaBear value);

    T Add(T left, T right);

    T Subtract(T left, T right);

    T Multiply(T left, T right);
}
