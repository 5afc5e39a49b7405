using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>The values of all cells of a circuit for one tape and its public values, and what else its tables are made from.</summary>
public sealed class CircuitWitness
{
    internal CircuitWitness(CircuitProgram program, ReadOnlySpan<KoalaBear> publicValues)
    {
        Program = program;
        PublicValues = publicValues.ToArray();
        Values = new Ext5[program.Parts.ValueCells];
        Blocks = new KoalaBear[program.Parts.BlockCells * PackGroup.BlockWidth];
        Streams = new KoalaBear[program.Parts.PackElements];
        Inputs = new KoalaBear[program.PermutationRows * StateWidth];
        Sums = new Ext5[program.PermutationRows + 1];
        LookUps = new int[program.Parts.BlockCells];
    }

    /// <summary>The circuit.</summary>
    public CircuitProgram Program { get; }

    /// <summary>Elements of the permutation's state.</summary>
    internal const int StateWidth = 16;

    internal KoalaBear[] PublicValues { get; }

    /// <summary>The value cells.</summary>
    internal Ext5[] Values { get; }

    /// <summary>The block cells, eight elements each.</summary>
    internal KoalaBear[] Blocks { get; }

    /// <summary>The streams of all pack groups, one after the other.</summary>
    internal KoalaBear[] Streams { get; }

    /// <summary>The inputs of all permutations.</summary>
    internal KoalaBear[] Inputs { get; }

    /// <summary>The sum before each row of the permutation section, and behind the last.</summary>
    internal Ext5[] Sums { get; }

    /// <summary>For each entry of a table how many paths end in it.</summary>
    internal int[] LookUps { get; }

    /// <summary>The value of a base value.</summary>
    public KoalaBear ValueOf(Scalar scalar) => Values[scalar.Cell].C0;

    /// <summary>The value of an extension value.</summary>
    public Ext5 ValueOf(Extension extension) => Values[extension.Cell];

    /// <summary>The eight elements of a block.</summary>
    public ReadOnlySpan<KoalaBear> ValueOf(Block block) => BlockElements(block.Cell);

    internal Span<KoalaBear> BlockElements(int cell) => Blocks.AsSpan(cell * PackGroup.BlockWidth, PackGroup.BlockWidth);

    internal Span<KoalaBear> Input(int row) => Inputs.AsSpan(row * StateWidth, StateWidth);

    /// <summary>The bit by which a step of a path chooses the side of the digest; 0 on other rows.</summary>
    internal KoalaBear PathBit(PermutationRow row) => row.Entry == PermutationEntry.PathStep && ((PositionOf(row) >> row.PositionBit) & 1) == 1
        ? KoalaBear.One
        : KoalaBear.Zero;

    /// <summary>The position of a path's leaf.</summary>
    internal uint PositionOf(PermutationRow row) => Values[row.Position].C0.ToCanonical();
}
