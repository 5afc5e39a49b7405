namespace P2PProver.Contracts.Rpc;

/// <summary>The state of one endpoint, for status pages and tests.</summary>
/// <param name="Name">The endpoint without its key.</param>
/// <param name="Head">The last block number it told; zero before the first.</param>
/// <param name="IsStale">Whether it is behind another endpoint.</param>
/// <param name="FailuresInRow">Failures since the last success.</param>
public sealed record EndpointHealth(string Name, ulong Head, bool IsStale, int FailuresInRow);
