namespace P2PProver.Libp2p.Addresses;

/// <summary>The protocols of addresses that are understood, numbered as in the multiformats table.</summary>
public enum MultiaddrProtocol
{
    /// <summary>An IPv4 address, four bytes.</summary>
    Ip4 = 4,

    /// <summary>A TCP port.</summary>
    Tcp = 6,

    /// <summary>An IPv6 address, sixteen bytes.</summary>
    Ip6 = 41,

    /// <summary>The zone of the IPv6 address after it.</summary>
    Ip6Zone = 42,

    /// <summary>The length of a network prefix.</summary>
    IpCidr = 43,

    /// <summary>A name with addresses of either family.</summary>
    Dns = 53,

    /// <summary>A name with IPv4 addresses.</summary>
    Dns4 = 54,

    /// <summary>A name with IPv6 addresses.</summary>
    Dns6 = 55,

    /// <summary>A name whose text records hold addresses.</summary>
    DnsAddr = 56,

    /// <summary>A UDP port.</summary>
    Udp = 273,

    /// <summary>WebRTC straight to a server.</summary>
    WebRtcDirect = 280,

    /// <summary>WebRTC.</summary>
    WebRtc = 281,

    /// <summary>Through a relay: what stands before names the relay.</summary>
    P2pCircuit = 290,

    /// <summary>A peer id.</summary>
    P2p = 421,

    /// <summary>TLS.</summary>
    Tls = 448,

    /// <summary>The server name of TLS.</summary>
    Sni = 449,

    /// <summary>Noise.</summary>
    Noise = 454,

    /// <summary>QUIC of RFC 9000.</summary>
    QuicV1 = 461,

    /// <summary>WebTransport.</summary>
    WebTransport = 465,

    /// <summary>The multihash of a certificate.</summary>
    CertHash = 466,

    /// <summary>WebSocket.</summary>
    Ws = 477,

    /// <summary>WebSocket in TLS.</summary>
    Wss = 478,

    /// <summary>A place in this process, for simulations.</summary>
    Memory = 777,
}
