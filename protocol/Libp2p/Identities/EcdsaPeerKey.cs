using System.Security.Cryptography;

namespace P2PProver.Libp2p.Identities;

/// <summary>An ECDSA key on P-256 as a peer key: the data is a SubjectPublicKeyInfo, signatures are DER over SHA-256 of the message.</summary>
internal sealed class EcdsaPeerKey : PeerPublicKey
{
    private const int SignatureBytesMax = 72;
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _data;

    private EcdsaPeerKey(ReadOnlySpan<byte> data)
        : base(KeyType.Ecdsa, data)
    {
        _data = data.ToArray();
    }

    public static EcdsaPeerKey? TryRead(ReadOnlySpan<byte> data)
    {
        using ECDsa? key = Import(data);
        return key is null ? null : new EcdsaPeerKey(data);
    }

    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using ECDsa? key = Import(_data);
        return key is not null && signature.Length <= SignatureBytesMax
            && key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static ECDsa? Import(ReadOnlySpan<byte> data)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(data, out int read);
            if (read == data.Length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
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
