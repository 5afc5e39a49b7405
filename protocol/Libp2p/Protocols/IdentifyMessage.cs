using System.Diagnostics.CodeAnalysis;
using System.Text;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Protocols;

/// <summary>
/// What a peer says about itself (libp2p identify specification, and the field 8 that implementations add). A push may leave out what did not change;
/// what is left out is null or empty here. Nothing in it is proven, the signed record excepted.
/// </summary>
public sealed record IdentifyMessage
{
    /// <summary>The longest message that is read or written.</summary>
    public const int BytesMax = 8 * 1024;

    /// <summary>The most listening addresses.</summary>
    public const int AddressesMax = 64;

    /// <summary>The most protocols.</summary>
    public const int ProtocolsMax = 256;

    /// <summary>The longest name of a protocol, and the longest version.</summary>
    public const int TextBytesMax = 256;

    private const int KeyField = 1;
    private const int ListenField = 2;
    private const int ProtocolField = 3;
    private const int ObservedField = 4;
    private const int ProtocolVersionField = 5;
    private const int AgentVersionField = 6;
    private const int RecordField = 8;

    /// <summary>The peer's key.</summary>
    public PeerPublicKey? Key { get; init; }

    /// <summary>Where the peer listens, as it says; addresses of kinds that we do not know are left out.</summary>
    public IReadOnlyList<Multiaddr> ListenAddresses { get; init; } = [];

    /// <summary>The protocols that the peer serves.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>Where the peer sees the receiver.</summary>
    public Multiaddr? ObservedAddress { get; init; }

    /// <summary>The family of protocols.</summary>
    public string? ProtocolVersion { get; init; }

    /// <summary>The program and its version.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>A <see cref="PeerRecord"/> in its envelope; not yet verified.</summary>
    public ReadOnlyMemory<byte> SignedPeerRecord { get; init; }

    /// <summary>Reads a message from untrusted bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out IdentifyMessage? message)
    {
        message = null;
        if (bytes.Length > BytesMax)
        {
            return false;
        }

        IdentifyMessage read = new();
        List<Multiaddr> addresses = [];
        List<string> protocols = [];
        int addressCount = 0;
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.WireType != ProtoWireType.Bytes)
            {
                continue;
            }

            switch (reader.Field)
            {
                case ListenField when ++addressCount > AddressesMax:
                case ProtocolField when protocols.Count == ProtocolsMax || reader.Bytes.Length > TextBytesMax:
                    return false;
                case ListenField when Multiaddr.TryRead(reader.Bytes, out Multiaddr? address):
                    addresses.Add(address.WithoutPeer());
                    break;
                case ProtocolField:
                    protocols.Add(Encoding.UTF8.GetString(reader.Bytes));
                    break;
                default:
                    if (!TryReadSingle(reader, ref read))
                    {
                        return false;
                    }

                    break;
            }
        }

        message = read with { ListenAddresses = addresses, Protocols = protocols };
        return !reader.Malformed;
    }

    /// <summary>The message in bytes.</summary>
    public byte[] ToArray()
    {
        ProtoWriter writer = new();
        if (Key is not null)
        {
            writer.Bytes(KeyField, Key.Encoding);
        }

        foreach (Multiaddr address in ListenAddresses)
        {
            writer.Bytes(ListenField, address.Bytes);
        }

        foreach (string protocol in Protocols)
        {
            writer.Text(ProtocolField, protocol);
        }

        if (ObservedAddress is not null)
        {
            writer.Bytes(ObservedField, ObservedAddress.Bytes);
        }

        if (ProtocolVersion is not null)
        {
            writer.Text(ProtocolVersionField, ProtocolVersion);
        }

        if (AgentVersion is not null)
        {
            writer.Text(AgentVersionField, AgentVersion);
        }

        return (SignedPeerRecord.IsEmpty ? writer : writer.Bytes(RecordField, SignedPeerRecord.Span)).ToArray();
    }

    /// <summary>This knowledge brought up to date by a push: what the push leaves out stays.</summary>
    public IdentifyMessage Merge(IdentifyMessage push)
    {
        ArgumentNullException.ThrowIfNull(push);
        return new IdentifyMessage
        {
            Key = Key ?? push.Key,
            ListenAddresses = push.ListenAddresses.Count > 0 ? push.ListenAddresses : ListenAddresses,
            Protocols = push.Protocols.Count > 0 ? push.Protocols : Protocols,
            ObservedAddress = push.ObservedAddress ?? ObservedAddress,
            ProtocolVersion = push.ProtocolVersion ?? ProtocolVersion,
            AgentVersion = push.AgentVersion ?? AgentVersion,
            SignedPeerRecord = push.SignedPeerRecord.IsEmpty ? SignedPeerRecord : push.SignedPeerRecord,
        };
    }

    private static bool TryReadSingle(ProtoReader reader, ref IdentifyMessage read)
    {
        switch (reader.Field)
        {
            case KeyField:
                bool isKey = PeerPublicKey.TryRead(reader.Bytes, out PeerPublicKey? key);
                read = read with { Key = key };
                return isKey;
            case ObservedField when Multiaddr.TryRead(reader.Bytes, out Multiaddr? observed):
                read = read with { ObservedAddress = observed.WithoutPeer() };
                return true;
            case ProtocolVersionField:
                read = read with { ProtocolVersion = Encoding.UTF8.GetString(reader.Bytes) };
                return reader.Bytes.Length <= TextBytesMax;
            case AgentVersionField:
                read = read with { AgentVersion = Encoding.UTF8.GetString(reader.Bytes) };
                return reader.Bytes.Length <= TextBytesMax;
            case RecordField:
                read = read with { SignedPeerRecord = reader.Bytes.ToArray() };
                return true;
            default:
                return true;
        }
    }
}
