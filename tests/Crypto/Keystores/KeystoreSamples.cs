using P2PProver.Crypto.Keystores;

namespace P2PProver.Crypto.Tests.Keystores;

/// <summary>Keys, passwords and containers that tests share. Containers are sealed with parameters that open in microseconds.</summary>
internal static class KeystoreSamples
{
    public static ScryptParameters Quick { get; } =
        ScryptParameters.TryCreate(2, 1, 1, out ScryptParameters parameters) ? parameters : throw new InvalidOperationException("not parameters");

    public static Password Password(string text = "correct horse") =>
        Crypto.Keystores.Password.TryCreate(text, out Password? password) ? password : throw new InvalidOperationException("not a password");

    /// <summary>A key whose 32 secret bytes end with a number.</summary>
    public static StoredKey Key(KeyPurpose purpose, byte number = 1)
    {
        byte[] secret = new byte[32];
        secret[31] = number;
        return StoredKey.TryCreate(purpose, secret, out StoredKey? key) ? key : throw new InvalidOperationException("not a key");
    }

    public static byte[] Secret(StoredKey key)
    {
        byte[] secret = new byte[32];
        key.CopySecret(secret);
        return secret;
    }

    public static byte[] Sealed(KeyPurpose purpose, byte number = 1)
    {
        using StoredKey key = Key(purpose, number);
        using Password password = Password();
        return Keystore.Seal(key, password, Quick);
    }
}
