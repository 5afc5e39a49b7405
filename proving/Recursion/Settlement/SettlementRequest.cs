using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>What is settled beside the root itself.</summary>
/// <param name="Payees">The list of payees as <see cref="PayeeTree"/> orders it.</param>
/// <param name="Point">The point at which the contract evaluates the list, z2.</param>
/// <param name="Submitter">Who submits the proof; it is bound before any challenge.</param>
public sealed record SettlementRequest(IReadOnlyList<Payee> Payees, Ext5 Point, Payee Submitter);
