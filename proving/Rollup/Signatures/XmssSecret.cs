using System.Buffers.Binary;
using System.Security.Cryptography;
using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The secret of one key: eight elements that key a pseudo-random function, and the public parameter. Both follow from a wallet's seed,
/// the number of an account in it and the window, so that a seed restores every key.
/// </summary>
/// <remarks>
/// The function is H(secret, [purpose, a, b, 0 x 5]); its results are chain starts (two for each call), nodes outside the generated part
/// of the tree, and the randomness of signatures.
/// </remarks>
public sealed class XmssSecret : IDisposable
{
    private const int BytesPerElement = sizeof(ulong);
    private const int DerivedBytes = (Digest8.WordCount + Digest4.WordCount) * BytesPerElement;
    private const int InfoNumbers = 2 * sizeof(uint);

    private readonly KoalaBear[] _key;

    private XmssSecret(ReadOnlySpan<KoalaBear> key, Digest4 parameter, int window)
    {
        _key = GC.AllocateUninitializedArray<KoalaBear>(Digest8.WordCount, pinned: true);
        key.CopyTo(_key);
        Parameter = parameter;
        Window = window;
    }

    /// <summary>The public parameter.</summary>
    public Digest4 Parameter { get; }

    /// <summary>The window that the key serves.</summary>
    public int Window { get; }

    /// <summary>The left half of the pseudo-random function.</summary>
    internal Digest8 Key => Digest8.FromElements(_key);

    /// <summary>Derives the secret by HKDF-Expand with SHA-256 (RFC 5869); 64 bits make an element.</summary>
    /// <param name="seed">The wallet's seed.</param>
    /// <param name="account">The number of the account in the wallet, not its index in the rollup.</param>
    /// <param name="window">The window, below <see cref="Xmss.WindowCount"/>.</param>
    public static XmssSecret Derive(WalletSeed seed, uint account, int window)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(window, Xmss.WindowCount);
        ReadOnlySpan<byte> tag = "p2pprover xmss key 1"u8;
        Span<byte> info = stackalloc byte[tag.Length + InfoNumbers];
        tag.CopyTo(info);
        BinaryPrimitives.WriteUInt32BigEndian(info[tag.Length..], account);
        BinaryPrimitives.WriteUInt32BigEndian(info[(tag.Length + sizeof(uint))..], (uint)window);
        Span<byte> secret = stackalloc byte[WalletSeed.Bytes];
        Span<byte> derived = stackalloc byte[DerivedBytes];
        Span<KoalaBear> elements = stackalloc KoalaBear[Digest8.WordCount + Digest4.WordCount];
        seed.Export(secret);
        HKDF.Expand(HashAlgorithmName.SHA256, secret, derived, info);
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = KoalaBear.Reduce(BinaryPrimitives.ReadUInt64BigEndian(derived[(i * BytesPerElement)..]));
        }

        XmssSecret result = new(elements[..Digest8.WordCount], Digest4.FromElements(elements[Digest8.WordCount..]), window);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(derived);
        elements.Clear();
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.AsSpan().Clear();

    /// <summary>Never the secret.</summary>
    public override string ToString() => "XMSS secret";

    /// <summary>The right half of the pseudo-random function.</summary>
    internal static Digest8 Input(SecretPurpose purpose, uint first, uint second)
    {
        Span<KoalaBear> input = stackalloc KoalaBear[Digest8.WordCount];
        input.Clear();
        input[0] = KoalaBear.FromCanonical((uint)purpose);
        input[1] = KoalaBear.FromCanonical(first);
        input[2] = KoalaBear.FromCanonical(second);
        return Digest8.FromElements(input);
    }
}
