using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Kademlia;

/// <summary>A request or an answer of the libp2p Kademlia specification, as far as peer routing goes.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Key">What is looked for: a peer id's bytes, or any multihash.</param>
/// <param name="CloserPeers">In an answer: the peers closest to the key that the answering side knows.</param>
public sealed record KadMessage(KadMessageType Type, ReadOnlyMemory<byte> Key, IReadOnlyList<KadPeer> CloserPeers)
{
    /// <summary>The longest message that is read or written.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>The longest key.</summary>
    public const int KeyBytesMax = 80;

    /// <summary>The most peers of an answer.</summary>
    public const int PeersMax = 32;

    /// <summary>The most addresses of one peer that are kept; more are passed over.</summary>
    public const int AddressesMax = 8;

    private const int AddressesReadMax = 64;
    private const int TypeField = 1;
    private const int KeyField = 2;
    private const int CloserField = 8;
    private const int PeerField = 1;
    private const int AddressField = 2;

    /// <summary>Reads a message from untrusted bytes. A peer whose id is none makes the whole message malformed; addresses of unknown kinds are left out.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out KadMessage? message)
    {
        message = null;
        if (bytes.Length > BytesMax)
        {
            return false;
        }

        ulong? type = null;
        byte[] key = [];
        List<KadPeer> closer = [];
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(TypeField, ProtoWireType.Varint))
            {
                type = reader.Number;
            }
            else if (reader.Is(KeyField, ProtoWireType.Bytes))
            {
                if (reader.Bytes.Length > KeyBytesMax)
                {
                    return false;
                }

                key = reader.Bytes.ToArray();
            }
            else if (reader.Is(CloserField, ProtoWireType.Bytes) && (closer.Count == PeersMax || !TryReadPeer(reader.Bytes, closer)))
            {
                return false;
            }
        }

        message = reader.Malformed || type is not ((ulong)KadMessageType.FindNode or (ulong)KadMessageType.Ping)
            ? null
            : new KadMessage((KadMessageType)type, key, closer);
        return message is not null;
    }

    /// <summary>The message in bytes.</summary>
    public byte[] ToArray()
    {
        ProtoWriter writer = new ProtoWriter().Number(TypeField, (ulong)Type);
        if (!Key.IsEmpty)
        {
            writer.Bytes(KeyField, Key.Span);
        }

        foreach (KadPeer peer in CloserPeers)
        {
            ProtoWriter inner = new ProtoWriter().Bytes(PeerField, peer.Peer.Bytes);
            foreach (Multiaddr address in peer.Addresses.Take(AddressesMax))
            {
                inner.Bytes(AddressField, address.Bytes);
            }

            writer.Message(CloserField, inner);
        }

        return writer.ToArray();
    }

    private static bool TryReadPeer(ReadOnlySpan<byte> bytes, List<KadPeer> peers)
    {
        PeerId? peer = null;
        int count = 0;
        List<Multiaddr> addresses = [];
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(PeerField, ProtoWireType.Bytes) && !PeerId.TryRead(reader.Bytes, out peer))
            {
                return false;
            }

            if (reader.Is(AddressField, ProtoWireType.Bytes))
            {
                if (++count > AddressesReadMax)
                {
                    return false;
                }

                if (addresses.Count < AddressesMax && Multiaddr.TryRead(reader.Bytes, out Multiaddr? address))
                {
                    addresses.Add(address.WithoutPeer());
                }
            }
        }

        if (reader.Malformed || peer is null)
        {
            return false;
        }

        peers.Add(new KadPeer(peer, addresses));
        return true;
    }
}
