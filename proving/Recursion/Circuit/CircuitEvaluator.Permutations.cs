using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Recursion;

/// <content>Rows of the permutation section.</content>
internal ref partial struct CircuitEvaluator
{
    private const int Half = PackGroup.BlockWidth;

    private void RunPermutation(PermutationRow row)
    {
        Span<KoalaBear> input = Witness.Input(row.Index);
        ReadOnlySpan<KoalaBear> before = row.Index == 0 ? [] : Output(row.Index - 1);
        FillInput(row, input, before);
        if (row.DefinesLeft)
        {
            input[..Half].CopyTo(Witness.BlockElements(row.Left));
        }

        if (row.DefinesRight)
        {
            input[Half..].CopyTo(Witness.BlockElements(row.Right));
        }

        Span<KoalaBear> output = Output(row.Index);
        input.CopyTo(output);
        Poseidon2W16.Permute(output);
        if (row.Output >= 0)
        {
            output[..Half].CopyTo(Witness.BlockElements(row.Output));
        }

        ContinueSum(row, input);
        if (row.Cap is BlockTable cap)
        {
            CheckCap(row, cap, output[..Half]);
        }
    }

    private readonly Span<KoalaBear> Output(int row) =>
        _outputs.AsSpan(row * CircuitWitness.StateWidth, CircuitWitness.StateWidth);

    private readonly void FillInput(PermutationRow row, Span<KoalaBear> input, ReadOnlySpan<KoalaBear> before)
    {
        switch (row.Entry)
        {
            case PermutationEntry.PathStep:
                bool right = !Witness.PathBit(row).IsZero;
                before[..Half].CopyTo(right ? input[Half..] : input);
                _tape.Slice(row.TapeOffset, Half).CopyTo(right ? input : input[Half..]);
                return;
            case PermutationEntry.Inject:
                before[..Half].CopyTo(input);
                break;
            case PermutationEntry.Squeeze:
                before.CopyTo(input);
                break;
            case PermutationEntry.SpongeNext:
                before[Half..].CopyTo(input[Half..]);
                break;
            default:
                break;
        }

        if (row.FirstPublic >= 0)
        {
            int count = Math.Min(input.Length, Witness.PublicValues.Length - row.FirstPublic);
            Witness.PublicValues.AsSpan(row.FirstPublic, count).CopyTo(input);
        }
        else if (row.TapeOffset >= 0)
        {
            _tape.Slice(row.TapeOffset, Half).CopyTo(input);
        }

        ReadBlock(row.Left, row.DefinesLeft, input[..Half]);
        ReadBlock(row.Right, row.DefinesRight, input[Half..]);
        input[Half] += KoalaBear.FromCanonical((uint)row.BoundLength);
    }

    private readonly void ReadBlock(int cell, bool defines, Span<KoalaBear> half)
    {
        if (cell >= 0 && !defines)
        {
            Witness.BlockElements(cell).CopyTo(half);
        }
    }

    private readonly void ContinueSum(PermutationRow row, ReadOnlySpan<KoalaBear> input)
    {
        Ext5 sum = Witness.Sums[row.Index];
        if (row.IsSummed)
        {
            Ext5 challenge = _values[row.Challenge];
            foreach (KoalaBear element in input[..Half])
            {
                sum = (sum * challenge) + element;
            }
        }

        Witness.Sums[row.Index + 1] = row.IsSummed || row.KeepsSum ? sum : Ext5.Zero;
    }

    /// <summary>Counts the entry a path ends in. Without a match one is counted all the same, so that tables with a fault can be filled.</summary>
    private void CheckCap(PermutationRow row, BlockTable cap, ReadOnlySpan<KoalaBear> digest)
    {
        int entry = cap.FirstCell + (int)(Witness.PositionOf(row) & (uint)(cap.Count - 1));
        Require(digest.SequenceEqual(Witness.BlockElements(entry)), FaultKind.MerkleMismatch);
        Witness.LookUps[entry]++;
    }
}
