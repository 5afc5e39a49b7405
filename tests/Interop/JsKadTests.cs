using System.Text.Json.Nodes;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Kademlia;

namespace P2PProver.Interop.Tests;

/// <summary>Peer routing with js-libp2p's Kademlia under our protocol id: each side asks the other, and finds peers through it.</summary>
public sealed class JsKadTests
{
    private static readonly KadOptions Options = new() { AllowPrivateAddresses = true };
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    [JsTheory]
    [InlineData("Ed25519")]
    [InlineData("secp256k1")]
    public async Task FindNode_BetweenUsAndJs_WorksBothWays(string keyType)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(1));
        await using JsPeer js = await JsPeer.StartAsync(keyType, listen: true, earlyMuxer: true, Options.ProtocolId);
        await using OwnPeer near = await OwnPeer.StartAsync(keyType, earlyMuxer: true);
        await using OwnPeer far = await OwnPeer.StartAsync(keyType, earlyMuxer: true);
        await using OwnPeer farther = await OwnPeer.StartAsync(keyType, earlyMuxer: true);
        KadService nearKad = new(near.Host, Options, TimeProvider.System, new Random(1));
        KadService farKad = new(far.Host, Options, TimeProvider.System, new Random(2));
        KadService fartherKad = new(farther.Host, Options, TimeProvider.System, new Random(3));

        // near - js - far - farther: each knows its neighbours only.
        (await near.Host.DialAsync(Multiaddr.Parse(js.Address), deadline.Token)).Fault.ShouldBe(DialFault.None);
        (await far.Host.DialAsync(Multiaddr.Parse(js.Address), deadline.Token)).Fault.ShouldBe(DialFault.None);
        (await farther.Host.DialAsync(Multiaddr.Parse(far.Address), deadline.Token)).Fault.ShouldBe(DialFault.None);
        await UntilAsync(() => Task.FromResult(nearKad.TableCount == 1 && farKad.TableCount == 2 && fartherKad.TableCount == 1), deadline.Token);
        await UntilAsync(async () => (int?)(await js.CommandAsync("kadTable"))["size"] == 2, deadline.Token);

        KadPeer jsPeer = nearKad.Closest(KadKey.Of(near.Host.Id))[0];
        jsPeer.Peer.ToString().ShouldBe(js.Id);
        IReadOnlyList<KadPeer> told = (await nearKad.AskAsync(jsPeer, far.Host.Id.Bytes.ToArray(), deadline.Token)).ShouldNotBeNull();
        told.ShouldContain(p => p.Peer == far.Host.Id && p.Addresses.Any(a => a.WithPeer(p.Peer).ToString() == far.Address));
        KadPeer found = (await nearKad.FindPeerAsync(farther.Host.Id, deadline.Token)).ShouldNotBeNull();
        found.Addresses.ShouldContain(a => a.WithPeer(found.Peer).ToString() == farther.Address);

        JsonObject asked = await js.CommandAsync("kadAsk", new JsonObject { ["peer"] = far.Host.Id.ToString(), ["wanted"] = farther.Host.Id.ToString() });
        asked["closer"]!.AsArray().Select(p => (string?)p!["id"]).ShouldContain(id => id == farther.Host.Id.ToString());
        JsonObject looked = await js.CommandAsync("kadFind", new JsonObject { ["wanted"] = farther.Host.Id.ToString() });
        ((string?)looked["id"]).ShouldBe(farther.Host.Id.ToString());
        looked["addresses"]!.AsArray().Select(a => (string?)a).ShouldContain(a => farther.Address.StartsWith(a!, StringComparison.Ordinal));
    }

    // The other side enters a peer into its table some time after identify, without an event of its own.
    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancel)
    {
        while (!await condition())
        {
            await Task.Delay(PollInterval, TimeProvider.System, cancel);
        }
    }
}
