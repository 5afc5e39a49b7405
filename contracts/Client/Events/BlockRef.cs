namespace P2PProver.Contracts.Events;

/// <summary>A block by height and hash.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
public sealed record BlockRef(ulong Number, Hash32 Hash);
