namespace P2PProver.Rollup;

/// <summary>What a batch does to the state.</summary>
/// <param name="Accounts">Every account that was touched, by index, as it is afterwards.</param>
/// <param name="AccountCount">The number of open accounts afterwards.</param>
public sealed record StateChange(IReadOnlyDictionary<uint, Account> Accounts, uint AccountCount);
