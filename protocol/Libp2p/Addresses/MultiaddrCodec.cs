using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Addresses;

/// <summary>How the value of each protocol is written, in bytes and as text. Each value has one form of either kind.</summary>
internal static class MultiaddrCodec
{
    /// <summary>The length of a value that carries its own length.</summary>
    public const int Prefixed = -1;

    /// <summary>The longest value that carries its own length.</summary>
    public const int ValueBytesMax = 253;

    private static readonly (MultiaddrProtocol Protocol, string Name, int Length)[] Table =
    [
        (MultiaddrProtocol.Ip4, "ip4", 4), (MultiaddrProtocol.Tcp, "tcp", 2), (MultiaddrProtocol.Ip6, "ip6", 16),
        (MultiaddrProtocol.Ip6Zone, "ip6zone", Prefixed), (MultiaddrProtocol.IpCidr, "ipcidr", 1), (MultiaddrProtocol.Dns, "dns", Prefixed),
        (MultiaddrProtocol.Dns4, "dns4", Prefixed), (MultiaddrProtocol.Dns6, "dns6", Prefixed), (MultiaddrProtocol.DnsAddr, "dnsaddr", Prefixed),
        (MultiaddrProtocol.Udp, "udp", 2), (MultiaddrProtocol.WebRtcDirect, "webrtc-direct", 0), (MultiaddrProtocol.WebRtc, "webrtc", 0),
        (MultiaddrProtocol.P2pCircuit, "p2p-circuit", 0), (MultiaddrProtocol.P2p, "p2p", Prefixed), (MultiaddrProtocol.Tls, "tls", 0),
        (MultiaddrProtocol.Sni, "sni", Prefixed), (MultiaddrProtocol.Noise, "noise", 0), (MultiaddrProtocol.QuicV1, "quic-v1", 0),
        (MultiaddrProtocol.WebTransport, "webtransport", 0), (MultiaddrProtocol.CertHash, "certhash", Prefixed), (MultiaddrProtocol.Ws, "ws", 0),
        (MultiaddrProtocol.Wss, "wss", 0), (MultiaddrProtocol.Memory, "memory", Prefixed),
    ];

    private static readonly Dictionary<ulong, int> ByCode = Table.Select((t, i) => (t, i)).ToDictionary(x => (ulong)x.t.Protocol, x => x.i);

    private static readonly Dictionary<string, int> ByName = Table.Select((t, i) => (t.Name, i)).Append(("ipfs", IndexOf(MultiaddrProtocol.P2p)))
        .ToDictionary(x => x.Item1, x => x.Item2, StringComparer.Ordinal);

    /// <summary>The length of a protocol's value: 0 for none, <see cref="Prefixed"/>; false for a code we do not know.</summary>
    public static bool TryGet(ulong code, out MultiaddrProtocol protocol, out int length) => TryGet(ByCode.TryGetValue(code, out int i) ? i : -1, out protocol, out length);

    /// <summary>As above, by the name in text.</summary>
    public static bool TryGet(string name, out MultiaddrProtocol protocol, out int length) => TryGet(ByName.TryGetValue(name, out int i) ? i : -1, out protocol, out length);

    /// <summary>The name of a protocol in text.</summary>
    public static string NameOf(MultiaddrProtocol protocol) => Table[IndexOf(protocol)].Name;

    /// <summary>The length of a protocol's value: 0 for none, <see cref="Prefixed"/>.</summary>
    public static int LengthOf(MultiaddrProtocol protocol) => Table[IndexOf(protocol)].Length;

    /// <summary>Whether bytes of the right length are a value of the protocol.</summary>
    public static bool IsValid(MultiaddrProtocol protocol, ReadOnlySpan<byte> value) => protocol switch
    {
        MultiaddrProtocol.P2p => PeerId.TryRead(value, out _),
        MultiaddrProtocol.CertHash => Multihash.TryRead(value, out _),
        MultiaddrProtocol.IpCidr => value[0] <= 128,
        MultiaddrProtocol.Ip6Zone or MultiaddrProtocol.Dns or MultiaddrProtocol.Dns4 or MultiaddrProtocol.Dns6 or MultiaddrProtocol.DnsAddr
            or MultiaddrProtocol.Sni or MultiaddrProtocol.Memory => IsName(value),
        _ => true,
    };

    /// <summary>The text of a valid value.</summary>
    public static string ToText(MultiaddrProtocol protocol, ReadOnlySpan<byte> value)
    {
        switch (protocol)
        {
            case MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6:
                return new IPAddress(value).ToString();
            case MultiaddrProtocol.Tcp or MultiaddrProtocol.Udp:
                return BinaryPrimitives.ReadUInt16BigEndian(value).ToString(CultureInfo.InvariantCulture);
            case MultiaddrProtocol.IpCidr:
                return value[0].ToString(CultureInfo.InvariantCulture);
            case MultiaddrProtocol.P2p:
                return Base58.Encode(value);
            case MultiaddrProtocol.CertHash:
                return Multibase.EncodeBase64Url(value);
            default:
                return Encoding.ASCII.GetString(value);
        }
    }

    /// <summary>The bytes of a value's text; false for text that <see cref="ToText"/> would not write, other spellings of an IPv6 address and of a peer id excepted.</summary>
    public static bool TryParse(MultiaddrProtocol protocol, string text, out byte[] value)
    {
        value = [];
        switch (protocol)
        {
            case MultiaddrProtocol.Ip4:
                return TryParseAddress(text, AddressFamily.InterNetwork, out value) && new IPAddress(value).ToString() == text;
            case MultiaddrProtocol.Ip6:
                return !text.AsSpan().ContainsAny("%[]/") && TryParseAddress(text, AddressFamily.InterNetworkV6, out value);
            case MultiaddrProtocol.Tcp or MultiaddrProtocol.Udp:
                bool isPort = TryParseNumber(text, ushort.MaxValue, out int port);
                value = [(byte)(port >> 8), (byte)port];
                return isPort;
            case MultiaddrProtocol.IpCidr:
                bool isPrefix = TryParseNumber(text, 128, out int prefix);
                value = [(byte)prefix];
                return isPrefix;
            case MultiaddrProtocol.P2p:
                bool isPeer = PeerId.TryParse(text, out PeerId? peer);
                value = peer?.Bytes.ToArray() ?? [];
                return isPeer;
            case MultiaddrProtocol.CertHash:
                return Multibase.TryDecode(text, out value);
            default:
                value = Encoding.UTF8.GetBytes(text);
                return true;
        }
    }

    private static bool TryGet(int index, out MultiaddrProtocol protocol, out int length)
    {
        (protocol, _, length) = index < 0 ? default : Table[index];
        return index >= 0;
    }

    private static int IndexOf(MultiaddrProtocol protocol) => Array.FindIndex(Table, t => t.Protocol == protocol);

    // Names are printable ASCII; other alphabets travel as punycode. A '/' would end the component in text.
    private static bool IsName(ReadOnlySpan<byte> value)
    {
        foreach (byte letter in value)
        {
            if (letter is <= 0x20 or >= 0x7f or (byte)'/')
            {
                return false;
            }
        }

        return !value.IsEmpty;
    }

    private static bool TryParseAddress(string text, AddressFamily family, out byte[] value)
    {
        bool read = IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == family;
        value = read ? address!.GetAddressBytes() : [];
        return read;
    }

    private static bool TryParseNumber(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max
        && number.ToString(CultureInfo.InvariantCulture) == text;
}
