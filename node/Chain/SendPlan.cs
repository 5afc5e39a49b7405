using System.Text.Json.Nodes;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Mesh;

namespace P2PProver.Node.Chain;

/// <summary>A call that a verb makes.</summary>
/// <param name="Schema">The schema of the verb's report.</param>
/// <param name="Action">What it does, in words that can stand before "reverted".</param>
/// <param name="Call">The call.</param>
/// <param name="Details">What else the report tells: from the receipt, or from null with --dry-run.</param>
internal sealed record SendPlan(string Schema, string Action, ContractCall Call, Func<TransactionReceipt?, JsonObject> Details);
