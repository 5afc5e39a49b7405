using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Addresses;

/// <summary>
/// An address that names every protocol on the way, such as /ip4/192.0.2.1/tcp/4001/p2p/12D3... Immutable; equal addresses have equal bytes.
/// An address with a protocol that we do not know is no <see cref="Multiaddr"/>: nobody here could use it.
/// </summary>
public sealed class Multiaddr : IEquatable<Multiaddr>
{
    /// <summary>The longest address in bytes.</summary>
    public const int BytesMax = 512;

    /// <summary>The longest text that is read.</summary>
    public const int CharsMax = 1024;

    /// <summary>The most protocols of one address.</summary>
    public const int ComponentsMax = 16;

    private readonly byte[] _bytes;
    private readonly MultiaddrComponent[] _components;
    private string? _text;

    private Multiaddr(byte[] bytes, MultiaddrComponent[] components)
    {
        _bytes = bytes;
        _components = components;
    }

    /// <summary>The encoding.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The protocols in order.</summary>
    public IReadOnlyList<MultiaddrComponent> Components => _components;

    /// <summary>The peer that is reached, if the address ends with one.</summary>
    public PeerId? Peer => _components[^1] is { Protocol: MultiaddrProtocol.P2p } last && PeerId.TryRead(last.Value, out PeerId? peer) ? peer : null;

    /// <summary>Reads an address that takes up all of the input; false for malformed ones and for protocols that we do not know.</summary>
    public static bool TryRead(ReadOnlySpan<byte> input, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        List<MultiaddrComponent> components = [];
        if (input.IsEmpty || input.Length > BytesMax)
        {
            return false;
        }

        for (ReadOnlySpan<byte> rest = input; !rest.IsEmpty;)
        {
            if (components.Count == ComponentsMax || !TryReadComponent(ref rest, components))
            {
                return false;
            }
        }

        address = new Multiaddr(input.ToArray(), [.. components]);
        return true;
    }

    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        if (text is null || text.Length is < 2 or > CharsMax || text[0] != '/')
        {
            return false;
        }

        string[] parts = text[1..].Split('/');
        ArrayBufferWriter<byte> bytes = new();
        for (int i = 0; i < parts.Length;)
        {
            if (!MultiaddrCodec.TryGet(parts[i++], out MultiaddrProtocol protocol, out int length))
            {
                return false;
            }

            byte[] value = [];
            if (length != 0 && (i == parts.Length || !MultiaddrCodec.TryParse(protocol, parts[i++], out value)))
            {
                return false;
            }

            Varint.Write(bytes, (ulong)protocol);
            if (length == MultiaddrCodec.Prefixed)
            {
                Varint.Write(bytes, (ulong)value.Length);
            }

            bytes.Write(value);
        }

