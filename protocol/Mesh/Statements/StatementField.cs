namespace P2PProver.Mesh;

/// <summary>A field of a statement, or what travels beside it.</summary>
public enum StatementField
{
    /// <summary>Nothing differs.</summary>
    None = 0,

    /// <summary>The verifying keys.</summary>
    Allowed = 1,

    /// <summary>Chain, contract and version.</summary>
    Domain = 2,

    /// <summary>The batch.</summary>
    Batch = 3,

    /// <summary>The first shard.</summary>
    FirstShard = 4,

    /// <summary>The number of shards.</summary>
    ShardCount = 5,

    /// <summary>The evaluation point.</summary>
    Point = 6,

    /// <summary>The state root before.</summary>
    StateIn = 7,

    /// <summary>The state root after.</summary>
    StateOut = 8,

    /// <summary>The digest of operations before.</summary>
    DataIn = 9,

    /// <summary>The digest of operations after.</summary>
    DataOut = 10,

    /// <summary>The evaluation before.</summary>
    EvaluationIn = 11,

    /// <summary>The evaluation after.</summary>
    EvaluationOut = 12,

    /// <summary>The fees before.</summary>
    FeesIn = 13,

    /// <summary>The fees after.</summary>
    FeesOut = 14,

    /// <summary>The list of payees: a wrong number, or a zero one.</summary>
    Payees = 15,

    /// <summary>The attribution is not that of the list of payees.</summary>
    Attribution = 16,
}
