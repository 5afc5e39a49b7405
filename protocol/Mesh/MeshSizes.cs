using System.Runtime.InteropServices;

namespace P2PProver.Mesh;

/// <summary>How much a <see cref="MeshNode"/> remembers: what a checker compares with <see cref="MeshLimits"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MeshSizes
{
    /// <summary>Batches.</summary>
    public int Batches { get; init; }

    /// <summary>Peers.</summary>
    public int Peers { get; init; }

    /// <summary>Banned keys.</summary>
    public int Bans { get; init; }

    /// <summary>Nodes that let a claim lapse.</summary>
    public int Lapses { get; init; }

    /// <summary>Pulls under way.</summary>
    public int Pulls { get; init; }

    /// <summary>Verifications under way.</summary>
    public int Verifications { get; init; }

    /// <summary>Reports being checked.</summary>
    public int Reports { get; init; }

    /// <summary>Entries of the outbox.</summary>
    public int Outbox { get; init; }

    /// <summary>Registered nodes followed.</summary>
    public int Registered { get; init; }

    /// <summary>The most headers of one task.</summary>
    public int HeadersOfTask { get; init; }

    /// <summary>The most claims of one task.</summary>
    public int ClaimsOfTask { get; init; }

    /// <summary>The most proofs of one batch.</summary>
    public int ProofsOfBatch { get; init; }

    /// <summary>The most authors remembered for one batch.</summary>
    public int SpokenOfBatch { get; init; }

    /// <summary>The name of the first number above its maximum; null if all are within.</summary>
    public string? Exceeded() =>
        Batches > MeshLimits.BatchesMax ? nameof(Batches)
        : Peers > MeshLimits.PeersMax ? nameof(Peers)
        : Bans > MeshLimits.BansMax ? nameof(Bans)
        : Lapses > MeshLimits.LapsedNodesMax ? nameof(Lapses)
        : Pulls > MeshLimits.PullsMax ? nameof(Pulls)
        : Verifications > MeshLimits.VerificationsMax ? nameof(Verifications)
        : Reports > MeshLimits.ReportsMax ? nameof(Reports)
        : Outbox > MeshLimits.OutboxMax ? nameof(Outbox)
        : Registered > MeshLimits.RegisteredNodesMax ? nameof(Registered)
        : HeadersOfTask > MeshLimits.HeadersPerTaskMax ? nameof(HeadersOfTask)
        : ClaimsOfTask > MeshLimits.ClaimsPerTaskMax ? nameof(ClaimsOfTask)
        : ProofsOfBatch > MeshLimits.ProofsPerBatchMax ? nameof(ProofsOfBatch)
        : SpokenOfBatch > MeshLimits.SpokenPerBatchMax + (MeshLimits.ClaimsPerTaskMax * (MeshLimits.PositionsMax + 1)) + MeshLimits.PositionsMax + 1 ? nameof(SpokenOfBatch)
        : null;

    internal MeshSizes With(IEnumerable<BatchState> batches)
    {
        (int headers, int claims, int proofs, int spoken) = (0, 0, 0, 0);
        foreach (BatchState batch in batches)
        {
            proofs = Math.Max(proofs, batch.Proofs.Count);
            spoken = Math.Max(spoken, batch.Spoken.Count);
            foreach (TaskState task in batch.Tasks)
            {
                headers = Math.Max(headers, task.Headers.Count);
                claims = Math.Max(claims, task.Claims.Count);
            }
        }

        return this with { HeadersOfTask = headers, ClaimsOfTask = claims, ProofsOfBatch = proofs, SpokenOfBatch = spoken };
    }
}
