using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// A table of nothing but Poseidon2 permutations, several side by side in a row, without buses: what provers are compared with. Eight
/// permutations a row are 1312 columns.
/// </summary>
public sealed class Poseidon2Table
{
    private const int FillRows = 64;

    private readonly ImmutableArray<Poseidon2Columns> _permutations;

    /// <summary>Describes the table.</summary>
    /// <param name="logHeight">log2 of the rows.</param>
    /// <param name="permutationsPerRow">Permutations side by side.</param>
    public Poseidon2Table(int logHeight, int permutationsPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(permutationsPerRow);
        TableBuilder builder = new("poseidon2", logHeight);
        _permutations =
        [
            .. Enumerable.Range(0, permutationsPerRow)
                .Select(i => new Poseidon2Columns(builder.Columns.Scope(FormattableString.Invariant($"permutation[{i}]")))),
        ];
        foreach (Poseidon2Columns permutation in _permutations)
        {
            permutation.Constrain(builder.Always);
        }

        Table = builder.Build();
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>Permutations side by side.</summary>
    public int PermutationsPerRow => _permutations.Length;

    /// <summary>A trace that permutes pseudo-random inputs; the caller owns it. It does not depend on the number of threads.</summary>
    public FieldMatrix GenerateTrace(ulong seed, int threads)
    {
        FieldMatrix trace = FieldMatrix.Rent(Table.Height, Table.MainWidth);
        int blocks = (Table.Height + FillRows - 1) / FillRows;
        ParallelLoop.Run(blocks, threads, block => Fill(trace, seed, block));
        return trace;
    }

    private void Fill(FieldMatrix trace, ulong seed, int block)
    {
        Prng prng = new(seed + (ulong)block);
        int first = block * FillRows;
        int count = Math.Min(FillRows, Table.Height - first);
        for (int row = first; row < first + count; row++)
        {
            foreach (Poseidon2Columns permutation in _permutations)
            {
                prng.NextFields(trace.Row(row).Slice(permutation.Input[0].Index, Poseidon2Layers.Width));
            }
        }

        foreach (Poseidon2Columns permutation in _permutations)
        {
            permutation.Fill(trace, first, count);
        }
    }
}
