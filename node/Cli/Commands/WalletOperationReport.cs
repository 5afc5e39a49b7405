namespace P2PProver.Node.Cli.Commands;

/// <summary>The result of <c>wallet transfer</c>, <c>withdraw</c> and <c>rotate</c> as JSON.</summary>
/// <param name="Kind">What was signed.</param>
/// <param name="Account">The account that signs.</param>
/// <param name="Slot">The slot that is used up.</param>
/// <param name="PublicKey">The key that signed.</param>
/// <param name="NewPublicKey">The key that a rotation brings; null otherwise.</param>
/// <param name="Domain">The rollup for which was signed.</param>
/// <param name="File">The file that holds the operation; null where none was asked for.</param>
/// <param name="Operation">The packed operation with its signature, in hexadecimal digits.</param>
public sealed record WalletOperationReport(
    string Kind, uint Account, uint Slot, string PublicKey, string? NewPublicKey, string Domain, string? File, string Operation);
