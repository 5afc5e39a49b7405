using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Contracts.Transactions.Journal;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Chain;

/// <summary>What an operator is told when a chain or a transaction fails.</summary>
internal static class ChainFailures
{
    /// <summary>The value of a call.</summary>
    /// <exception cref="CodedException">The call failed.</exception>
    public static T Require<T>(this RpcResult<T> result, string what) => result.IsSuccess ? result.Value : throw Of(result.Failure, what);

    /// <summary>The failure of a call.</summary>
    public static CodedException Of(RpcFailure failure, string what) => new(
        failure.Fault == RpcFault.Reverted ? ErrorCatalogue.ContractRefused : ErrorCatalogue.ChainUnavailable, $"{what}: {failure}");

    /// <summary>The failure of a transaction that did not do what it was to do.</summary>
    public static CodedException Of(TransactionOutcome outcome, string what) => outcome.Status switch
    {
        TransactionStatus.WouldRevert => new CodedException(ErrorCatalogue.ContractRefused, $"{what} would revert: {outcome.Reason}"),
        TransactionStatus.Reverted => new CodedException(ErrorCatalogue.TransactionReverted, $"{what} reverted in {outcome.Transaction}: {outcome.Reason}"),
        TransactionStatus.NonceTaken => new CodedException(ErrorCatalogue.NonceTaken, $"{what} was not carried out: {outcome.Reason}"),
        TransactionStatus.ChainUnavailable => Of(outcome.Failure!, what),
        TransactionStatus.TooLarge => new CodedException(ErrorCatalogue.ContractRefused, $"{what} does not fit into a transaction"),
        _ => new CodedException(ErrorCatalogue.ChainUnavailable, $"{what}: {outcome}"),
    };

    /// <summary>The failure of opening a journal.</summary>
    public static CodedException Of(ManagerOpening opening, string path) => opening.Failure is { } failure
        ? Of(failure, "reading the account's nonce")
        : new CodedException(ErrorCatalogue.JournalUnusable, $"{path}: {(opening.Fault == JournalFault.InUse ? "another process sends from this account" : $"{opening.Fault}")}: {opening.Detail}");
}
