using System.Buffers;
using P2PProver.Libp2p.Formats;

namespace P2PProver.Libp2p.Protocols;

/// <summary>
/// Puts one length-prefixed message together from pieces, without I/O. Memory is taken as bytes arrive, not as the length promises, and no byte
/// behind the message is taken.
/// </summary>
public sealed class MessageAssembler
{
    private readonly int _bytesMax;
    private readonly byte[] _prefix = new byte[Varint.BytesMax];
    private readonly ArrayBufferWriter<byte> _message = new();
    private int _prefixLength;
    private int? _length;

    /// <summary>An assembler of a message of at most so many bytes.</summary>
    public MessageAssembler(int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytesMax);
        _bytesMax = bytesMax;
    }

    /// <summary>Done when the message is whole; malformed for a length that is no varint or above the bound.</summary>
    public ReadStatus Status { get; private set; } = ReadStatus.NeedMore;

    /// <summary>The most bytes that may be offered next; 1 while the length is being read.</summary>
    public int BytesWanted => Status != ReadStatus.NeedMore ? 0 : _length is int length ? length - _message.WrittenCount : 1;

    /// <summary>The message, once it is whole.</summary>
    public ReadOnlySpan<byte> Message => Status == ReadStatus.Done ? _message.WrittenSpan : throw new InvalidOperationException("the message is not whole");

    /// <summary>Takes at most <see cref="BytesWanted"/> bytes.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, BytesWanted, nameof(bytes));
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_length is null)
        {
            _prefix[_prefixLength++] = bytes[0];
            ReadStatus status = Varint.TryRead(_prefix.AsSpan(0, _prefixLength), out ulong length, out _);
            if (status == ReadStatus.Malformed || length > (ulong)_bytesMax)
            {
                Status = ReadStatus.Malformed;
                return;
            }

            _length = status == ReadStatus.Done ? (int)length : null;
        }
        else
        {
            _message.Write(bytes);
        }

        if (_length == _message.WrittenCount)
        {
            Status = ReadStatus.Done;
        }
    }
}
