namespace P2PProver.Mesh;

/// <summary>Why a message was passed on or dropped.</summary>
public enum VerdictReason
{
    /// <summary>It is passed on.</summary>
    None = 0,

    /// <summary>A message of another topic, a field out of its range, or fields that contradict each other.</summary>
    Malformed = 1,

    /// <summary>The signature is not the author's.</summary>
    BadSignature = 2,

    /// <summary>The author is not registered, or its stake is not active, and unregistered keys have no quota (now).</summary>
    UnknownNode = 3,

    /// <summary>The author is banned here.</summary>
    Banned = 4,

    /// <summary>The batch is not known, not live any more, or does not replay.</summary>
    UnknownBatch = 5,

    /// <summary>The tree has no such position.</summary>
    NoSuchTask = 6,

    /// <summary>Said before.</summary>
    Duplicate = 7,

    /// <summary>The author's wave is not open yet.</summary>
    TooEarly = 8,

    /// <summary>The claim's expiry is past, or further away than a claim may live.</summary>
    BadExpiry = 9,

    /// <summary>The task is proven, or another claim on it stands.</summary>
    TaskTaken = 10,

    /// <summary>The author's claims exceed what its stake allows.</summary>
    OverExposure = 11,

    /// <summary>The author, or the peer that handed it over, sends more than its rate.</summary>
    RateLimit = 12,

    /// <summary>A table with a named maximum is full.</summary>
    Full = 13,

    /// <summary>No claim of the author to which a heartbeat could belong.</summary>
    NoClaim = 14,

    /// <summary>A second header of one author for one task.</summary>
    Equivocation = 15,

    /// <summary>A report whose proof is valid, or whose evidence is none.</summary>
    FalseReport = 16,

    /// <summary>The bytes that a report is about could not be had.</summary>
    Unverifiable = 17,

    /// <summary>The mode of this network has no such message.</summary>
    NotInThisMode = 18,
}
