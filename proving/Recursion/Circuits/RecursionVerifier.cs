using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>Decides whether bytes prove a statement of Leaf or Merge. Total on any bytes; immutable and safe for concurrent use.</summary>
public sealed class RecursionVerifier
{
    /// <summary>A verifier under two keys.</summary>
    /// <param name="layout">The public values.</param>
    /// <param name="leafKey">Leaf's key.</param>
    /// <param name="mergeKey">Merge's key.</param>
    /// <exception cref="ArgumentException">The keys differ in more than preprocessed values, or do not have the layout's public values.</exception>
    public RecursionVerifier(StatementLayout layout, VerifyingKey leafKey, VerifyingKey mergeKey)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(leafKey);
        ArgumentNullException.ThrowIfNull(mergeKey);
        if (leafKey.SystemId != mergeKey.SystemId || leafKey.MachineDigest != mergeKey.MachineDigest || leafKey.Machine.PublicValueCount != layout.Count)
        {
            throw new ArgumentException("Leaf and Merge must have one machine, one parameter set, and the layout's public values.", nameof(mergeKey));
        }

        Layout = layout;
        LeafKey = leafKey;
        MergeKey = mergeKey;
        Allowed = Sponge<Poseidon2W16>.Hash([.. leafKey.Digest.Elements, .. mergeKey.Digest.Elements]);
    }

    /// <summary>The public values.</summary>
    public StatementLayout Layout { get; }

    /// <summary>Leaf's key.</summary>
    public VerifyingKey LeafKey { get; }

    /// <summary>Merge's key.</summary>
    public VerifyingKey MergeKey { get; }

    /// <summary>Digest of the list of both keys, the first public value of every proof.</summary>
    public Digest8 Allowed { get; }

    /// <summary>The key of proofs of a statement: a Leaf has one shard, a Merge more.</summary>
    public VerifyingKey KeyOf(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement.ShardCount == 1 ? LeafKey : MergeKey;
    }

    /// <summary>Verifies a proof.</summary>
    /// <returns>
    /// The verdict; <see cref="VerifyStatus.PublicValueCount"/> for a statement of another layout and
    /// <see cref="VerifyStatus.ConstraintMismatch"/> for one that allows other circuits.
    /// </returns>
    public VerifyResult Verify(Statement statement, ReadOnlySpan<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Layout.Count != Layout.Count)
        {
            return new(VerifyStatus.PublicValueCount);
        }

        // Nobody needs a proof that Merge would not take, or that does not prove what these circuits prove.
        return statement.Allowed == Allowed
            ? StarkVerifier.Verify(KeyOf(statement), statement.Values, proof)
            : new(VerifyStatus.ConstraintMismatch);
    }
}
