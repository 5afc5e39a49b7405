using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Events;

namespace P2PProver.Testnet.Simulation.Network;

/// <summary>
/// A light model of gossipsub: an accepted message goes on to all mesh peers but the one it came from; copies that lose the race are counted and
/// dropped; what was lost on a link, or missed while down, is offered again by the lazy repair of the next heartbeat.
/// </summary>
public sealed class GossipOverlay
{
    private readonly NetworkOptions _options;
    private readonly Agenda<SimEvent> _events;
    private readonly Links _links;
    private readonly Topology _topology;
    private readonly TrafficLedger _traffic;
    private readonly IGossipNodes _nodes;
    private readonly Prng _random;
    private readonly Queue<GossipMessage> _recent = new();
    private long _published;

    /// <summary>An overlay over the given links.</summary>
    public GossipOverlay(
        NetworkOptions options, Agenda<SimEvent> events, Links links, Topology topology, TrafficLedger traffic, IGossipNodes nodes, Prng random)
    {
        (_options, _events, _links, _topology, _traffic, _nodes, _random) = (options, events, links, topology, traffic, nodes, random);
    }

    /// <summary>Messages published so far.</summary>
    public long Published => _published;

    /// <summary>Sends a message from its origin to all who accept it.</summary>
    public GossipMessage Publish(int origin, TrafficKind kind, int bytes, object payload)
    {
        GossipMessage message = new(_published++, kind, origin, bytes, payload, _events.Now, _topology.Nodes);
        Remember(message);
        Forward(origin, from: -1, message, TimeSpan.Zero);
        return message;
    }

    /// <summary>Handles the arrival of a copy.</summary>
    public void Arrive(in SimEvent arrival)
    {
        GossipMessage message = (GossipMessage)arrival.Subject!;
        int node = arrival.Node;
        if (!_nodes.IsUp(node) || _links.IsCut(arrival.Peer, node))
        {
            message.ForgetArrival(node);
            return;
        }

        if (!message.Deliver(node))
        {
            _traffic.Duplicate(message.Kind);
            return;
        }

        if (_nodes.Accept(node, arrival.Peer, message))
        {
            Forward(node, arrival.Peer, message, _options.ValidationTime);
        }
    }

    /// <summary>Offers recent messages to a node that came back, and across links that work again: what the lazy repair of gossip does.</summary>
    public void Repair()
    {
        Trim();
        foreach (GossipMessage message in _recent)
        {
            for (int node = 0; node < _topology.Nodes; node++)
            {
                if (!message.IsDelivered(node) && _nodes.IsUp(node))
                {
                    OfferFromSomePeer(node, message);
                }
            }
        }
    }

    /// <summary>Forwards a message that a node accepted only after it had thought about it.</summary>
    public void AcceptLate(int node, int from, GossipMessage message) => Forward(node, from, message, TimeSpan.Zero);

    private void OfferFromSomePeer(int node, GossipMessage message)
    {
        foreach (int peer in _topology.PeersOf(node))
        {
            if (message.IsDelivered(peer) && _nodes.IsUp(peer) && !_links.IsCut(peer, node) && !_nodes.Withholds(peer, node, message))
            {
                Send(peer, node, message, RepairDelay());
                return;
            }
        }
    }

    private void Forward(int node, int from, GossipMessage message, TimeSpan validation)
    {
        foreach (int peer in _topology.PeersOf(node))
        {
            if (peer == from || peer == message.Origin || _links.IsCut(node, peer) || _nodes.Withholds(node, peer, message))
            {
                continue;
            }

            TimeSpan delay = validation;
            if (_options.LossShare > 0 && _random.NextDouble() < _options.LossShare)
            {
                delay += RepairDelay();
            }

            Send(node, peer, message, delay);
        }
    }

    private void Send(int from, int to, GossipMessage message, TimeSpan delay)
    {
        int bytes = message.Bytes + _options.OverheadBytes;
        _traffic.Sent(message.Kind, from, to, bytes);
        TimeSpan arrival = _events.Now + delay + _links.Delay(from, to);
        bool twice = _options.DuplicateShare > 0 && _random.NextDouble() < _options.DuplicateShare;
        if (message.IsDelivered(to) || !message.TryImprove(to, arrival))
        {
            // A copy that cannot be the first tells nothing; it costs bytes and needs no event.
            _traffic.Duplicate(message.Kind);
            return;
        }

        _events.Schedule(arrival, new SimEvent(SimEventKind.GossipArrival, to, from, Life: 0, message));
        if (twice)
        {
            _traffic.Sent(message.Kind, from, to, bytes);
            _events.Schedule(arrival + _links.Delay(from, to), new SimEvent(SimEventKind.GossipArrival, to, from, Life: 0, message));
        }
    }

    private TimeSpan RepairDelay() => _options.RepairInterval * (0.5 + _random.NextDouble());

    private void Remember(GossipMessage message)
    {
        _recent.Enqueue(message);
        Trim();
    }

    private void Trim()
    {
        while (_recent.TryPeek(out GossipMessage? oldest) && oldest.SentAt + _options.RepairWindow < _events.Now)
        {
            _recent.Dequeue();
        }
    }
}
