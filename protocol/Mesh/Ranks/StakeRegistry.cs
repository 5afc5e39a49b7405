using P2PProver.Crypto;

namespace P2PProver.Mesh;

/// <summary>The registry as the chain's events tell it: who had which stake from which block on.</summary>
internal sealed class StakeRegistry
{
    private static readonly UInt128 Gwei = 1_000_000_000;

    private readonly Dictionary<NodeId, NodeRecord> _nodes = [];
    private readonly Dictionary<Address, NodeId> _accounts = [];

    /// <summary>How many nodes are followed.</summary>
    public int Count => _nodes.Count;

    /// <summary>Takes in a change. A node beyond the maximum is not followed.</summary>
    public void Apply(NodeStakeChanged change)
    {
        if (!_nodes.TryGetValue(change.Node, out NodeRecord? node))
        {
            if (_nodes.Count >= MeshLimits.RegisteredNodesMax)
            {
                return;
            }

            node = new NodeRecord();
            _nodes.Add(change.Node, node);
        }

        node.Account = change.Account;
        node.Payout = change.Payout;
        _accounts[change.Account] = change.Node;
        node.Changes.RemoveAll(other => other.Block >= change.Block);
        node.Changes.Add((change.Block, change.Stake.Value));
        if (node.Changes.Count > MeshLimits.StakeChangesPerNodeMax)
        {
            node.Changes.RemoveAt(0);
        }
    }

    /// <summary>Unsays the changes of the blocks above this one.</summary>
    public void RollBack(ulong block)
    {
        foreach (NodeRecord node in _nodes.Values)
        {
            node.Changes.RemoveAll(change => change.Block > block);
        }
    }

    /// <summary>The node of an account; null if it has none.</summary>
    public NodeId? NodeOf(Address account) => _accounts.TryGetValue(account, out NodeId node) ? node : null;

    /// <summary>Where a node is paid; null if it is not registered.</summary>
    public Address? PayoutOf(NodeId node) => _nodes.TryGetValue(node, out NodeRecord? record) ? record.Payout : null;

    /// <summary>
    /// Who is active for a batch committed in this block: the least stake that a node had from <paramref name="delayBlocks"/> before it on, if
    /// that is <paramref name="least"/> at least.
    /// </summary>
    public StakeSet ActiveAt(ulong commitBlock, int delayBlocks, Wei least)
    {
        ulong since = commitBlock - Math.Min(commitBlock, (ulong)delayBlocks);
        List<ActiveNode> active = [];
        foreach ((NodeId id, NodeRecord node) in _nodes)
        {
            UInt128 held = node.HeldThroughout(since, commitBlock);
            if (held >= least.Value && held >= Gwei)
            {
                ulong gwei = (ulong)UInt128.Min(held / Gwei, long.MaxValue);
                active.Add(new ActiveNode(id, node.Account, node.Payout, gwei));
            }
        }

        return new StakeSet(active);
    }

    private sealed class NodeRecord
    {
        public Address Account { get; set; }

        public Address Payout { get; set; }

        public List<(ulong Block, UInt128 Stake)> Changes { get; } = [];

        public UInt128 HeldThroughout(ulong since, ulong until)
        {
            UInt128 atStart = 0;
            UInt128 least = UInt128.MaxValue;
            foreach ((ulong block, UInt128 stake) in Changes)
            {
                if (block <= since)
                {
                    atStart = stake;
                }
                else if (block <= until)
                {
                    least = UInt128.Min(least, stake);
                }
            }

            return UInt128.Min(atStart, least);
        }
    }
}
