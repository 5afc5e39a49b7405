using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Circuit;

/// <summary>A circuit in the making together with the tape and public values that go with it.</summary>
internal sealed class CircuitCase
{
    private readonly List<KoalaBear> _tape = [];

    public CircuitCase(params KoalaBear[] publicValues)
    {
        PublicValues = publicValues;
        Builder = new CircuitBuilder(publicValues.Length);
    }

    public CircuitBuilder Builder { get; }

    public KoalaBear[] PublicValues { get; }

    public List<KoalaBear> Tape => _tape;

    public Scalar Input(KoalaBear value)
    {
        _tape.Add(value);
        return Builder.InputScalar();
    }

    public Scalar Input(uint value) => Input(KoalaBear.FromCanonical(value));

    public Extension Input(Ext5 value)
    {
        Append(value);
        return Builder.InputExtension();
    }

    public Block InputBlock(ReadOnlySpan<KoalaBear> elements)
    {
        _tape.AddRange(elements);
        return Builder.InputBlock();
    }

    public PackedExtensions Input(IReadOnlyList<Ext5> values)
    {
        foreach (Ext5 value in values)
        {
            Append(value);
        }

        return Builder.InputExtensions(values.Count);
    }

    /// <summary>The witness; the inputs must satisfy the circuit.</summary>
    public CircuitWitness Evaluate()
    {
        CircuitWitness? witness = Builder.Build().Evaluate([.. _tape], PublicValues, out CircuitFault? fault);
        fault.ShouldBeNull();
        return witness.ShouldNotBeNull();
    }

    /// <summary>The fault that the inputs commit.</summary>
    public CircuitFault Fault()
    {
        CircuitProgram program = Builder.Build();
        program.Evaluate([.. _tape], PublicValues, out CircuitFault? fault).ShouldBeNull();
        Finding(program.EvaluateAll([.. _tape], PublicValues, out _)).ShouldNotBeNull("the tables do not notice " + fault);
        return fault.ShouldNotBeNull();
    }

    /// <summary>The witness, which the tables must accept.</summary>
    public CircuitWitness Check()
    {
        CircuitWitness witness = Evaluate();
        Finding(witness).ShouldBeNull();
        return witness;
    }

    /// <summary>What the constraints and buses of the smallest machine that fits have to say about a witness.</summary>
    public static DebugFinding? Finding(CircuitWitness witness)
    {
        CircuitProgram program = witness.Program;
        RecursionMachine machine = Machine(program);
        using FieldMatrix preprocessed = machine.Preprocess(program);
        using FieldMatrix main = machine.Trace(witness, threads: 2);
        return DebugChecker.Check([new TableTrace(machine.Machine.Tables[0], main, preprocessed)], witness.PublicValues);
    }

    public static RecursionMachine Machine(CircuitProgram program)
    {
        int logHeight = 1;
        while ((1 << logHeight) <= program.Rows)
        {
            logHeight++;
        }

        return new RecursionMachine(logHeight, program.PublicValueCount);
    }

    public static KoalaBear[] Random(Prng prng, int count)
    {
        KoalaBear[] values = new KoalaBear[count];
        prng.NextFields(values);
        return values;
    }

    private void Append(Ext5 value)
    {
        for (int k = 0; k < Ext5.Degree; k++)
        {
            _tape.Add(value[k]);
        }
    }
}
