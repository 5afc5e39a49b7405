using P2PProver.Fields;
using P2PProver.Recursion.Tests.Circuit;

namespace P2PProver.Recursion.Tests.Machine;

public sealed class RecursionMachineTests
{
    private const ulong Seed = 0x3AC;

    [Fact]
    public void Sample_WithARowOfEveryKind_SatisfiesTheMachine() => SampleCircuit.Create(Seed).Check();

    [Theory]
    [InlineData(11UL)]
    [InlineData(12UL)]
    [InlineData(13UL)]
    [InlineData(14UL)]
    public void RandomCircuit_Evaluated_SatisfiesTheMachine(ulong seed)
    {
        (CircuitCase circuit, IReadOnlyList<(Extension Cell, Ext5 Value)> values) = RandomCircuits.Create(seed, operations: 100);

        CircuitWitness witness = circuit.Check();

        foreach ((Extension cell, Ext5 value) in values)
        {
            witness.ValueOf(cell).ShouldBe(value, FormattableString.Invariant($"seed {seed}, cell {cell.Cell}"));
        }
    }

    /// <summary>A prover that puts another value into a cell of an arithmetic row, consistently wherever it stands in such rows.</summary>
    [Fact]
    public void Cell_OfAnotherValue_IsNoticed()
    {
        CircuitCase circuit = SampleCircuit.Create(Seed);
        CircuitWitness witness = circuit.Evaluate();
        Prng prng = new(Seed);
        for (int i = 0; i < 60; i++)
        {
            ArithmeticRow[] rows = prng.NextBool() ? witness.Program.Parts.ExtensionRows : witness.Program.Parts.BaseRows;
            int cell = rows[prng.NextInt(rows.Length)].C;
            Ext5 before = witness.Values[cell];
            witness.Values[cell] += prng.NextField();
            CircuitCase.Finding(witness).ShouldNotBeNull(FormattableString.Invariant($"seed {Seed}, cell {cell}"));
            witness.Values[cell] = before;
        }
    }

    [Fact]
    public void Traces_OfAnyNumberOfThreads_AreTheSame()
    {
        CircuitWitness witness = SampleCircuit.Create(Seed).Evaluate();
        RecursionMachine machine = CircuitCase.Machine(witness.Program);
        using FieldMatrix one = machine.Trace(witness, threads: 1);
        using FieldMatrix three = machine.Trace(witness, threads: 3);

        three.Elements.SequenceEqual(one.Elements).ShouldBeTrue();
    }

    [Fact]
    public void Machine_OfACircuitThatDoesNotFit_Throws()
    {
        CircuitProgram program = SampleCircuit.Create(Seed).Builder.Build();
        RecursionMachine small = new(4, SampleCircuit.PublicValueCount);
        RecursionMachine other = new(12, SampleCircuit.PublicValueCount + 1);

        small.Fits(program).ShouldBeFalse();
        other.Fits(program).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => small.Preprocess(program));
        Should.Throw<ArgumentException>(() => other.Preprocess(program));
    }
}
