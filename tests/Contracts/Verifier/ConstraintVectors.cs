using System.Numerics;
using P2PProver.Fields;
using P2PProver.Stark;
using P2PProver.Stark.Solidity;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>
/// Random inputs of the generated constraint code with the folds that the native verifier's folding computes of them. Every input is
/// drawn for itself, as no proof could have them.
/// </summary>
internal static class ConstraintVectors
{
    private const int Count = 2;

    /// <summary>For each vector the words, then the folds of the tables, 32 bytes each.</summary>
    public static IReadOnlyList<(string Inputs, string Folds)> Create(VerifyingKey key, ulong seed)
    {
        Prng prng = new(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => One(key, prng))];
    }

    private static (string Inputs, string Folds) One(VerifyingKey key, Prng prng)
    {
        FoldInputs layout = new(key);
        Ext5[] inputs = new Ext5[layout.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            bool isPublic = i >= layout.Public(0) && i < layout.Terminal(0);
            inputs[i] = isPublic ? Ext5.FromBase(prng.NextField()) : prng.NextExt();
        }

        inputs[FoldInputs.Carry] = Ext5.Zero;
        return (Words(inputs), Words([.. Enumerable.Range(0, key.Machine.Tables.Length).Select(table => Fold(key, layout, inputs, table))]));
    }

    private static Ext5 Fold(VerifyingKey key, FoldInputs layout, Ext5[] inputs, int index)
    {
        Table table = key.Machine.Tables[index];
        Ext5[] openings = inputs[layout.Opening(0)..];
        int terminal = key.Machine.Tables.Take(index).Count(before => before.HasInteractions);
        RowView<Ext5> row = new()
        {
            MainLocal = key.Shape.Opened(openings, CommitmentKind.Main, index, next: false),
            MainNext = key.Shape.Opened(openings, CommitmentKind.Main, index, next: true),
            PreprocessedLocal = key.Shape.Opened(openings, CommitmentKind.Preprocessed, index, next: false),
            PreprocessedNext = key.Shape.Opened(openings, CommitmentKind.Preprocessed, index, next: true),
            PublicValues = inputs.AsSpan(layout.Public(0), key.Machine.PublicValueCount),
            IsFirst = inputs[layout.IsFirst(table.LogHeight)],
            IsLast = inputs[layout.IsLast(table.LogHeight)],
            IsTransition = inputs[layout.IsTransition(table.LogHeight)],
        };
        PermutationView<Ext5> permutation = new()
        {
            Local = key.Shape.Opened(openings, CommitmentKind.Permutation, index, next: false),
            Next = key.Shape.Opened(openings, CommitmentKind.Permutation, index, next: true),
            Terminal = inputs[layout.Terminal(terminal)],
        };
        FingerprintKey<Ext5> fingerprints = new(
            key.Machine.Buses,
            [.. Enumerable.Range(0, key.Machine.Buses.Buses.Length).Select(bus => inputs[layout.BusBase(bus)])],
            [Ext5.One, .. Enumerable.Range(1, layout.BetaPowers).Select(exponent => inputs[layout.BetaPower(exponent)])]);
        return VerifierFolding.For(table).Fold(row, permutation, fingerprints, inputs[FoldInputs.Alpha]);
    }

    // The lanes of the Solidity type Ext5: coefficient i in bits 51 i and up.
    private static string Words(ReadOnlySpan<Ext5> elements)
    {
        byte[] bytes = new byte[32 * elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            BigInteger word = BigInteger.Zero;
            for (int k = Ext5.Degree - 1; k >= 0; k--)
            {
                word = (word << 51) + elements[i][k].ToCanonical();
            }

            byte[] digits = word.ToByteArray(isUnsigned: true, isBigEndian: true);
            digits.CopyTo(bytes.AsSpan((32 * i) + 32 - digits.Length));
        }

        return "0x" + Convert.ToHexStringLower(bytes);
    }
}