        return TryRead(bytes.WrittenSpan, out address);
    }

    /// <summary>Reads the text form of an address that the program itself wrote.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static Multiaddr Parse(string text) => TryParse(text, out Multiaddr? address) ? address : throw new FormatException($"'{text}' is no multiaddr");

    /// <summary>The address of a TCP endpoint. An IPv4 address inside IPv6 is written as IPv4; a zone is dropped.</summary>
    public static Multiaddr OfTcp(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        IPAddress address = endpoint.Address.IsIPv4MappedToIPv6 ? endpoint.Address.MapToIPv4() : endpoint.Address;
        byte[] host = address.GetAddressBytes();
        byte[] bytes = [(byte)(host.Length == 4 ? MultiaddrProtocol.Ip4 : MultiaddrProtocol.Ip6), .. host, (byte)MultiaddrProtocol.Tcp, (byte)(endpoint.Port >> 8), (byte)endpoint.Port];
        return TryRead(bytes, out Multiaddr? read) ? read : throw new ArgumentException("no TCP endpoint", nameof(endpoint));
    }

    /// <summary>This address with a peer at its end, in place of the peer that may stand there.</summary>
    public Multiaddr WithPeer(PeerId peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        return OfComponents([.. WithoutPeer()._components, new MultiaddrComponent(MultiaddrProtocol.P2p, peer.Bytes)]);
    }

    /// <summary>This address without the peer at its end; an address that is only a peer stays as it is.</summary>
    public Multiaddr WithoutPeer() => _components.Length > 1 && Peer is not null ? OfComponents(_components[..^1]) : this;

    /// <summary>This address with an IP address in the place of its host.</summary>
    public Multiaddr WithHost(IPAddress host)
    {
        ArgumentNullException.ThrowIfNull(host);
        byte[] bytes = host.GetAddressBytes();
        return OfComponents([new MultiaddrComponent(bytes.Length == 4 ? MultiaddrProtocol.Ip4 : MultiaddrProtocol.Ip6, bytes), .. _components[1..]]);
    }

    /// <summary>Host and port, if this is TCP and nothing more than perhaps a peer after it. The host is an IP address or a name.</summary>
    public bool TryGetTcp([NotNullWhen(true)] out MultiaddrComponent? host, out int port)
    {
        Multiaddr bare = WithoutPeer();
        host = null;
        port = 0;
        if (bare._components.Length != 2 || bare._components[1].Protocol != MultiaddrProtocol.Tcp
            || bare._components[0].Protocol is not (MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6 or MultiaddrProtocol.Dns or MultiaddrProtocol.Dns4 or MultiaddrProtocol.Dns6))
        {
            return false;
        }

        host = bare._components[0];
        port = BinaryPrimitives.ReadUInt16BigEndian(bare._components[1].Value);
        return true;
    }

    /// <summary>The IP address at the start; null where a name or something else stands.</summary>
    public IPAddress? GetIPAddress() =>
        _components[0].Protocol is MultiaddrProtocol.Ip4 or MultiaddrProtocol.Ip6 ? new IPAddress(_components[0].Value) : null;

    /// <inheritdoc/>
    public bool Equals(Multiaddr? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Multiaddr);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        if (_text is null)
        {
            StringBuilder text = new();
            foreach (MultiaddrComponent component in _components)
            {
                component.AppendTo(text);
            }

            _text = text.ToString();
        }

        return _text;
    }

    private static bool TryReadComponent(ref ReadOnlySpan<byte> rest, List<MultiaddrComponent> components)
    {
        if (Varint.TryRead(rest, out ulong code, out int codeLength) != ReadStatus.Done
            || !MultiaddrCodec.TryGet(code, out MultiaddrProtocol protocol, out int length))
        {
            return false;
        }

        rest = rest[codeLength..];
        if (length == MultiaddrCodec.Prefixed)
        {
            if (Varint.TryRead(rest, out ulong prefix, out int prefixLength) != ReadStatus.Done || prefix > MultiaddrCodec.ValueBytesMax)
            {
                return false;
            }

            rest = rest[prefixLength..];
            length = (int)prefix;
        }

        if (length > rest.Length || !MultiaddrCodec.IsValid(protocol, rest[..length]))
        {
            return false;
        }

        components.Add(new MultiaddrComponent(protocol, rest[..length]));
        rest = rest[length..];
        return true;
    }

    // Components were checked when they were made; an address of the greatest length may still get its peer.
    private static Multiaddr OfComponents(MultiaddrComponent[] components)
    {
        ArrayBufferWriter<byte> bytes = new();
        foreach (MultiaddrComponent component in components)
        {
            Varint.Write(bytes, (ulong)component.Protocol);
            if (MultiaddrCodec.LengthOf(component.Protocol) == MultiaddrCodec.Prefixed)
            {
                Varint.Write(bytes, (ulong)component.Value.Length);
            }

            bytes.Write(component.Value);
        }

        return new Multiaddr(bytes.WrittenSpan.ToArray(), components);
    }
}
