using P2PProver.Libp2p.Gossipsub;
using P2PProver.Mesh.Wire;
using P2PProver.Testing;

namespace P2PProver.Mesh.Tests.Wire;

/// <summary>The id of a message is the one that gossip gives it.</summary>
public sealed class ContentIdTests
{
    [Fact]
    public void ContentId_OfAnyMessage_IsThatOfGossip()
    {
        TestRandom random = new(3);
        foreach (int topicLength in new[] { 1, 40, 127, 128, 256 })
        {
            string topic = new('t', topicLength);
            byte[] data = random.Bytes(random.Next(400));
            string gossip = MessageIds.OfContent(new GossipMessage { Topic = topic, Data = data }).ToString();
            ContentId.Of(topic, data).ToString().ShouldBe(gossip, $"topic of {topicLength}");
        }
    }
}
