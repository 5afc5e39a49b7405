using P2PProver.Fields;

namespace P2PProver.Recursion.Tests.Circuit;

public sealed class BitsTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(0xABCDEFu)]
    [InlineData((127u << 24) - 1)]
    [InlineData(127u << 24)]
    public void Decompose_AnyElement_GivesItsCanonicalBits(uint value)
    {
        CircuitCase c = new();
        Bits bits = c.Builder.Decompose(c.Input(value));

        CircuitWitness witness = c.Check();

        for (int i = 0; i < bits.Count; i++)
        {
            witness.ValueOf(bits[i]).ToCanonical().ShouldBe((value >> i) & 1);
            witness.ValueOf(bits.Low(i)).ToCanonical().ShouldBe(value & ((1u << i) - 1));
        }

        witness.ValueOf(bits.Low(bits.Count)).ToCanonical().ShouldBe(value);
    }

    [Fact]
    public void RangeCheck_OfALargerValue_IsRefused()
    {
        CircuitCase fits = new();
        fits.Builder.RangeCheck(fits.Input(255), 8);
        fits.Check();

        CircuitCase exceeds = new();
        exceeds.Builder.RangeCheck(exceeds.Input(256), 8);
        exceeds.Fault().Kind.ShouldBe(FaultKind.NotEqual);
    }

    /// <summary>x + p fits 31 bits for small x: the form that only the canonicity rule refuses (pitfall 28).</summary>
    [Fact]
    public void Pitfall28_BitsOfTheValuePlusP_AreRefusedByDecomposeAlone()
    {
        const uint Value = 5;
        CircuitCase c = new();
        Bits bits = c.Builder.Decompose(c.Input(Value));
        CircuitWitness witness = c.Evaluate();
        CircuitCase.Finding(WithBits(witness, bits, Value)).ShouldBeNull();
        CircuitCase.Finding(WithBits(witness, bits, Value + KoalaBear.Modulus)).ShouldNotBeNull();

        CircuitCase loose = new();
        Bits unchecked31 = loose.Builder.RangeCheck(loose.Input(Value), 31);
        CircuitWitness other = loose.Evaluate();
        CircuitCase.Finding(WithBits(other, unchecked31, Value + KoalaBear.Modulus)).ShouldBeNull();
    }

    [Fact]
    public void Power_OfAGenerator_IsItsPower()
    {
        KoalaBear generator = KoalaBear.TwoAdicGenerator(12);
        CircuitCase c = new();
        Bits bits = c.Builder.Decompose(c.Input(0b1011_0111_0101));
        Scalar power = c.Builder.Power(generator, bits, 2, 9);

        c.Check().ValueOf(power).ShouldBe(generator.Pow(0b1011_0111_0101 >> 2 & 0x1FF));
    }

    /// <summary>A prover's own choice of bits, everything that follows from it recomputed.</summary>
    private static CircuitWitness WithBits(CircuitWitness witness, Bits bits, uint value)
    {
        for (int i = 0; i < bits.Count; i++)
        {
            witness.Values[bits[i].Cell] = Bit(value >> i);
        }

        foreach (Instruction instruction in witness.Program.Parts.Instructions)
        {
            ArithmeticRow row = instruction.Code == InstructionCode.Base ? witness.Program.Parts.BaseRows[instruction.Row] : default;
            if (instruction.Code == InstructionCode.Base && row.Defined == ArithmeticPort.Out)
            {
                KoalaBear product = row.Factor * witness.Values[row.A].C0 * witness.Values[row.B].C0;
                witness.Values[row.Out] = Ext5.FromBase(product + witness.Values[row.C].C0 + row.Addend);
            }
        }

        return witness;
    }

    private static Ext5 Bit(uint value) => (value & 1) == 1 ? Ext5.One : Ext5.Zero;
}
