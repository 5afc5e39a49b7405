using P2PProver.Crypto;
using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Noise;

/// <summary>
/// The static Noise key of a process with its identity's signature. Made anew at each start and never stored; all connections share it.
/// </summary>
public sealed class NoiseKey : IDisposable
{
    private readonly byte[] _signature;

    /// <summary>Makes a key and lets the identity sign it.</summary>
    public NoiseKey(PeerIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        Static = X25519PrivateKey.Generate();
        Identity = identity.PublicKey;
        _signature = identity.Sign(SignedBytes(Static.PublicKey));
    }

    /// <summary>The identity that vouches for the key.</summary>
    public PeerPublicKey Identity { get; }

    internal X25519PrivateKey Static { get; }

    internal ReadOnlySpan<byte> Signature => _signature;

    /// <inheritdoc/>
    public void Dispose() => Static.Dispose();

    /// <summary>What an identity signs about a Noise key (libp2p noise specification).</summary>
    internal static byte[] SignedBytes(X25519PublicKey key) => [.. "noise-libp2p-static-key:"u8, .. key.Encoding];
}
