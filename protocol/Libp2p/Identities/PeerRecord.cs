using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Identities;

/// <summary>
/// Where a peer says it can be reached, signed by that peer, so that others can pass it on. Domain and payload type are those that
/// implementations use ("libp2p-peer-record", 03 01); the text of RFC 0003 names others.
/// </summary>
/// <param name="Peer">The peer that the record is about, and that signed it.</param>
/// <param name="Sequence">Grows with each record of a peer; the highest one holds.</param>
/// <param name="Addresses">Addresses as the peer gave them; those of a kind we do not know are left out.</param>
public sealed record PeerRecord(PeerId Peer, ulong Sequence, IReadOnlyList<Multiaddr> Addresses)
{
    /// <summary>The most addresses that a record may hold.</summary>
    public const int AddressesMax = 64;

    private const string Domain = "libp2p-peer-record";
    private const int PeerField = 1;
    private const int SequenceField = 2;
    private const int AddressField = 3;
    private const int InnerAddressField = 1;

    private static ReadOnlySpan<byte> PayloadType => [0x03, 0x01];

    /// <summary>Signs a record of an identity's own addresses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="AddressesMax"/> addresses.</exception>
    public static SignedEnvelope Seal(PeerIdentity identity, ulong sequence, IReadOnlyCollection<Multiaddr> addresses)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses.Count, AddressesMax, nameof(addresses));
        ProtoWriter record = new ProtoWriter().Bytes(PeerField, identity.Id.Bytes).Number(SequenceField, sequence);
        foreach (Multiaddr address in addresses)
        {
            record.Message(AddressField, new ProtoWriter().Bytes(InnerAddressField, address.Bytes));
        }

        return SignedEnvelope.Seal(identity, Domain, PayloadType, record.Written);
    }

    /// <summary>Reads a signed record from untrusted bytes; false unless the peer it is about signed it.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> envelope, [NotNullWhen(true)] out PeerRecord? record)
    {
        record = null;
        return SignedEnvelope.TryOpen(envelope, Domain, PayloadType, out SignedEnvelope? opened)
            && TryRead(opened.Payload, out record)
            && record.Peer == opened.Signer.Id;
    }

    private static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PeerRecord? record)
    {
        record = null;
        PeerId? peer = null;
        ulong sequence = 0;
        int count = 0;
        List<Multiaddr> addresses = [];
        ProtoReader reader = new(payload);
        while (reader.Next())
        {
            if (reader.Is(PeerField, ProtoWireType.Bytes) && !PeerId.TryRead(reader.Bytes, out peer))
            {
                return false;
            }
            else if (reader.Is(SequenceField, ProtoWireType.Varint))
            {
                sequence = reader.Number;
            }
            else if (reader.Is(AddressField, ProtoWireType.Bytes) && (++count > AddressesMax || !TryReadAddress(reader.Bytes, addresses)))
            {
                return false;
            }
        }

        record = peer is null || reader.Malformed ? null : new PeerRecord(peer, sequence, addresses);
        return record is not null;
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> message, List<Multiaddr> addresses)
    {
        Multiaddr? last = null;
        ProtoReader reader = new(message);
        while (reader.Next())
        {
            if (reader.Is(InnerAddressField, ProtoWireType.Bytes))
            {
                // The last one counts, as everywhere in protocol buffers: one message never makes two addresses.
                Multiaddr.TryRead(reader.Bytes, out last);
            }
        }

        if (last is not null)
        {
            addresses.Add(last);
        }

        return !reader.Malformed;
    }
}
