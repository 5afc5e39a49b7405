namespace P2PProver.Mesh.Wire;

/// <summary>What a layout's fields cannot say one by one: each method gives the message back, or null if no sound node writes such a one.</summary>
internal static class Checked
{
    /// <summary>The level of the root of the largest tree.</summary>
    public const int LevelMax = MeshLimits.LevelsMax;

    /// <summary>The last leaf of the largest tree.</summary>
    public const int IndexMax = MeshLimits.ShardsMax - 1;

    /// <summary>Whether the largest tree has such a position; whether the batch has it, only who knows the batch can say.</summary>
    public static bool Task(BatchKey batchIn, TaskId taskIn, out BatchKey batch, out TaskId task)
    {
        batch = batchIn;
        task = taskIn;
        return task.Index <= IndexMax >> task.Level;
    }

    /// <summary>Providers ascend strictly, so that one set has one form.</summary>
    public static BatchAnnounce? Announce(BatchAnnounce announce)
    {
        for (int i = 1; i < announce.WitnessProviders.Count; i++)
        {
            if (announce.WitnessProviders[i].CompareTo(announce.WitnessProviders[i - 1]) <= 0)
            {
                return null;
            }
        }

        return announce;
    }

    /// <summary>There are bytes.</summary>
    public static ProofHeader? Header(ProofHeader header) => header.SizeBytes > 0 ? header : null;

    /// <summary>There are bytes.</summary>
    public static FinalHeader? Final(FinalHeader header) => header.SizeBytes > 0 ? header : null;

    /// <summary>Both headers are of one author, batch and task, and in their order.</summary>
    public static Equivocation? Evidence(Equivocation evidence) =>
        evidence.First.Node == evidence.Second.Node
        && evidence.First.Batch == evidence.Second.Batch
        && evidence.First.Task == evidence.Second.Task
        && evidence.First.Proof.CompareTo(evidence.Second.Proof) < 0
            ? evidence
            : null;
}
