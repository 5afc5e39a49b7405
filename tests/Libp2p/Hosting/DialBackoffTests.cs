using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Simulation;

namespace P2PProver.Libp2p.Tests.Hosting;

public sealed class DialBackoffTests
{
    private static readonly Multiaddr Address = Multiaddr.Parse("/ip4/192.0.2.1/tcp/1");
    private readonly VirtualTime _time = new();

    [Fact]
    public void Address_FailingAgain_RestsTwiceAsLongUpToTheMost()
    {
        DialBackoff backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(7), 10, _time);
        foreach (int rest in (int[])[2, 4, 7, 7])
        {
            backoff.OnFailure(Address);
            backoff.MayDial(Address).ShouldBeFalse();
            Wait(rest - 1);
            backoff.MayDial(Address).ShouldBeFalse();
            Wait(1);
            backoff.MayDial(Address).ShouldBeTrue();
        }

        backoff.OnFailure(Address);
        backoff.OnSuccess(Address);
        backoff.MayDial(Address).ShouldBeTrue();
    }

    [Fact]
    public void Addresses_MoreThanItsBound_PushOutTheOldest()
    {
        DialBackoff backoff = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), 10, _time);
        for (int port = 1; port <= 100; port++)
        {
            backoff.OnFailure(Multiaddr.Parse($"/ip4/192.0.2.1/tcp/{port}"));
        }

        backoff.Count.ShouldBe(10);
        backoff.MayDial(Address).ShouldBeTrue();
        backoff.MayDial(Multiaddr.Parse("/ip4/192.0.2.1/tcp/100")).ShouldBeFalse();
    }

    [Fact]
    public void Ranking_OfManyAddresses_TakesFamiliesInTurnsAndNamesLast()
    {
        Multiaddr[] addresses = [.. ((string[])["/dns/a/tcp/1", "/ip4/1.1.1.1/tcp/1", "/ip4/1.1.1.2/tcp/1", "/ip6/::2/tcp/1", "/ip4/1.1.1.1/tcp/1"]).Select(Multiaddr.Parse)];
        AddressRanking.Order(addresses, 8).Select(a => a.ToString()).ShouldBe(["/ip6/::2/tcp/1", "/ip4/1.1.1.1/tcp/1", "/ip4/1.1.1.2/tcp/1", "/dns/a/tcp/1"]);
        AddressRanking.Order(addresses, 2).Count.ShouldBe(2);
    }

    private void Wait(int seconds) => _time.Run(async () => await Task.Delay(TimeSpan.FromSeconds(seconds), _time), TimeSpan.FromHours(1));
}
