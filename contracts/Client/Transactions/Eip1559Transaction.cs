using P2PProver.Crypto;
using P2PProver.Hashing;

namespace P2PProver.Contracts.Transactions;

/// <summary>A transaction of type 2 (EIP-1559), without an access list.</summary>
/// <param name="ChainId">The chain it is valid on.</param>
/// <param name="Nonce">The number of transactions of the account before it.</param>
/// <param name="Fees">What it offers per gas.</param>
/// <param name="GasLimit">The most gas it uses.</param>
/// <param name="To">The contract or account; null creates a contract.</param>
/// <param name="Value">The coins it carries.</param>
/// <param name="Data">The calldata, or the code that creates a contract.</param>
public sealed record Eip1559Transaction(
    ulong ChainId,
    ulong Nonce,
    FeeQuote Fees,
    ulong GasLimit,
    Address? To,
    Wei Value,
    ReadOnlyMemory<byte> Data)
{
    private const byte Type = 2;
    private static readonly byte[] EmptyList = Rlp.List();

    /// <summary>The hash that is signed: Keccak-256 of 02 and the list of the fields.</summary>
    public Hash32 SigningHash => Hash32.Of(Encode());

    /// <summary>Signs it.</summary>
    public SignedTransaction Sign(Secp256k1PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        RecoverableSignature signature = key.SignHash(SigningHash.Value);
        ReadOnlySpan<byte> compact = signature.Signature.Compact;
        int half = compact.Length / 2;
        byte[] raw = Encode(
            Rlp.Number((UInt128)signature.YParity),
            Rlp.Bytes(compact[..half].TrimStart((byte)0)),
            Rlp.Bytes(compact[half..].TrimStart((byte)0)));
        Span<byte> hash = stackalloc byte[Keccak256.DigestBytes];
        Keccak256.Hash(raw, hash);
        return new SignedTransaction(this, new Hash32(hash), raw);
    }

    private byte[] Encode(params ReadOnlySpan<byte[]> signature)
    {
        byte[][] fields =
        [
            Rlp.Number(ChainId),
            Rlp.Number(Nonce),
            Rlp.Number(Fees.Tip.Value),
            Rlp.Number(Fees.MaxFee.Value),
            Rlp.Number(GasLimit),
            To is { } to ? Rlp.Bytes(to.Value) : Rlp.Bytes([]),
            Rlp.Number(Value.Value),
            Rlp.Bytes(Data.Span),
            EmptyList,
            .. signature,
        ];
        return [Type, .. Rlp.List(fields)];
    }
}
