using System.Buffers;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Tests.Attacks;

/// <summary>A dialler that finishes the handshakes and then sends whatever frames it likes, each in one Noise frame.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    public const int Data = 0, Window = 1, Ping = 2;
    public const int Syn = 1, Ack = 2, Fin = 4, Rst = 8;

    private readonly PeerIdentity _identity = PeerIdentity.Generate();
    private readonly NoiseKey _key;
    private readonly ILink _link;
    private NoiseChannel _channel = null!;

    private RawPeer(ILink link)
    {
        _key = new NoiseKey(_identity);
        _link = link;
    }

    public PeerId Id => _identity.Id;

    public static async Task<RawPeer> ConnectAsync(ITransport transport, Multiaddr address)
    {
        RawPeer peer = new(await transport.DialAsync(address, CancellationToken.None));
        using ConnectionHandshake handshake = new(peer._key, isDialer: true, null, earlyMuxer: true);
        ArrayBufferWriter<byte> output = new();
        byte[] buffer = new byte[NoiseChannel.FrameBytesMax];
        int filled = 0;
        handshake.Start(output);
        while (true)
        {
            if (output.WrittenCount > 0)
            {
                await peer._link.WriteAsync(output.WrittenMemory, CancellationToken.None);
                output.ResetWrittenCount();
            }

            if (handshake.IsFinished)
            {
                peer._channel = handshake.TakeChannel();
                return peer;
            }

            int read = await peer._link.ReadAsync(buffer.AsMemory(filled), CancellationToken.None);
            read.ShouldBeGreaterThan(0, "the other side ended the handshake");
            filled += read;
            int taken = handshake.Receive(buffer.AsSpan(0, filled), output);
            handshake.Fault.ShouldBe(UpgradeFault.None);
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
        }
    }

    /// <summary>A Yamux frame; its length field is what is given, whatever follows.</summary>
    public static byte[] Frame(int type, int flags, uint stream, uint length, params byte[] payload)
    {
        byte[] frame = new byte[YamuxFrame.Bytes + payload.Length];
        new YamuxFrame((YamuxType)type, (YamuxFlags)flags, stream, length).Write(frame);
        payload.CopyTo(frame, YamuxFrame.Bytes);
        return frame;
    }

    /// <summary>Frames that open a stream, agree on a protocol without waiting, and write some bytes.</summary>
    public static byte[] OpenFor(string protocol, uint stream, params byte[] bytes)
    {
        ArrayBufferWriter<byte> payload = new();
        Varint.WritePrefixed(payload, "/multistream/1.0.0\n"u8);
        Varint.WritePrefixed(payload, System.Text.Encoding.UTF8.GetBytes(protocol + "\n"));
        payload.Write(bytes);
        return [.. Frame(Window, Syn, stream, 0), .. Frame(Data, 0, stream, (uint)payload.WrittenCount, payload.WrittenSpan.ToArray())];
    }

    /// <summary>The encrypted form of some bytes, which takes the next nonce.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plaintext)
    {
        byte[] frame = new byte[plaintext.Length + NoiseChannel.Overhead];
        return frame[.._channel.Seal(plaintext, frame)];
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task<bool> SendRawAsync(byte[] bytes)
    {
        try
        {
            await _link.WriteAsync(bytes, CancellationToken.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Encrypts and sends; false if the link is gone.</summary>
    public Task<bool> SendAsync(byte[] plaintext) => SendRawAsync(Seal(plaintext));

    /// <summary>Reads and decrypts until the other side closes, and gives all of the multiplexer's bytes.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        ArrayBufferWriter<byte> received = new();
        byte[] buffer = new byte[2 * NoiseChannel.FrameBytesMax];
        byte[] plaintext = new byte[NoiseChannel.PlaintextBytesMax];
        int filled = 0;
        while (true)
        {
            int read;
            try
            {
                read = await _link.ReadAsync(buffer.AsMemory(filled), CancellationToken.None);
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                return received.WrittenSpan.ToArray();
            }

            filled += read;
            int start = 0;
            while (_channel.TryOpen(buffer.AsSpan(start, filled - start), plaintext, out int taken, out int length) == ReadStatus.Done)
            {
                received.Write(plaintext.AsSpan(0, length));
                start += taken;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _channel?.Dispose();
        _key.Dispose();
        _identity.Dispose();
    }
}
