namespace P2PProver.Node.Storage;

/// <summary>What became of an operation on the outbox.</summary>
public enum OutboxOutcome
{
    /// <summary>It is done, and on disk.</summary>
    Success = 0,

    /// <summary>There is no such proof.</summary>
    Missing,

    /// <summary>The file is not what was written; it is set aside with the ending .damaged.</summary>
    Damaged,

    /// <summary>The outbox holds as many proofs as it may.</summary>
    Full,

    /// <summary>The system refused access to the file or its directory.</summary>
    AccessDenied,

    /// <summary>Reading or writing failed: the disk is full, for instance. What was there before is as it was.</summary>
    IoFailed,
}
