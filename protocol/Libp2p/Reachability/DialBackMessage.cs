using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Reachability;

/// <summary>A request to be dialled back: a number that only the asker knows, and the TCP ports to try. The host is never named: it is where the request came from.</summary>
/// <param name="Nonce">The number, which the other side has to bring along.</param>
/// <param name="Ports">The ports.</param>
public sealed record DialBackMessage(ReadOnlyMemory<byte> Nonce, IReadOnlyList<int> Ports)
{
    /// <summary>The protocol of the request.</summary>
    public const string ProtocolId = "/p2pprover/dialback/1";

    /// <summary>The protocol by which the number comes back.</summary>
    public const string NonceProtocolId = "/p2pprover/dialback/nonce/1";

    /// <summary>The bytes of the number.</summary>
    public const int NonceBytes = 16;

    /// <summary>The most ports.</summary>
    public const int PortsMax = 4;

    /// <summary>The longest request.</summary>
    public const int BytesMax = 64;

    private const int NonceField = 1;
    private const int PortField = 2;

    /// <summary>Reads a request from untrusted bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out DialBackMessage? message)
    {
        message = null;
        if (bytes.Length > BytesMax)
        {
            return false;
        }

        byte[] nonce = [];
        List<int> ports = [];
        ProtoReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Is(NonceField, ProtoWireType.Bytes))
            {
                nonce = reader.Bytes.ToArray();
            }
            else if (reader.Is(PortField, ProtoWireType.Varint))
            {
                if (ports.Count == PortsMax || reader.Number is 0 or > ushort.MaxValue)
                {
                    return false;
                }

                ports.Add((int)reader.Number);
            }
        }

        message = reader.Malformed || nonce.Length != NonceBytes || ports.Count == 0 ? null : new DialBackMessage(nonce, ports);
        return message is not null;
    }

    /// <summary>The message in bytes.</summary>
    public byte[] ToArray()
    {
        ProtoWriter writer = new ProtoWriter().Bytes(NonceField, Nonce.Span);
        foreach (int port in Ports)
        {
            writer.Number(PortField, (ulong)port);
        }

        return writer.ToArray();
    }
}
