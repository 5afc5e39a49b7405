using System.Diagnostics.CodeAnalysis;
using System.Text;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Noise;

/// <summary>What libp2p says inside the second and third Noise message: identity key, its signature, and the multiplexers offered.</summary>
internal sealed record NoisePayload(PeerPublicKey Identity, byte[] Signature, IReadOnlyList<string> Muxers)
{
    public const int BytesMax = 4096;
    public const int MuxersMax = 16;
    public const int MuxerBytesMax = 64;

    private const int IdentityField = 1;
    private const int SignatureField = 2;
    private const int ExtensionsField = 4;
    private const int MuxersField = 2;

    public static byte[] Write(NoiseKey key, IReadOnlyList<string> muxers)
    {
        ProtoWriter payload = new ProtoWriter().Bytes(IdentityField, key.Identity.Encoding).Bytes(SignatureField, key.Signature);
        if (muxers.Count > 0)
        {
            ProtoWriter extensions = new();
            foreach (string muxer in muxers)
            {
                extensions.Text(MuxersField, muxer);
            }

            payload.Message(ExtensionsField, extensions);
        }

        return payload.ToArray();
    }

    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out NoisePayload? payload)
    {
        payload = null;
        if (message.Length > BytesMax)
        {
            return false;
        }

        ReadOnlySpan<byte> key = default, signature = default, extensions = default;
        ProtoReader reader = new(message);
        while (reader.Next())
        {
            if (reader.Is(IdentityField, ProtoWireType.Bytes))
            {
                key = reader.Bytes;
            }
            else if (reader.Is(SignatureField, ProtoWireType.Bytes))
            {
                signature = reader.Bytes;
            }
            else if (reader.Is(ExtensionsField, ProtoWireType.Bytes))
            {
                extensions = reader.Bytes;
            }
        }

        List<string> muxers = [];
        if (reader.Malformed || !TryReadMuxers(extensions, muxers) || !PeerPublicKey.TryRead(key, out PeerPublicKey? identity))
        {
            return false;
        }

        payload = new NoisePayload(identity, signature.ToArray(), muxers);
        return true;
    }

    private static bool TryReadMuxers(ReadOnlySpan<byte> extensions, List<string> muxers)
    {
        ProtoReader reader = new(extensions);
        while (reader.Next())
        {
            if (reader.Is(MuxersField, ProtoWireType.Bytes))
            {
                if (muxers.Count == MuxersMax || reader.Bytes.Length > MuxerBytesMax)
                {
                    return false;
                }

                muxers.Add(Encoding.UTF8.GetString(reader.Bytes));
            }
        }

        return !reader.Malformed;
    }
}
