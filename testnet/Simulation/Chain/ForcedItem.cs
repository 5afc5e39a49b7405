using P2PProver.Crypto;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>An item of the forced queue: an opening, a deposit or an exit.</summary>
public sealed record ForcedItem(Address Owner, UInt128 Amount, long Time);
