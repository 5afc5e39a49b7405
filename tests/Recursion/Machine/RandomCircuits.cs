using P2PProver.Fields;
using P2PProver.Recursion.Tests.Circuit;

namespace P2PProver.Recursion.Tests.Machine;

/// <summary>Circuits of random operations, computed beside with the plain fields.</summary>
internal sealed class RandomCircuits
{
    private readonly Prng _prng;
    private readonly CircuitCase _case = new();
    private readonly List<(Extension Cell, Ext5 Value)> _values = [];
    private readonly List<(Scalar Cell, KoalaBear Value)> _scalars = [];

    private RandomCircuits(Prng prng)
    {
        _prng = prng;
    }

    private CircuitBuilder Builder => _case.Builder;

    /// <summary>A circuit and what some of its cells must hold.</summary>
    public static (CircuitCase Case, IReadOnlyList<(Extension Cell, Ext5 Value)> Values) Create(ulong seed, int operations)
    {
        RandomCircuits circuit = new(new Prng(seed));
        for (int i = 0; i < 4; i++)
        {
            circuit.InputExtension();
            circuit.InputScalar();
        }

        for (int i = 0; i < operations; i++)
        {
            circuit.AddOperation();
        }

        return (circuit._case, [.. circuit._values, .. circuit._scalars.Select(s => ((Extension)s.Cell, Ext5.FromBase(s.Value)))]);
    }

    private void InputExtension()
    {
        Ext5 value = _prng.NextExt();
        _values.Add((_case.Input(value), value));
    }

    private void InputScalar()
    {
        KoalaBear value = _prng.NextField();
        _scalars.Add((_case.Input(value), value));
    }

    private void AddOperation()
    {
        if (_prng.NextBool())
        {
            AddExtension();
        }
        else
        {
            AddScalar();
        }
    }

    private void AddExtension()
    {
        (Extension a, Ext5 x) = Pick();
        (Extension b, Ext5 y) = Pick();
        (Extension c, Ext5 z) = Pick();
        KoalaBear k = _prng.NextField();
        (Extension, Ext5) added = _prng.NextInt(7) switch
        {
            0 => (Builder.MultiplyAdd(k, a, b, c), (x * y * k) + z),
            1 => (Builder.SubtractProduct(c, a, b), z - (x * y)),
            2 when !y.IsZero => (Builder.Quotient(a, c, b), (x - z) * y.Inverse()),
            3 => (Builder.Fold(a, b, c, k), x + y + (z * (x - y) * k)),
            4 => (Builder.Subtract(a, b), x - y),
            5 => (Builder.Constant(z), z),
            _ => (Builder.Add(a, b), x + y),
        };
        Builder.AssertMultiplyAdd(added.Item1, Builder.One, Builder.Zero, added.Item1);
        _values.Add(added);
    }

    private void AddScalar()
    {
        (Scalar a, KoalaBear x) = _scalars[_prng.NextInt(_scalars.Count)];
        (Scalar b, KoalaBear y) = _scalars[_prng.NextInt(_scalars.Count)];
        (Scalar c, KoalaBear z) = _scalars[_prng.NextInt(_scalars.Count)];
        KoalaBear k = _prng.NextField();
        _scalars.Add(_prng.NextInt(4) switch
        {
            0 => (Builder.MultiplyAdd(a, b, c, k, x), (k * x * y) + z + x),
            1 => (Builder.Subtract(a, b), x - y),
            2 when !y.IsZero => (Builder.Divide(a, b), x * y.Inverse()),
            _ => (Builder.Multiply(a, b), x * y),
        });
    }

    private (Extension Cell, Ext5 Value) Pick()
    {
        if (_prng.NextInt(4) > 0)
        {
            return _values[_prng.NextInt(_values.Count)];
        }

        (Scalar cell, KoalaBear value) = _scalars[_prng.NextInt(_scalars.Count)];
        return (cell, Ext5.FromBase(value));
    }
}
