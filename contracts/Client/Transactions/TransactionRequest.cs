using P2PProver.Crypto;

namespace P2PProver.Contracts.Transactions;

/// <summary>Something to be done on chain once.</summary>
/// <param name="Id">
/// The caller's own name for it, such as settle:0x12.., at most <see cref="IdCharactersMax"/> characters. Who asks again with the same
/// name, also after a crash, gets the same transaction.
/// </param>
/// <param name="To">The contract or account; null creates a contract.</param>
/// <param name="Value">The coins to send.</param>
/// <param name="Data">The calldata, or the code that creates a contract.</param>
public sealed record TransactionRequest(string Id, Address? To, Wei Value, ReadOnlyMemory<byte> Data)
{
    /// <summary>The longest name.</summary>
    public const int IdCharactersMax = 128;

    /// <summary>The gas limit; null estimates it, and refuses what would revert now.</summary>
    public ulong? GasLimit { get; init; }

    /// <summary>The hash of what is to be done, without its name.</summary>
    public Hash32 Digest => Hash32.Of(Rlp.List(To is { } to ? Rlp.Bytes(to.Value) : Rlp.Bytes([]), Rlp.Number(Value.Value), Rlp.Bytes(Data.Span)));
}
