using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>A finished circuit: which rows its sections have, and how its cells are computed. Immutable and safe for concurrent use.</summary>
public sealed class CircuitProgram
{
    internal CircuitProgram(ProgramParts parts)
    {
        Parts = parts;
        Uses = CellUses.Count(parts);
    }

    /// <summary>Rows of the permutation section.</summary>
    public int PermutationRows => Parts.Permutations.Length;

    /// <summary>Rows of the extension section.</summary>
    public int ExtensionRows => Parts.ExtensionRows.Length;

    /// <summary>Rows of the base section.</summary>
    public int BaseRows => Parts.BaseRows.Length;

    /// <summary>Rows of the pack section.</summary>
    public int PackRows => Parts.PackRows;

    /// <summary>Rows of the longest section.</summary>
    public int Rows => Math.Max(Math.Max(PermutationRows, ExtensionRows), Math.Max(BaseRows, PackRows));

    /// <summary>Elements of the tape of private inputs.</summary>
    public int TapeLength => Parts.TapeLength;

    /// <summary>Number of public values.</summary>
    public int PublicValueCount => Parts.PublicValueCount;

    internal ProgramParts Parts { get; }

    internal CellUses Uses { get; }

    /// <summary>Computes every cell.</summary>
    /// <param name="tape">The private inputs, <see cref="TapeLength"/> elements.</param>
    /// <param name="publicValues">The public values, <see cref="PublicValueCount"/> of them.</param>
    /// <param name="fault">The first check that fails, or null.</param>
    /// <returns>The witness, or null where a check fails.</returns>
    /// <exception cref="ArgumentException">Tape or public values have the wrong length.</exception>
    public CircuitWitness? Evaluate(ReadOnlySpan<KoalaBear> tape, ReadOnlySpan<KoalaBear> publicValues, out CircuitFault? fault)
    {
        CircuitWitness witness = EvaluateAll(tape, publicValues, out fault);
        return fault is null ? witness : null;
    }

    /// <summary>As <see cref="Evaluate"/>, but goes on behind failing checks: for tests, which ask whether the tables notice.</summary>
    internal CircuitWitness EvaluateAll(ReadOnlySpan<KoalaBear> tape, ReadOnlySpan<KoalaBear> publicValues, out CircuitFault? fault)
    {
        if (tape.Length != TapeLength)
        {
            throw new ArgumentException("The tape does not have the circuit's length.", nameof(tape));
        }

        if (publicValues.Length != PublicValueCount)
        {
            throw new ArgumentException("There must be as many public values as the circuit has.", nameof(publicValues));
        }

        CircuitEvaluator evaluator = new(this, tape, publicValues);
        fault = evaluator.Run();
        return evaluator.Witness;
    }
}
