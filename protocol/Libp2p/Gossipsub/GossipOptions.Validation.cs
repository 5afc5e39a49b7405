namespace P2PProver.Libp2p.Gossipsub;

/// <content>What options must fulfil.</content>
public sealed partial record GossipOptions
{
    /// <summary>Refuses options that contradict each other. A bootstrapper, which keeps no mesh, has all four mesh sizes at 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is refused; its name is that of the parameter.</exception>
    public void Validate()
    {
        OptionChecks.NotNegative(MeshSizeMin);
        OptionChecks.AtLeast(MeshSize, MeshSizeMin);
        OptionChecks.AtLeast(MeshSizeMax, MeshSize);
        OptionChecks.NotNegative(MeshBest);
        OptionChecks.NotNegative(MeshOutbound);
        if (MeshSize > 0)
        {
            OptionChecks.AtMost(MeshBest, MeshSize);
            OptionChecks.AtMost(MeshOutbound, Math.Max(0, MeshSizeMin - 1));
            OptionChecks.AtMost(MeshOutbound, MeshSize / 2);
        }

        OptionChecks.NotNegative(GossipPeersMin);
        OptionChecks.NotNegative(GossipFactor);
        OptionChecks.AtMost(GossipFactor, 1);
        OptionChecks.AtLeast(HistoryGossip, 1);
        OptionChecks.AtLeast(HistoryLength, HistoryGossip);
        ValidateTimes();
        ValidateBounds();
        Score.Validate();
        Thresholds.Validate();
    }

    private void ValidateTimes()
    {
        OptionChecks.Positive(HeartbeatInterval);
        OptionChecks.Positive(FanoutTtl);
        OptionChecks.Positive(SeenTtl);
        OptionChecks.Positive(PruneBackoff);
        OptionChecks.Positive(UnsubscribeBackoff);
        OptionChecks.Positive(BackoffMin);
        OptionChecks.AtLeast(BackoffMax, BackoffMin);
        OptionChecks.AtMost(BackoffMax, TimeSpan.FromDays(1));
        OptionChecks.NotNegative(GraftFloodThreshold);
        OptionChecks.Positive(PromiseTimeout);
    }

    private void ValidateBounds()
    {
        OptionChecks.AtLeast(OpportunisticGraftTicks, 1);
        OptionChecks.AtLeast(DirectConnectTicks, 1);
        OptionChecks.AtLeast(SeenMax, 1);
        OptionChecks.AtLeast(BackoffsMax, 1);
        OptionChecks.AtLeast(SequenceAuthorsMax, 1);
        OptionChecks.AtMost(SequenceWindow ?? 0, SequenceValidator.WindowMax);
        OptionChecks.AtMost(MessageBytesMax, RpcBytesMax - 2048);
        OptionChecks.AtLeast(ValidationConcurrency, 1);
        OptionChecks.AtLeast(ConnectWorkers, 1);
        OptionChecks.AtLeast(ConnectPendingMax, 1);
        OptionChecks.AtLeast(DeliveriesMax, 1);
        OptionChecks.AtLeast(QueueBytesMax, RpcBytesMax);
    }
}
