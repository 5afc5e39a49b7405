using System.Security.Cryptography;

namespace P2PProver.Libp2p.Identities;

/// <summary>An RSA key as a peer key: the data is a SubjectPublicKeyInfo. Sizes are capped, because verification grows with them.</summary>
internal sealed class RsaPeerKey : PeerPublicKey
{
    private const int BitsMin = 2048;
    private const int BitsMax = 8192;

    private readonly byte[] _data;

    private RsaPeerKey(ReadOnlySpan<byte> data)
        : base(KeyType.Rsa, data)
    {
        _data = data.ToArray();
    }

    public static RsaPeerKey? TryRead(ReadOnlySpan<byte> data)
    {
        using RSA? key = Import(data);
        return key?.KeySize is >= BitsMin and <= BitsMax ? new RsaPeerKey(data) : null;
    }

    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using RSA? key = Import(_data);
        return key is not null && signature.Length <= BitsMax / 8
            && key.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static RSA? Import(ReadOnlySpan<byte> data)
    {
        RSA key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(data, out int read);
            if (read == data.Length)
            {
                return key;
            }
        }
        catch (CryptographicException)
        {
            // The library's only way to say that these bytes are no key.
        }

        key.Dispose();
        return null;
    }
}
