using P2PProver.Crypto;
using P2PProver.Hashing;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Batches;

/// <summary>What commands of the rollup take where nothing else is said.</summary>
public static class RollupDefaults
{
    /// <summary>The chain id of local chains.</summary>
    private const ulong LocalChainId = 31337;

    /// <summary>The domain of rollups that no contract knows: for trying out and measuring.</summary>
    public static RollupDomain LocalDomain { get; } = RollupDomain.Of(LocalChainId, default(Address), Keccak256.Hash("p2pprover rollup 1"u8));

    /// <summary>Reads a domain of the command line.</summary>
    /// <param name="text">0x and 64 hexadecimal digits, or null for the local one.</param>
    /// <exception cref="CodedException">It has another form.</exception>
    public static RollupDomain ParseDomain(string? text)
    {
        byte[] bytes = new byte[RollupDomain.ByteCount];
        if (text is null)
        {
            return LocalDomain;
        }

        bool isRead = text.Length == 2 + (2 * bytes.Length)
            && text.StartsWith("0x", StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        return isRead
            ? RollupDomain.FromBytes(bytes)
            : throw new CodedException(ErrorCatalogue.BadArgument, $"'{text}' is not a domain: 0x and 64 hexadecimal digits");
    }
}
