using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Computes leaves of a key's tree, one slot a lane: 21 hashes for the chain starts, 294 steps, 22 hashes for the leaf.</summary>
internal static class LeafGenerator
{
    private const int Pairs = Xmss.ChainCount / 2;

    /// <summary>Leaves of consecutive slots from the first on.</summary>
    public static Digest4[] Generate(XmssSecret secret, Slot first, int count, int threads)
    {
        Digest4[] leaves = new Digest4[count];
        int group = PackedCompression.GroupSize;
        ParallelLoop.Run((count + group - 1) / group, threads, index =>
        {
            int start = index * group;
            Generate(secret, first.Value + (uint)start, leaves.AsSpan(start, int.Min(group, count - start)));
        });
        return leaves;
    }

    private static void Generate(XmssSecret secret, uint firstSlot, Span<Digest4> leaves)
    {
        int count = leaves.Length;
        Digest8[] left = new Digest8[count];
        Digest8[] right = new Digest8[count];
        Digest8[] states = new Digest8[count];
        Digest8[] starts = new Digest8[count];
        Digest4[] even = new Digest4[count];
        Digest4[] odd = new Digest4[count];
        for (int i = 0; i < count; i++)
        {
            left[i] = Xmss.LeafLeft(new Slot(firstSlot + (uint)i), secret.Parameter);
        }

        PackedCompression.Compress(left, right, states);
        for (int pair = 0; pair < Pairs; pair++)
        {
            Starts(secret, firstSlot, pair, left, right, starts);
            for (int i = 0; i < count; i++)
            {
                even[i] = Xmss.Truncate(starts[i]);
                odd[i] = Digest4.FromElements(starts[i].Elements[Digest4.WordCount..]);
            }

            right.AsSpan().Fill(Xmss.ParameterRight(secret.Parameter));
            Walk(2 * pair, firstSlot, even, left, right, starts);
            Walk((2 * pair) + 1, firstSlot, odd, left, right, starts);
            for (int i = 0; i < count; i++)
            {
                right[i] = Xmss.Pair(even[i], odd[i]);
            }

            PackedCompression.Compress(states, right, states);
        }

        for (int i = 0; i < count; i++)
        {
            leaves[i] = Xmss.Truncate(states[i]);
        }

        starts.AsSpan().Clear();
    }

    private static void Starts(XmssSecret secret, uint firstSlot, int pair, Digest8[] left, Digest8[] right, Digest8[] starts)
    {
        left.AsSpan().Fill(secret.Key);
        for (int i = 0; i < right.Length; i++)
        {
            right[i] = XmssSecret.Input(SecretPurpose.ChainStarts, firstSlot + (uint)i, (uint)pair);
        }

        PackedCompression.Compress(left, right, starts);
    }

    /// <summary>Walks one chain of every slot from its start to its end.</summary>
    private static void Walk(int chain, uint firstSlot, Digest4[] values, Digest8[] left, Digest8[] right, Digest8[] results)
    {
        for (int step = 0; step < Xmss.Base - 1; step++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                left[i] = Xmss.ChainLeft(chain, step, new Slot(firstSlot + (uint)i), values[i]);
            }

            PackedCompression.Compress(left, right, results);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Xmss.Truncate(results[i]);
            }
        }
    }
}
