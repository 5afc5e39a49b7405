using System.Buffers.Binary;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Noise;

/// <summary>
/// The encrypted channel after a Noise handshake, without I/O: frames of two length bytes and a ciphertext. One thread may seal while
/// another opens.
/// </summary>
public sealed class NoiseChannel : IDisposable
{
    /// <summary>The most plaintext of one frame.</summary>
    public const int PlaintextBytesMax = ushort.MaxValue - CipherState.TagBytes;

    /// <summary>The longest frame, length bytes included.</summary>
    public const int FrameBytesMax = LengthBytes + ushort.MaxValue;

    /// <summary>How much longer a frame is than its plaintext.</summary>
    public const int Overhead = LengthBytes + CipherState.TagBytes;

    private const int LengthBytes = 2;

    private readonly CipherState _send;
    private readonly CipherState _receive;

    internal NoiseChannel(CipherState send, CipherState receive)
    {
        _send = send;
        _receive = receive;
    }

    /// <summary>Seals at most <see cref="PlaintextBytesMax"/> bytes into a frame and returns its length.</summary>
    public int Seal(ReadOnlySpan<byte> plaintext, Span<byte> frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, PlaintextBytesMax, nameof(plaintext));
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)(plaintext.Length + CipherState.TagBytes));
        _send.Encrypt([], plaintext, frame.Slice(LengthBytes, plaintext.Length + CipherState.TagBytes));
        return plaintext.Length + Overhead;
    }

    /// <summary>
    /// Opens the frame at the start of the input into a buffer of <see cref="PlaintextBytesMax"/> bytes. After
    /// <see cref="ReadStatus.Malformed"/> the channel is of no further use.
    /// </summary>
    public ReadStatus TryOpen(ReadOnlySpan<byte> input, Span<byte> plaintext, out int taken, out int length)
    {
        taken = 0;
        length = 0;
        if (input.Length < LengthBytes)
        {
            return ReadStatus.NeedMore;
        }

        int ciphertext = BinaryPrimitives.ReadUInt16BigEndian(input);
        if (ciphertext < CipherState.TagBytes)
        {
            return ReadStatus.Malformed;
        }

        if (input.Length < LengthBytes + ciphertext)
        {
            return ReadStatus.NeedMore;
        }

        taken = LengthBytes + ciphertext;
        length = ciphertext - CipherState.TagBytes;
        return _receive.TryDecrypt([], input[LengthBytes..taken], plaintext[..length]) ? ReadStatus.Done : ReadStatus.Malformed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _send.Dispose();
        _receive.Dispose();
    }
}
