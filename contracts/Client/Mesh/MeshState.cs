using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Mesh;

/// <summary>Where batches, queue and clock stand: struct MeshState of contracts/src/types/MeshState.sol.</summary>
/// <param name="NextIndex">How many batches were ever committed.</param>
/// <param name="LiveFrom">The index of the first live batch.</param>
/// <param name="SettledTime">When a batch settled last; zero if none did.</param>
/// <param name="Failures">f of the bond at <paramref name="FailureTime"/>.</param>
/// <param name="FailureTime">When the last expiry or late settlement was.</param>
/// <param name="CommittedHead">Queue items in committed batches.</param>
/// <param name="SettledHead">Queue items in settled batches.</param>
/// <param name="QueueTail">All queue items.</param>
/// <param name="IsFrozen">Whether the rollup froze.</param>
public sealed record MeshState(
    uint NextIndex, uint LiveFrom, ulong SettledTime, uint Failures, ulong FailureTime, uint CommittedHead, uint SettledHead, uint QueueTail, bool IsFrozen)
{
    internal static MeshState Read(AbiFields fields) => new(
        fields.Number32("nextIndex"),
        fields.Number32("liveFrom"),
        fields.Number64("settledTime"),
        fields.Number32("failures"),
        fields.Number64("failureTime"),
        fields.Number32("committedHead"),
        fields.Number32("settledHead"),
        fields.Number32("queueTail"),
        fields.Bool("frozen"));
}
