using System.Buffers.Binary;
using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A table's expressions as straight-line register code over vectors of rows. Instructions write constraint values to outputs in the
/// order of <see cref="Table.Constraints"/>, each once; the values of interactions stand in <see cref="Interactions"/> afterwards.
/// Equal tables have equal programs. Immutable and safe for concurrent use.
/// </summary>
public sealed class AirProgram
{
    internal AirProgram(
        ImmutableArray<AirInstruction> instructions,
        ImmutableArray<SumTerm> sumTerms,
        ImmutableArray<UniformStep> uniforms,
        ImmutableArray<InteractionOperands> interactions,
        int registerCount,
        int outputCount)
    {
        Instructions = instructions;
        SumTerms = sumTerms;
        Uniforms = uniforms;
        Interactions = interactions;
        RegisterCount = registerCount;
        OutputCount = outputCount;
    }

    /// <summary>The code, in order.</summary>
    public ImmutableArray<AirInstruction> Instructions { get; }

    /// <summary>The terms of all sums; those of one are neighbours, sorted by kind.</summary>
    public ImmutableArray<SumTerm> SumTerms { get; }

    /// <summary>How the uniforms are computed, in order.</summary>
    public ImmutableArray<UniformStep> Uniforms { get; }

    /// <summary>Where the values of each interaction are found.</summary>
    public ImmutableArray<InteractionOperands> Interactions { get; }

    /// <summary>Number of vector registers.</summary>
    public int RegisterCount { get; }

    /// <summary>Number of constraint values; 0 for a program of interactions alone.</summary>
    public int OutputCount { get; }

    /// <summary>Compiles a table; prefer <see cref="Table.Program"/> and <see cref="Table.InteractionProgram"/>, which keep the result.</summary>
    public static AirProgram Compile(Table table, AirOutputs outputs)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new AirCompiler(table, outputs).Compile();
    }

    /// <summary>The operands that an instruction reads, its own and those of its terms; some may be none.</summary>
    public IEnumerable<AirOperand> OperandsOf(AirInstruction instruction)
    {
        if (instruction.Opcode != AirOpcode.Sum)
        {
            return [instruction.A, instruction.B, instruction.C];
        }

        return SumTerms.Skip(instruction.A.Index).Take(instruction.B.Index).SelectMany(t => (AirOperand[])[t.X, t.Y]);
    }

    /// <summary>The values of all uniforms for given public values.</summary>
    /// <exception cref="ArgumentException">There are fewer public values than the program reads.</exception>
    public KoalaBear[] EvaluateUniforms(ReadOnlySpan<KoalaBear> publicValues)
    {
        KoalaBear[] values = new KoalaBear[Uniforms.Length];
        for (int i = 0; i < values.Length; i++)
        {
            UniformStep step = Uniforms[i];
            values[i] = step.Kind switch
            {
                ExprKind.Constant => KoalaBear.FromMontgomery((uint)step.A),
                ExprKind.Public => PublicValue(publicValues, step.A),
                _ => ExprGraph.Fold(step.Kind, values[step.A], values[step.B]),
            };
        }

        return values;
    }

    /// <summary>
    /// The program as little-endian 32-bit words: register and output counts; the uniforms (kind, A, B; constants canonical); the
    /// instructions (six words each); the terms of sums (four words each); the interactions (multiplicity, number of values, values).
    /// Each list after its length.
    /// </summary>
    public byte[] Serialize()
    {
        List<uint> words = [(uint)RegisterCount, (uint)OutputCount, (uint)Uniforms.Length];
        foreach (UniformStep step in Uniforms)
        {
            bool constant = step.Kind == ExprKind.Constant;
            uint a = constant ? KoalaBear.FromMontgomery((uint)step.A).ToCanonical() : (uint)step.A;
            words.AddRange([(uint)step.Kind, a, (uint)step.B]);
        }

        words.Add((uint)Instructions.Length);
        foreach (AirInstruction i in Instructions)
        {
            words.AddRange([(uint)i.Opcode, i.D.Word, i.A.Word, i.B.Word, i.C.Word, (uint)i.Uniform]);
        }

        words.Add((uint)SumTerms.Length);
        foreach (SumTerm term in SumTerms)
        {
            words.AddRange([(uint)term.Kind, term.X.Word, term.Y.Word, (uint)term.Uniform]);
        }

        words.Add((uint)Interactions.Length);
        foreach (InteractionOperands interaction in Interactions)
        {
            words.AddRange([interaction.Multiplicity.Word, (uint)interaction.Values.Length]);
            words.AddRange(interaction.Values.Select(v => v.Word));
        }

        byte[] bytes = new byte[words.Count * sizeof(uint)];
        for (int i = 0; i < words.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), words[i]);
        }

        return bytes;
    }

    private static KoalaBear PublicValue(ReadOnlySpan<KoalaBear> publicValues, int index) => index < publicValues.Length
        ? publicValues[index]
        : throw new ArgumentException("The table reads more public values than were given.", nameof(publicValues));
}
