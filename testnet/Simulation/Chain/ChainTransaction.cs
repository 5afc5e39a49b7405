using P2PProver.Crypto;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A signed transaction.</summary>
/// <param name="Id">Its number, in the order of submission.</param>
/// <param name="Sender">Who signed it.</param>
/// <param name="Nonce">Its nonce.</param>
/// <param name="FeeCap">The most it pays, in wei per gas.</param>
/// <param name="Call">What it calls.</param>
/// <param name="VisibleAt">When builders see it.</param>
public sealed record ChainTransaction(long Id, Address Sender, long Nonce, long FeeCap, RollupCall Call, TimeSpan VisibleAt);
