using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using P2PProver.Crypto;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// What separates one rollup from every other: keccak256(abi.encode(chain id, contract, version)). Hashes of the contract take its 32
/// bytes, circuits its <see cref="Elements"/>; every signed message begins with it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RollupDomain
{
    /// <summary>Bytes of a domain.</summary>
    public const int ByteCount = 32;

    private const int WordBytes = 32;

    private readonly Digest8 _hash;

    private RollupDomain(Digest8 hash)
    {
        _hash = hash;
        Elements = WireElements.OfHash(hash.Bytes);
    }

    /// <summary>The 32 bytes as the contract has them.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => _hash.Bytes;

    /// <summary>The domain in circuits: eight elements of 30 bits.</summary>
    public Digest8 Elements { get; }

    /// <summary>The domain of a contract.</summary>
    /// <param name="chainId">The chain's id.</param>
    /// <param name="contract">The rollup's contract.</param>
    /// <param name="version">The 32 bytes that name the proof system's parameters.</param>
    public static RollupDomain Of(ulong chainId, Address contract, ReadOnlySpan<byte> version)
    {
        Span<byte> encoded = stackalloc byte[3 * WordBytes];
        encoded.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(encoded[(WordBytes - sizeof(ulong))..], chainId);
        contract.Value.CopyTo(encoded[((2 * WordBytes) - Address.Bytes)..]);
        version.CopyTo(encoded[(2 * WordBytes)..]);
        return new RollupDomain(Digest8.FromBytes(Keccak256.Hash(encoded)));
    }

    /// <summary>The domain of 32 bytes as they are.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public static RollupDomain FromBytes(ReadOnlySpan<byte> bytes) => new(Digest8.FromBytes(bytes));

    /// <summary>0x and 64 hexadecimal digits.</summary>
    public override string ToString() => "0x" + Convert.ToHexStringLower(Bytes);
}
