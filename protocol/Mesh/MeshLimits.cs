namespace P2PProver.Mesh;

/// <summary>The named maximum of everything that a node keeps or reads. No option changes them.</summary>
public static class MeshLimits
{
    /// <summary>Shards of a batch.</summary>
    public const int ShardsMax = 64;

    /// <summary>Positions of a proof tree.</summary>
    public const int PositionsMax = (2 * ShardsMax) - 1;

    /// <summary>The deepest level of a tree.</summary>
    public const int LevelsMax = 6;

    /// <summary>Unsettled batches that the contract allows.</summary>
    public const int LiveBatchesMax = 4;

    /// <summary>Batches in memory: live ones, and settled ones that a reorganisation could still unsettle.</summary>
    public const int BatchesMax = 16;

    /// <summary>Bytes of one proof.</summary>
    public const int ProofBytesMax = 400 * 1024;

    /// <summary>Bytes of one witness package.</summary>
    public const int WitnessBytesMax = 32 * 1024 * 1024;

    /// <summary>Peers named by one announcement.</summary>
    public const int WitnessProvidersMax = 8;

    /// <summary>Peers remembered for the witness of one batch.</summary>
    public const int WitnessProvidersKeptMax = 32;

    /// <summary>Headers in one answer to a status.</summary>
    public const int StatusHeadersMax = 128;

    /// <summary>Headers remembered for one task; later ones are dropped.</summary>
    public const int HeadersPerTaskMax = 4;

    /// <summary>Headers whose authors are remembered for one batch; beyond that only authors of good ranks are heard.</summary>
    public const int SpokenPerBatchMax = 64 * (PositionsMax + 1);

    /// <summary>Proofs remembered for one batch.</summary>
    public const int ProofsPerBatchMax = 2 * HeadersPerTaskMax * (PositionsMax + 1);

    /// <summary>Entries of the outbox that a node follows.</summary>
    public const int OutboxMax = BatchesMax * (PositionsMax + 1);

    /// <summary>Failures of this node's jobs for one task after which it leaves it to others.</summary>
    public const int JobFailuresMax = 3;

    /// <summary>How often a node makes one task again for its own claims on chain.</summary>
    public const int RemakesMax = 3;

    /// <summary>Claims remembered for one task; later ones are dropped.</summary>
    public const int ClaimsPerTaskMax = 16;

    /// <summary>Nodes in the registry that a node follows.</summary>
    public const int RegisteredNodesMax = 65_536;

    /// <summary>Changes of stake remembered for one node; the oldest are merged.</summary>
    public const int StakeChangesPerNodeMax = 64;

    /// <summary>Connected peers.</summary>
    public const int PeersMax = 256;

    /// <summary>Keys banned at one time; the ban that ends first makes room.</summary>
    public const int BansMax = 4096;

    /// <summary>Nodes remembered for letting a claim lapse; the entry that ends first makes room.</summary>
    public const int LapsedNodesMax = 4096;

    /// <summary>Pulls under way at one time.</summary>
    public const int PullsMax = 64;

    /// <summary>Verifications under way or waiting at one time.</summary>
    public const int VerificationsMax = 64;

    /// <summary>Reports being checked at one time; later ones are ignored.</summary>
    public const int ReportsMax = 32;

    /// <summary>Headers accepted from unregistered keys for one batch, once the batch is open to all.</summary>
    public const int UnregisteredHeadersPerBatchMax = 32;

    /// <summary>Claimants of one batch on chain.</summary>
    public const int ClaimantsMax = 16;

    /// <summary>Announcements accepted for one batch.</summary>
    public const int AnnouncesPerBatchMax = 16;
}
