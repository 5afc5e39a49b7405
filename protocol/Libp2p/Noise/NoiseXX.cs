using System.Security.Cryptography;
using P2PProver.Crypto;

namespace P2PProver.Libp2p.Noise;

/// <summary>
/// The messages of Noise_XX_25519_ChaChaPoly_SHA256: e, then e ee s es, then s se, each with a payload. It knows nothing of libp2p.
/// Messages alternate and begin with the initiator's; the caller keeps that order.
/// </summary>
internal sealed class NoiseXX : IDisposable
{
    private const int KeyBytes = X25519PublicKey.Bytes;

    private readonly SymmetricState _symmetric;
    private readonly X25519PrivateKey _static;
    private readonly X25519PrivateKey _ephemeral;
    private readonly bool _initiator;
    private X25519PublicKey? _remoteEphemeral;
    private int _message;

    /// <summary>Starts a handshake. It owns the ephemeral key, not the static one.</summary>
    public NoiseXX(bool initiator, X25519PrivateKey staticKey, X25519PrivateKey ephemeralKey, ReadOnlySpan<byte> prologue)
    {
        _initiator = initiator;
        _static = staticKey;
        _ephemeral = ephemeralKey;
        _symmetric = new SymmetricState("Noise_XX_25519_ChaChaPoly_SHA256"u8, prologue);
    }

    /// <summary>The other side's static key, once its message was read.</summary>
    public X25519PublicKey? RemoteStatic { get; private set; }

    /// <summary>Whether all three messages went through.</summary>
    public bool IsFinished => _message == 3;

    /// <summary>Whether the next message is this side's.</summary>
    public bool IsWriting => !IsFinished && _message % 2 == (_initiator ? 0 : 1);

    /// <summary>The hash of the whole handshake.</summary>
    public ReadOnlySpan<byte> Hash => _symmetric.Hash;

    /// <summary>Writes this side's next message.</summary>
    public NoiseFault TryWrite(ReadOnlySpan<byte> payload, out byte[] message)
    {
        message = new byte[KeyBytes + KeyBytes + (2 * CipherState.TagBytes) + payload.Length];
        int length = 0;
        if (_message < 2)
        {
            _ephemeral.PublicKey.Encoding.CopyTo(message);
            length = KeyBytes;
            _symmetric.MixHash(message.AsSpan(0, length));
        }

        if (_message == 1 && !TryMix(_ephemeral, _remoteEphemeral))
        {
            return NoiseFault.BadKey;
        }

        if (_message > 0)
        {
            int part = KeyBytes + _symmetric.Overhead;
            _symmetric.EncryptAndHash(_static.PublicKey.Encoding, message.AsSpan(length, part));
            length += part;
            if (!TryMix(_static, _remoteEphemeral))
            {
                return NoiseFault.BadKey;
            }
        }

        int last = payload.Length + _symmetric.Overhead;
        _symmetric.EncryptAndHash(payload, message.AsSpan(length, last));
        message = message[..(length + last)];
        _message++;
        return NoiseFault.None;
    }

    /// <summary>Reads the other side's next message.</summary>
    public NoiseFault TryRead(ReadOnlySpan<byte> message, out byte[] payload)
    {
        payload = [];
        int keys = (_message < 2 ? KeyBytes : 0) + (_message > 0 ? KeyBytes + CipherState.TagBytes : 0);
        if (message.Length < keys + (_message > 0 ? CipherState.TagBytes : 0))
        {
            return NoiseFault.MessageLength;
        }

        if (_message < 2)
        {
            if (!X25519PublicKey.TryRead(message[..KeyBytes], out _remoteEphemeral))
            {
                return NoiseFault.BadKey;
            }

            _symmetric.MixHash(message[..KeyBytes]);
            message = message[KeyBytes..];
        }

        if (_message > 0)
        {
            NoiseFault fault = TryReadStatic(message[..(KeyBytes + CipherState.TagBytes)]);
            if (fault != NoiseFault.None)
            {
                return fault;
            }

            message = message[(KeyBytes + CipherState.TagBytes)..];
        }

        payload = new byte[message.Length - _symmetric.Overhead];
        _message++;
        return _symmetric.TryDecryptAndHash(message, payload) ? NoiseFault.None : NoiseFault.Decryption;
    }

    /// <summary>The keys of the transport, this side's for sending first.</summary>
    public (CipherState Send, CipherState Receive) Split()
    {
        (CipherState initiator, CipherState responder) = _symmetric.Split();
        return _initiator ? (initiator, responder) : (responder, initiator);
    }

    public void Dispose()
    {
        _ephemeral.Dispose();
        _symmetric.Dispose();
    }

    private NoiseFault TryReadStatic(ReadOnlySpan<byte> part)
    {
        if (_message == 1 && !TryMix(_ephemeral, _remoteEphemeral))
        {
            return NoiseFault.BadKey;
        }

        Span<byte> key = stackalloc byte[KeyBytes];
        if (!_symmetric.TryDecryptAndHash(part, key))
        {
            return NoiseFault.Decryption;
        }

        if (!X25519PublicKey.TryRead(key, out X25519PublicKey? remote) || !TryMix(_ephemeral, remote))
        {
            return NoiseFault.BadKey;
        }

        RemoteStatic = remote;
        return NoiseFault.None;
    }

    private bool TryMix(X25519PrivateKey own, X25519PublicKey? remote)
    {
        Span<byte> secret = stackalloc byte[X25519PrivateKey.SharedSecretBytes];
        bool derived = own.TryDerive(remote!, secret);
        if (derived)
        {
            _symmetric.MixKey(secret);
        }

        CryptographicOperations.ZeroMemory(secret);
        return derived;
    }
}
