using System.Net;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Addresses;

public sealed class MultiaddrTests
{
    private const string Peer = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";

    // The first is of the multiaddr repository's feature file; the others follow the table of protocols.
    [Theory]
    [InlineData("/ip4/192.0.2.42/tcp/443", "04c000022a0601bb")]
    [InlineData("/ip6/2001:db8::1/tcp/0", "2920010db8000000000000000000000001060000")]
    [InlineData("/ip4/127.0.0.1/udp/1234/quic-v1", "047f000001910204d2cd03")]
    [InlineData("/dns4/example.org/tcp/4001", "360b6578616d706c652e6f7267060fa1")]
    [InlineData("/dnsaddr/example.org", "380b6578616d706c652e6f7267")]
    [InlineData("/ip4/1.2.3.4/tcp/443/tls/sni/example.org/ws", "04010203040601bbc003c1030b6578616d706c652e6f7267dd03")]
    [InlineData("/ip6zone/eth0/ip6/fe80::1", "2a046574683029fe800000000000000000000000000001")]
    [InlineData("/ip4/10.0.0.0/ipcidr/8", "040a0000002b08")]
    [InlineData("/memory/17", "8906023137")]
    public void Address_TextAndBytes_AreTheSame(string text, string hex)
    {
        Multiaddr.TryParse(text, out Multiaddr? parsed).ShouldBeTrue();
        Convert.ToHexStringLower(parsed.Bytes).ShouldBe(hex);
        Multiaddr.TryRead(Convert.FromHexString(hex), out Multiaddr? read).ShouldBeTrue();
        read.ToString().ShouldBe(text);
        read.ShouldBe(parsed);
    }

    [Theory]
    [InlineData("/ip4/127.0.0.1/tcp/4001/ipfs/" + Peer, "/ip4/127.0.0.1/tcp/4001/p2p/" + Peer)]
    [InlineData("/ip6/2001:0DB8:0:0::0001/tcp/1", "/ip6/2001:db8::1/tcp/1")]
    [InlineData("/p2p/bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe", "/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N")]
    public void Address_InAnotherSpelling_IsWrittenInTheCanonicalOne(string text, string canonical) =>
        Multiaddr.Parse(text).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("ip4/1.2.3.4")]
    [InlineData("/ip4")]
    [InlineData("/ip4/")]
    [InlineData("/ip4/1.2.3")]
    [InlineData("/ip4/01.2.3.4")]
    [InlineData("/ip4/1.2.3.256")]
    [InlineData("/ip4/::1")]
    [InlineData("/ip6/1.2.3.4")]
    [InlineData("/ip6/fe80::1%eth0")]
    [InlineData("/ip6/[::1]")]
    [InlineData("/ip4/1.2.3.4/tcp")]
    [InlineData("/ip4/1.2.3.4/tcp/65536")]
    [InlineData("/ip4/1.2.3.4/tcp/-1")]
    [InlineData("/ip4/1.2.3.4/tcp/080")]
    [InlineData("/ip4/1.2.3.4/tcp/1/")]
    [InlineData("/ip4/1.2.3.4//tcp/1")]
    [InlineData("/dns4/")]
    [InlineData("/dns4/a b/tcp/1")]
    [InlineData("/unknown/1")]
    [InlineData("/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S3")]
    [InlineData("/ip4/1.2.3.4/ipcidr/129")]
    public void Address_MalformedText_IsRefused(string text) => Multiaddr.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("04c00002")] // an address cut short
    [InlineData("04c000022a06")] // no port
    [InlineData("ff7f")] // a protocol that nobody knows
    [InlineData("84000601bb")] // a code in two bytes that fits one
    [InlineData("36ff")] // a length cut short
    [InlineData("36ffffffffffffffff7f61")] // a length of 2^63 - 1
    [InlineData("3600")] // an empty name
    [InlineData("3603612f62")] // a name with a slash
    [InlineData("a503020001")] // a peer id that is no key
    public void Address_MalformedBytes_AreRefused(string hex) => Multiaddr.TryRead(Convert.FromHexString(hex), out _).ShouldBeFalse();

    [Fact]
    public void Address_LongerThanItsBounds_IsRefused()
    {
        Multiaddr.TryParse(string.Concat(Enumerable.Repeat("/tls", Multiaddr.ComponentsMax)), out _).ShouldBeTrue();
        Multiaddr.TryParse(string.Concat(Enumerable.Repeat("/tls", Multiaddr.ComponentsMax + 1)), out _).ShouldBeFalse();
        string name = new('a', 253);
        Multiaddr.TryParse($"/dns/{name}/dns/{name}", out _).ShouldBeTrue();
        Multiaddr.TryParse($"/dns/{name}a", out _).ShouldBeFalse();
        Multiaddr.TryParse($"/dns/{name}/dns/{name}/tcp/1", out _).ShouldBeFalse();
    }

    [Fact]
    public void Address_WithPeer_GivesPeerAndEndpoint()
    {
        PeerId.TryParse(Peer, out PeerId? peer).ShouldBeTrue();
        Multiaddr bare = Multiaddr.OfTcp(new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.1"), 4001));
        bare.ToString().ShouldBe("/ip4/192.0.2.1/tcp/4001");
        Multiaddr full = bare.WithPeer(peer);
        full.ToString().ShouldBe($"/ip4/192.0.2.1/tcp/4001/p2p/{Peer}");
        full.Peer.ShouldBe(peer);
        full.WithPeer(peer).ShouldBe(full);
        full.WithoutPeer().ShouldBe(bare);
        Multiaddr.Parse(full.ToString()).ShouldBe(full);
        full.TryGetTcp(out MultiaddrComponent? host, out int port).ShouldBeTrue();
        (host.Text, port).ShouldBe(("192.0.2.1", 4001));
        Multiaddr.Parse("/ip4/1.2.3.4/tcp/1/ws").TryGetTcp(out _, out _).ShouldBeFalse();
        bare.Peer.ShouldBeNull();
    }

    [Fact]
    public void Address_MutatedBytes_AreRefusedOrComeBack()
    {
        TestRandom random = new(7);
        byte[] start = Multiaddr.Parse($"/ip6/2001:db8::1/tcp/443/tls/sni/example.org/ws/p2p/{Peer}").Bytes.ToArray();
        byte[] bytes = start;
        for (int i = 0; i < 20_000; i++)
        {
            bytes = i % 8 == 0 ? start : random.Mutate(bytes);
            if (Multiaddr.TryRead(bytes, out Multiaddr? address))
            {
                address.Bytes.SequenceEqual(bytes).ShouldBeTrue();
                Multiaddr.Parse(address.ToString()).ShouldBe(address, $"round {i}: {Convert.ToHexString(bytes)}");
            }
        }
    }
}
