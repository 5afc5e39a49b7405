namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>wallet new</c> and <c>wallet address</c> as JSON.</summary>
/// <param name="Name">The wallet's name.</param>
/// <param name="PublicKey">The key that signs, as a contract takes it.</param>
/// <param name="Window">Its window.</param>
/// <param name="NextSlot">The next slot of its counter.</param>
/// <param name="SlotsLeft">How many signatures it can make.</param>
/// <param name="Seed">The file to keep safe.</param>
public sealed record WalletReport(string Name, string PublicKey, int Window, uint NextSlot, uint SlotsLeft, string Seed);
