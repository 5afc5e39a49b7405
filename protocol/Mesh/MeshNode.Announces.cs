namespace P2PProver.Mesh;

/// <summary>Announcements, and replay.</summary>
public sealed partial class MeshNode
{
    private const int AnnouncingRanks = 3;

    private readonly Dictionary<BatchKey, List<NodeId>> _earlyProviders = [];

    private VerdictReason OnAnnounce(BatchAnnounce announce)
    {
        if (!IsSound(announce))
        {
            return VerdictReason.Malformed;
        }

        if (!_batches.TryGetValue(announce.Batch, out BatchState? batch))
        {
            KeepEarlyProviders(announce);
            return VerdictReason.UnknownBatch;
        }

        if (batch.Phase != BatchPhase.Live)
        {
            return VerdictReason.UnknownBatch;
        }

        if (batch.Announcers.Contains(announce.Node))
        {
            return VerdictReason.Duplicate;
        }

        if (batch.Announcers.Count >= MeshLimits.AnnouncesPerBatchMax)
        {
            return VerdictReason.Full;
        }

        if (!_verifier.Verify(announce))
        {
            return VerdictReason.BadSignature;
        }

        batch.Announcers.Add(announce.Node);
        AddProviders(batch, announce.WitnessProviders);
        return VerdictReason.None;
    }

    private static bool IsSound(BatchAnnounce announce)
    {
        IReadOnlyList<NodeId> providers = announce.WitnessProviders;
        if (providers is null || providers.Count > MeshLimits.WitnessProvidersMax)
        {
            return false;
        }

        for (int i = 1; i < providers.Count; i++)
        {
            if (providers[i].CompareTo(providers[i - 1]) <= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An announcement may be faster than the chain. It is not passed on, but whom it names is remembered, for a few batches.</summary>
    private void KeepEarlyProviders(BatchAnnounce announce)
    {
        if (!_earlyProviders.TryGetValue(announce.Batch, out List<NodeId>? providers))
        {
            if (_earlyProviders.Count >= MeshLimits.LiveBatchesMax)
            {
                _earlyProviders.Remove(_earlyProviders.Keys.First());
            }

            providers = [];
            _earlyProviders.Add(announce.Batch, providers);
        }

        foreach (NodeId provider in announce.WitnessProviders)
        {
            if (providers.Count < MeshLimits.WitnessProvidersMax && !providers.Contains(provider))
            {
                providers.Add(provider);
            }
        }
    }

    private void AddProviders(BatchState batch, IReadOnlyList<NodeId> providers)
    {
        bool more = false;
        foreach (NodeId provider in providers)
        {
            if (provider != Id && batch.Providers.Count < MeshLimits.WitnessProvidersKeptMax && !batch.Providers.Contains(provider))
            {
                batch.Providers.Add(provider);
                more = true;
            }
        }

        if (more && batch.ReplayAsked && batch.Replay is null && !batch.Unprovable)
        {
            Emit(new ReplayBatch(batch.Info, [.. batch.Providers]));
        }
    }

    private void AdvanceReplay(BatchState batch)
    {
        bool confirmed = _head.Number >= batch.Info.CommitBlock.Number + (ulong)_options.CommitConfirmations;
        if (batch.ReplayAsked || !confirmed)
        {
            return;
        }

        batch.ReplayAsked = true;
        Emit(new ReplayBatch(batch.Info, [.. batch.Providers]));
    }

    private bool OnBatchReplayed(BatchReplayed replayed)
    {
        if (!_batches.TryGetValue(replayed.Batch, out BatchState? batch) || batch.Replay is not null)
        {
            return false;
        }

        if (replayed.Replay?.Boundaries is null || replayed.Replay.Boundaries.Count != batch.Info.ShardCount + 1)
        {
            batch.Unprovable = true;
            return true;
        }

        batch.Replay = replayed.Replay;
        batch.Unprovable = false;
        int self = batch.Book.Stakes.IndexOf(Id);
        if (batch.Phase == BatchPhase.Live
            && self >= 0
            && batch.Book.Of(new TaskId(RankBook.SubmissionLevel, 0)).RankOf(self) < AnnouncingRanks)
        {
            BatchAnnounce announce = new(batch.Info.Key, batch.Info.CommitBlock, batch.Info.Transaction, [Id], Id, default);
            Emit(new Publish(MeshTopic.Announce, announce with { Signature = _signer.Sign(announce) }));
        }

        return true;
    }
}
