using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions.Journal;

namespace P2PProver.Contracts.Transactions;

/// <summary>What came of opening a transaction manager.</summary>
/// <param name="Manager">The manager, which the caller disposes of; null if it could not be opened.</param>
/// <param name="Fault">What is wrong with the journal.</param>
/// <param name="Detail">The file, line or system message behind it.</param>
/// <param name="Failure">Why the chain could not be asked; null if it was.</param>
public sealed record ManagerOpening(TransactionManager? Manager, JournalFault Fault, string Detail, RpcFailure? Failure);
