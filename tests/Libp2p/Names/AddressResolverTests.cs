using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Names;
using P2PProver.Libp2p.Tests.Kademlia;

namespace P2PProver.Libp2p.Tests.Names;

public sealed class AddressResolverTests
{
    private readonly NameTable _names = new();

    [Theory]
    [InlineData("/dns4/a.example/tcp/1", "/ip4/8.8.8.8/tcp/1")]
    [InlineData("/dns6/a.example/tcp/1", "/ip6/2606::1/tcp/1")]
    [InlineData("/dns/a.example/tcp/1", "/ip4/8.8.8.8/tcp/1 /ip6/2606::1/tcp/1")]
    [InlineData("/ip4/9.9.9.9/tcp/1", "/ip4/9.9.9.9/tcp/1")]
    [InlineData("/dns4/unknown.example/tcp/1", "")]
    public async Task Address_WithAName_BecomesNumbers(string address, string expected)
    {
        _names.Numbers["a.example"] = ["8.8.8.8", "2606::1"];
        (await ResolveAsync(address)).ShouldBe(expected);
    }

    [Fact]
    public async Task DnsAddr_ThroughSeveralNames_GivesThePeersAskedFor()
    {
        PeerId one = KadSamples.NewPeer();
        PeerId two = KadSamples.NewPeer();
        _names.Texts["_dnsaddr.all.example"] = [$"dnsaddr=/dnsaddr/one.example/p2p/{one}", $"dnsaddr=/dnsaddr/two.example/p2p/{two}", "other=text", "dnsaddr=nonsense"];
        _names.Texts["_dnsaddr.one.example"] = [$"dnsaddr=/dns4/one.example/tcp/1/p2p/{one}", $"dnsaddr=/ip4/7.7.7.7/tcp/1/p2p/{two}"];
        _names.Texts["_dnsaddr.two.example"] = [$"dnsaddr=/ip4/2.2.2.2/tcp/2/p2p/{two}"];
        _names.Numbers["one.example"] = ["1.1.1.1"];
        (await ResolveAsync("/dnsaddr/all.example")).ShouldBe($"/ip4/2.2.2.2/tcp/2/p2p/{two} /ip4/1.1.1.1/tcp/1/p2p/{one}");
        (await ResolveAsync($"/dnsaddr/all.example/p2p/{one}")).ShouldBe($"/ip4/1.1.1.1/tcp/1/p2p/{one}");
    }

    [Fact]
    public async Task DnsAddr_InCircles_Ends()
    {
        _names.Texts["_dnsaddr.a.example"] = [.. Enumerable.Range(0, 60).Select(i => $"dnsaddr=/dnsaddr/a.example/tcp/{i + 1}"), "dnsaddr=/dnsaddr/a.example"];
        (await ResolveAsync("/dnsaddr/a.example")).ShouldBeEmpty();
        _names.Questions.ShouldBeLessThanOrEqualTo(AddressResolver.QuestionsMax);
    }

    [Fact]
    public async Task DnsAddr_OfManyAddresses_IsBounded()
    {
        _names.Texts["_dnsaddr.a.example"] = [.. Enumerable.Range(0, 500).Select(i => $"dnsaddr=/ip4/8.8.{i / 250}.{i % 250}/tcp/1")];
        (await new AddressResolver(_names).ResolveAsync(Multiaddr.Parse("/dnsaddr/a.example"), CancellationToken.None)).Count.ShouldBe(AddressResolver.AddressesMax);
    }

    private async Task<string> ResolveAsync(string address) => string.Join(' ', await new AddressResolver(_names).ResolveAsync(Multiaddr.Parse(address), CancellationToken.None));
}
