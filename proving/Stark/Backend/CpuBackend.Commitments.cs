namespace P2PProver.Stark;

/// <content>Merkle trees.</content>
public sealed partial class CpuBackend
{
    /// <inheritdoc/>
    public IDeviceTree Commit(HashId hash, IReadOnlyList<IDeviceMatrix> matrices, int capHeight) =>
        HashSuite.Of(hash).Commit([.. matrices.Select(CpuMatrix.Unwrap)], capHeight, _threads);

    /// <inheritdoc/>
    public TreeOpening Open(IDeviceTree tree, ReadOnlySpan<int> indices) => tree is CpuTree cpu
        ? cpu.Open(indices)
        : throw new ArgumentException("The tree belongs to another backend.", nameof(tree));
}
