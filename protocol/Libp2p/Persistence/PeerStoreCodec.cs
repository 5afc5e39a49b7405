using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Persistence;

/// <summary>
/// The bytes of a file of peers: a tag, a version, the number of peers, one length-prefixed message for each, and SHA-256 of all before it. The
/// digest finds accidents; whoever can write the file can do anything, and still makes nothing but bounded lists of addresses.
/// </summary>
public static class PeerStoreCodec
{
    /// <summary>The most peers of one file.</summary>
    public const int PeersMax = 8192;

    /// <summary>The largest file that is read or written.</summary>
    public const int FileBytesMax = 32 * 1024 * 1024;

    private const byte Version = 1;
    private const int PeerField = 1;
    private const int KeyField = 2;
    private const int AddressField = 3;
    private const int ProtocolField = 4;
    private const int LastSeenField = 5;
    private const int RecordField = 6;

    private static ReadOnlySpan<byte> Tag => "p2pprover peers\n"u8;

    /// <summary>Writes peers; those beyond <see cref="PeersMax"/> or <see cref="FileBytesMax"/> are left out, the last ones first.</summary>
    public static byte[] Write(IReadOnlyList<StoredPeer> peers)
    {
        ArgumentNullException.ThrowIfNull(peers);
        List<byte[]> messages = [];
        int room = FileBytesMax - Tag.Length - 1 - Varint.BytesMax - SHA256.HashSizeInBytes;
        foreach (StoredPeer peer in peers.Take(PeersMax))
        {
            byte[] message = WritePeer(peer);
            room -= message.Length + Varint.BytesMax;
            if (room < 0)
            {
                break;
            }

            messages.Add(message);
        }

        ArrayBufferWriter<byte> file = new();
        file.Write(Tag);
        file.Write([Version]);
        Varint.Write(file, (ulong)messages.Count);
        foreach (byte[] message in messages)
        {
            Varint.WritePrefixed(file, message);
        }

        file.Write(SHA256.HashData(file.WrittenSpan));
        return file.WrittenSpan.ToArray();
    }

    /// <summary>Reads a file from untrusted bytes: all of its peers, or none with the reason.</summary>
    public static PeerStoreOutcome TryRead(ReadOnlySpan<byte> file, out IReadOnlyList<StoredPeer> peers)
    {
        peers = [];
        if (file.Length > FileBytesMax)
        {
            return PeerStoreOutcome.TooLarge;
        }

        if (file.Length < Tag.Length + 1 + SHA256.HashSizeInBytes || !file.StartsWith(Tag))
        {
            return PeerStoreOutcome.Damaged;
        }

        ReadOnlySpan<byte> content = file[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(file[^SHA256.HashSizeInBytes..]))
        {
            return PeerStoreOutcome.Damaged;
        }

        return content[Tag.Length] != Version ? PeerStoreOutcome.UnknownVersion
            : TryReadPeers(content[(Tag.Length + 1)..], out peers) ? PeerStoreOutcome.Success
            : PeerStoreOutcome.Damaged;
    }

    private static bool TryReadPeers(ReadOnlySpan<byte> rest, out IReadOnlyList<StoredPeer> peers)
    {
        peers = [];
        List<StoredPeer> read = [];
        if (Varint.TryRead(rest, out ulong count, out int taken) != ReadStatus.Done || count > PeersMax)
        {
            return false;
        }

        rest = rest[taken..];
        for (ulong i = 0; i < count; i++)
        {
            if (Varint.TryRead(rest, out ulong length, out taken) != ReadStatus.Done || length > (ulong)(rest.Length - taken)
                || ReadPeer(rest.Slice(taken, (int)length)) is not StoredPeer peer)
            {
                return false;
            }

            read.Add(peer);
            rest = rest[(taken + (int)length)..];
        }

        peers = read;
        return rest.IsEmpty;
    }

    private static byte[] WritePeer(StoredPeer peer)
    {
        ProtoWriter writer = new ProtoWriter().Bytes(PeerField, peer.Peer.Bytes);
        if (peer.Key is not null)
        {
            writer.Bytes(KeyField, peer.Key.Encoding);
        }

        foreach (Multiaddr address in peer.Addresses.Take(StoredPeer.AddressesMax))
        {
            writer.Bytes(AddressField, address.Bytes);
        }

        foreach (string protocol in peer.Protocols.Where(p => Encoding.UTF8.GetByteCount(p) <= StoredPeer.ProtocolBytesMax).Take(StoredPeer.ProtocolsMax))
        {
            writer.Text(ProtocolField, protocol);
        }

        if (peer.LastSeen is DateTimeOffset seen)
        {
            writer.Number(LastSeenField, (ulong)Math.Max(0, seen.ToUnixTimeSeconds()));
        }

        if (!peer.SignedRecord.IsEmpty && peer.SignedRecord.Length <= StoredPeer.RecordBytesMax)
        {
            writer.Bytes(RecordField, peer.SignedRecord.Span);
        }

        return writer.ToArray();
    }

    private static StoredPeer? ReadPeer(ReadOnlySpan<byte> message)
    {
        PeerId? id = null;
        PeerPublicKey? key = null;
        PeerRecord? record = null;
        DateTimeOffset? seen = null;
        byte[] envelope = [];
        List<Multiaddr> addresses = [];
        List<string> protocols = [];
        ProtoReader reader = new(message);
        while (reader.Next())
        {
            bool isRead = (reader.Field, reader.WireType) switch
            {
                (PeerField, ProtoWireType.Bytes) => id is null && PeerId.TryRead(reader.Bytes, out id),
                (KeyField, ProtoWireType.Bytes) => key is null && PeerPublicKey.TryRead(reader.Bytes, out key),
                (AddressField, ProtoWireType.Bytes) => TryAddAddress(reader.Bytes, addresses),
                (ProtocolField, ProtoWireType.Bytes) => TryAddProtocol(reader.Bytes, protocols),
                (LastSeenField, ProtoWireType.Varint) => TryReadTime(reader.Number, out seen),
                (RecordField, ProtoWireType.Bytes) => (envelope = reader.Bytes.ToArray()).Length <= StoredPeer.RecordBytesMax && PeerRecord.TryOpen(envelope, out record),
                _ => false,
            };
            if (!isRead)
            {
                return null;
            }
        }

        bool isWhole = !reader.Malformed && id is not null && (key is null || key.Id == id) && (record is null || record.Peer == id);
        return !isWhole ? null : new StoredPeer(id!)
        {
            Key = key,
            Addresses = addresses,
            Protocols = protocols,
            LastSeen = seen,
            RecordSequence = record?.Sequence ?? 0,
            SignedRecord = envelope,
        };
    }

    private static bool TryAddAddress(ReadOnlySpan<byte> bytes, List<Multiaddr> addresses)
    {
        if (addresses.Count == StoredPeer.AddressesMax || !Multiaddr.TryRead(bytes, out Multiaddr? address))
        {
            return false;
        }

        addresses.Add(address);
        return true;
    }

    private static bool TryAddProtocol(ReadOnlySpan<byte> bytes, List<string> protocols)
    {
        if (protocols.Count == StoredPeer.ProtocolsMax || bytes.Length > StoredPeer.ProtocolBytesMax)
        {
            return false;
        }

        protocols.Add(Encoding.UTF8.GetString(bytes));
        return true;
    }

    private static bool TryReadTime(ulong seconds, out DateTimeOffset? time)
    {
        bool isTime = seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        time = isTime ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
        return isTime;
    }
}
