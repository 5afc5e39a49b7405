using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Mesh;

/// <summary>A call of a contract, to be sent or tried.</summary>
/// <param name="To">The contract; null creates one.</param>
/// <param name="Value">The coins sent with it.</param>
/// <param name="Data">The calldata.</param>
public sealed record ContractCall(Address? To, Wei Value, ReadOnlyMemory<byte> Data)
{
    /// <summary>As a request to a transaction manager.</summary>
    /// <param name="id">The caller's name for it.</param>
    public TransactionRequest ToRequest(string id) => new(id, To, Value, Data);

    /// <summary>As a trial run.</summary>
    /// <param name="from">Who would send it.</param>
    public CallRequest ToTrial(Address from) => new(To, Data) { From = from, Value = Value };
}
