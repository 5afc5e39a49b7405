namespace P2PProver.Hashing;

/// <summary>A computation on Keccak states that is written once for every number of states at a time.</summary>
internal interface IKeccakKernel
{
    void Run<TLanes, TOps>()
        where TLanes : unmanaged
        where TOps : struct, IKeccakLanes<TLanes>;
}
