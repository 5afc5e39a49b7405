namespace P2PProver.Node.Wallets;

/// <summary>One key of a wallet, as its file lists it.</summary>
/// <param name="Window">The window of 2^16 slots that it serves.</param>
/// <param name="FirstSlot">The first slot that it was made for.</param>
/// <param name="SlotCount">How many slots it was made for.</param>
/// <param name="PublicKey">The public key, 0x and 64 hexadecimal digits.</param>
public sealed record WalletKeyEntry(int Window, uint FirstSlot, int SlotCount, string PublicKey);
