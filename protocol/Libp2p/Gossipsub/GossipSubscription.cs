using System.Threading.Channels;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>A topic that is followed, and the messages that came, until <see cref="GossipService.Unsubscribe"/>.</summary>
public sealed class GossipSubscription
{
    private readonly Channel<GossipDelivery> _messages;

    internal GossipSubscription(string topic, GossipSubscriptionOptions options, int deliveriesMax)
    {
        Topic = topic;
        Options = options;

        // Whoever does not take its messages loses the newest; the caller of TryWrite learns of it.
        _messages = Channel.CreateBounded<GossipDelivery>(new BoundedChannelOptions(deliveriesMax) { FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>How it is followed.</summary>
    public GossipSubscriptionOptions Options { get; }

    /// <summary>The messages of others, each once, in the order of their acceptance; ends with the subscription.</summary>
    public ChannelReader<GossipDelivery> Messages => _messages.Reader;

    internal bool TryDeliver(GossipDelivery delivery) => _messages.Writer.TryWrite(delivery);

    internal void End() => _messages.Writer.TryComplete();
}
