using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>Which accounts and siblings a witness holds: it follows from the operations and the number of open accounts.</summary>
internal sealed class WitnessPlan
{
    private WitnessPlan(uint[] touched, uint accountCount, int depth, int signatures)
    {
        Touched = touched;
        AccountCount = accountCount;
        Depth = depth;
        OpenAccounts = [.. touched.Where(index => index < accountCount)];
        Siblings = [.. FindSiblings()];
        Length = WitnessPackage.HeaderBytes + (OpenAccounts.Count * AccountBytes.Length)
            + (Siblings.Count * Digest8.ByteCount) + (signatures * XmssSignature.Bytes);
    }

    /// <summary>Every index that an operation names and the tree has, in ascending order.</summary>
    public IReadOnlyList<uint> Touched { get; }

    /// <summary>Those of them that are open before the batch.</summary>
    public IReadOnlyList<uint> OpenAccounts { get; }

    /// <summary>The siblings in their order.</summary>
    public IReadOnlyList<(int Level, uint Index)> Siblings { get; }

    public uint AccountCount { get; }

    public int Depth { get; }

    /// <summary>Bytes of the whole package.</summary>
    public int Length { get; }

    public static WitnessPlan Of(IEnumerable<Operation> operations, BatchShape shape, uint accountCount)
    {
        SortedSet<uint> touched = [];
        int signatures = 0;
        foreach (Operation operation in operations)
        {
            touched.Add(operation.Account.Value);
            if (operation.Kind.HasReceiver())
            {
                touched.Add(operation.Receiver.Value);
            }

            signatures += operation.Kind.IsSigned() ? 1 : 0;
        }

        return new WitnessPlan([.. touched.Where(index => index < shape.AccountLimit)], accountCount, shape.TreeDepth, signatures);
    }

    /// <summary>Whether a node covers no open account.</summary>
    public static bool IsEmpty(int level, uint index, uint accountCount) => ((ulong)index << level) >= accountCount;

    private IEnumerable<(int Level, uint Index)> FindSiblings()
    {
        uint[] known = [.. Touched];
        for (int level = 0; level < Depth && known.Length > 0; level++)
        {
            List<uint> parents = [];
            for (int i = 0; i < known.Length; i++)
            {
                bool hasBoth = i + 1 < known.Length && known[i + 1] == (known[i] ^ 1);
                if (!hasBoth && !IsEmpty(level, known[i] ^ 1, AccountCount))
                {
                    yield return (level, known[i] ^ 1);
                }

                parents.Add(known[i] >> 1);
                i += hasBoth ? 1 : 0;
            }

            known = [.. parents];
        }

        if (Touched.Count == 0 && AccountCount > 0)
        {
            yield return (Depth, 0);
        }
    }
}
