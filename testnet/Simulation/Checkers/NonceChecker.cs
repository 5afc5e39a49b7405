using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>A nonce is used for one thing: the same call again with a higher fee, or its cancellation.</summary>
internal sealed class NonceChecker(SimWorld world) : Checker(world)
{
    private readonly Dictionary<(int Node, long Nonce), RollupCall> _used = [];

    public override void OnSend(SimNode node, long nonce, RollupCall sent)
    {
        if (sent is CancelCall)
        {
            return;
        }

        if (!_used.TryAdd((node.Index, nonce), sent))
        {
            Expect(_used[(node.Index, nonce)].Equals(sent), $"node {node.Index} uses nonce {nonce} for two different calls");
        }
    }
}
