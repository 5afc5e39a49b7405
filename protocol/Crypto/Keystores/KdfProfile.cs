namespace P2PProver.Crypto.Keystores;

/// <summary>How much work a new container asks of whoever guesses its password.</summary>
public enum KdfProfile
{
    /// <summary>scrypt N = 2^18, r = 8, p = 1: about a second and 256 MiB for each guess.</summary>
    Standard,

    /// <summary>scrypt N = 2^12, r = 8, p = 6: for test networks only.</summary>
    Light,
}
