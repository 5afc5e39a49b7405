using P2PProver.Crypto;
using P2PProver.Mesh;

namespace P2PProver.Testnet.Simulation.Engine;

/// <summary>Names of nodes by their number in the simulation, and the other way round.</summary>
public sealed class SimKeys
{
    private readonly Dictionary<NodeId, int> _byNode = [];
    private readonly Dictionary<Address, int> _byAccount = [];
    private readonly Dictionary<Address, int> _byPayout = [];

    /// <summary>Names for a number of nodes.</summary>
    public SimKeys(ulong seed, int nodes)
    {
        Seed = seed;
        for (int i = 0; i < nodes; i++)
        {
            _byNode[NodeOf(i)] = i;
            _byAccount[AccountOf(i)] = i;
            _byPayout[PayoutOf(i)] = i;
        }
    }

    /// <summary>The seed of all secrets.</summary>
    public ulong Seed { get; }

    /// <summary>The sequencer's account.</summary>
    public static Address Sequencer => MockHash.Address(0x5e9, 1);

    /// <summary>A node's name on the wire.</summary>
    public NodeId NodeOf(int index) => new(MockHash.Of(Seed, 0x0de, (ulong)index));

    /// <summary>A node's account.</summary>
    public Address AccountOf(int index) => MockHash.Address(Seed ^ 0xacc, (ulong)index);

    /// <summary>Where a node is paid.</summary>
    public Address PayoutOf(int index) => MockHash.Address(Seed ^ 0x9a1, (ulong)index);

    /// <summary>A node's number; -1 for a name that is none of ours.</summary>
    public int IndexOf(NodeId node) => _byNode.TryGetValue(node, out int index) ? index : -1;

    /// <summary>The number of the node with this account; -1 for others.</summary>
    public int IndexOfAccount(Address account) => _byAccount.TryGetValue(account, out int index) ? index : -1;

    /// <summary>The number of the node that is paid there; -1 for others.</summary>
    public int IndexOfPayout(Address payout) => _byPayout.TryGetValue(payout, out int index) ? index : -1;
}
