using System.Diagnostics.Metrics;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Requests;

namespace P2PProver.Libp2p.Hosting;

/// <summary>The metrics of one host, as docs/METRICS.md lists them. Labels come from enums and from protocols that this node itself names.</summary>
internal sealed class HostMetrics : IDisposable
{
    /// <summary>The name of the meter; several hosts of a process have one each.</summary>
    public const string MeterName = "P2PProver.Libp2p";

    private const string Direction = "direction";
    private const string Inbound = "inbound";
    private const string Outbound = "outbound";
    private const string Outcome = "outcome";

    private readonly Counter<long> _upgrades;
    private readonly Counter<long> _dials;
    private readonly Counter<long> _offences;
    private readonly Counter<long> _bans;
    private readonly Counter<long> _trimmed;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _lookups;

    public HostMetrics(ResourceScope node)
    {
        Meter.CreateObservableUpDownCounter("p2pprover.libp2p.connections", () => Both(node, ResourceKind.InboundConnections, ResourceKind.OutboundConnections));
        Meter.CreateObservableUpDownCounter("p2pprover.libp2p.streams", () => Both(node, ResourceKind.InboundStreams, ResourceKind.OutboundStreams));
        Meter.CreateObservableUpDownCounter("p2pprover.libp2p.buffered.bytes", () => node.Used(ResourceKind.Bytes));
        _upgrades = Meter.CreateCounter<long>("p2pprover.libp2p.upgrades");
        _dials = Meter.CreateCounter<long>("p2pprover.libp2p.dials");
        _offences = Meter.CreateCounter<long>("p2pprover.libp2p.offences");
        _bans = Meter.CreateCounter<long>("p2pprover.libp2p.bans");
        _trimmed = Meter.CreateCounter<long>("p2pprover.libp2p.trimmed");
        _requests = Meter.CreateCounter<long>("p2pprover.libp2p.requests");
        _lookups = Meter.CreateCounter<long>("p2pprover.libp2p.kad.lookups");
    }

    public Meter Meter { get; } = new(MeterName);

    public void OnUpgrade(UpgradeFault fault, bool isInbound) =>
        _upgrades.Add(1, new KeyValuePair<string, object?>(Outcome, fault.ToString()), new KeyValuePair<string, object?>(Direction, isInbound ? Inbound : Outbound));

    public void OnDial(DialFault fault) => _dials.Add(1, new KeyValuePair<string, object?>(Outcome, fault.ToString()));

    public void OnOffence(Offence offence) => _offences.Add(1, new KeyValuePair<string, object?>("kind", offence.ToString()));

    public void OnBan(bool isPeer) => _bans.Add(1, new KeyValuePair<string, object?>("subject", isPeer ? "peer" : "address"));

    public void OnTrimmed(int connections) => _trimmed.Add(connections);

    public void OnRequestAsked(string protocol, RequestFault fault) => OnRequest(protocol, fault.ToString(), Outbound);

    public void OnRequestAnswered(string protocol, RequestStatus status) => OnRequest(protocol, status.ToString(), Inbound);

    public void OnLookup(bool isFinished) => _lookups.Add(1, new KeyValuePair<string, object?>(Outcome, isFinished ? "finished" : "cut"));

    /// <summary>Shows the size of a table of peers.</summary>
    public void ShowTable(Func<int> count) => Meter.CreateObservableGauge("p2pprover.libp2p.kad.table", count);

    public void Dispose() => Meter.Dispose();

    private void OnRequest(string protocol, string outcome, string direction) => _requests.Add(
        1,
        new KeyValuePair<string, object?>("protocol", protocol),
        new KeyValuePair<string, object?>(Outcome, outcome),
        new KeyValuePair<string, object?>(Direction, direction));

    private static IEnumerable<Measurement<long>> Both(ResourceScope node, ResourceKind inbound, ResourceKind outbound) =>
    [
        new Measurement<long>(node.Used(inbound), new KeyValuePair<string, object?>(Direction, Inbound)),
        new Measurement<long>(node.Used(outbound), new KeyValuePair<string, object?>(Direction, Outbound)),
    ];
}
