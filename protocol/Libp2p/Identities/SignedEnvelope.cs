using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Identities;

/// <summary>
/// A payload with its type, signed by a peer for one purpose, the domain (libp2p RFC 0002). The signature covers domain, type and payload,
/// each after its length. Only an envelope whose signature was verified is ever made.
/// </summary>
public sealed class SignedEnvelope
{
    /// <summary>The largest envelope that is read.</summary>
    public const int BytesMax = 16 * 1024;

    private const int PayloadTypeBytesMax = 64;
    private const int KeyField = 1;
    private const int PayloadTypeField = 2;
    private const int PayloadField = 3;
    private const int SignatureField = 5;

    private readonly byte[] _encoding;
    private readonly byte[] _payload;

    private SignedEnvelope(PeerPublicKey signer, byte[] payload, byte[] encoding)
    {
        Signer = signer;
        _payload = payload;
        _encoding = encoding;
    }

    /// <summary>The key that signed.</summary>
    public PeerPublicKey Signer { get; }

    /// <summary>What was signed.</summary>
    public ReadOnlySpan<byte> Payload => _payload;

    /// <summary>The envelope as it was read or made, to be passed on.</summary>
    public ReadOnlySpan<byte> Encoding => _encoding;

    /// <summary>Signs a payload.</summary>
    public static SignedEnvelope Seal(PeerIdentity identity, string domain, ReadOnlySpan<byte> payloadType, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(identity);
        byte[] signature = identity.Sign(SignedBytes(domain, payloadType, payload));
        byte[] encoding = new ProtoWriter()
            .Bytes(KeyField, identity.PublicKey.Encoding)
            .Bytes(PayloadTypeField, payloadType)
            .Bytes(PayloadField, payload)
            .Bytes(SignatureField, signature)
            .ToArray();
        return new SignedEnvelope(identity.PublicKey, payload.ToArray(), encoding);
    }

    /// <summary>Reads an envelope from untrusted bytes; false unless it has this type and a valid signature for this domain.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> encoding, string domain, ReadOnlySpan<byte> payloadType, [NotNullWhen(true)] out SignedEnvelope? envelope)
    {
        envelope = null;
        if (encoding.Length > BytesMax)
        {
            return false;
        }

        ReadOnlySpan<byte> key = default, type = default, payload = default, signature = default;
        ProtoReader reader = new(encoding);
        while (reader.Next())
        {
            if (reader.WireType != ProtoWireType.Bytes)
            {
                return false;
            }

            switch (reader.Field)
            {
                case KeyField:
                    key = reader.Bytes;
                    break;
                case PayloadTypeField:
                    type = reader.Bytes;
                    break;
                case PayloadField:
                    payload = reader.Bytes;
                    break;
                case SignatureField:
                    signature = reader.Bytes;
                    break;
                default:
                    return false;
            }
        }

        if (reader.Malformed || type.Length > PayloadTypeBytesMax || !type.SequenceEqual(payloadType)
            || !PeerPublicKey.TryRead(key, out PeerPublicKey? signer) || !signer.Verify(SignedBytes(domain, type, payload), signature))
        {
            return false;
        }

        envelope = new SignedEnvelope(signer, payload.ToArray(), encoding.ToArray());
        return true;
    }

    private static byte[] SignedBytes(string domain, ReadOnlySpan<byte> payloadType, ReadOnlySpan<byte> payload)
    {
        ArrayBufferWriter<byte> signed = new();
        Varint.WritePrefixed(signed, System.Text.Encoding.UTF8.GetBytes(domain));
        Varint.WritePrefixed(signed, payloadType);
        Varint.WritePrefixed(signed, payload);
        return signed.WrittenSpan.ToArray();
    }
}
