using System.Buffers.Binary;
using P2PProver.Crypto;
using P2PProver.Hashing;

namespace P2PProver.Mesh;

/// <summary>Who is active for a batch, with which stake. Immutable; the same members give the same fingerprint.</summary>
public sealed class StakeSet
{
    private readonly ActiveNode[] _members;
    private readonly Dictionary<NodeId, int> _indexes;

    /// <summary>A set of these members; of several with one key the first counts.</summary>
    public StakeSet(IEnumerable<ActiveNode> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        _members = [.. members.Where(member => member.StakeGwei > 0).DistinctBy(member => member.Node).OrderBy(member => member.Node)];
        _indexes = new Dictionary<NodeId, int>(_members.Length);
        for (int i = 0; i < _members.Length; i++)
        {
            _indexes[_members[i].Node] = i;
            TotalGwei += _members[i].StakeGwei;
        }

        Fingerprint = Digest(_members);
    }

    /// <summary>The members, by ascending key.</summary>
    public IReadOnlyList<ActiveNode> Members => _members;

    /// <summary>The sum of all stakes.</summary>
    public UInt128 TotalGwei { get; }

    /// <summary>A hash over all members.</summary>
    public Hash32 Fingerprint { get; }

    /// <summary>The place of a node in <see cref="Members"/>; -1 if it is not active.</summary>
    public int IndexOf(NodeId node) => _indexes.TryGetValue(node, out int index) ? index : -1;

    private static Hash32 Digest(ActiveNode[] members)
    {
        const int entry = Hash32.Bytes + (2 * Address.Bytes) + sizeof(ulong);
        byte[] bytes = new byte[entry * members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            Span<byte> place = bytes.AsSpan(entry * i, entry);
            members[i].Node.Value.Write(place);
            members[i].Account.Value.CopyTo(place[Hash32.Bytes..]);
            members[i].Payout.Value.CopyTo(place[(Hash32.Bytes + Address.Bytes)..]);
            BinaryPrimitives.WriteUInt64BigEndian(place[^sizeof(ulong)..], members[i].StakeGwei);
        }

        _ = Hash32.TryRead(Keccak256.Hash(bytes), out Hash32 digest);
        return digest;
    }
}
