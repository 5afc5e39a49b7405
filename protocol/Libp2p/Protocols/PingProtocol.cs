using System.Security.Cryptography;
using P2PProver.Libp2p.Connections;

namespace P2PProver.Libp2p.Protocols;

/// <summary>
/// /ipfs/ping/1.0.0: 32 random bytes there and back. It is always served: js-libp2p closes connections that do not answer.
/// </summary>
public static class PingProtocol
{
    /// <summary>The protocol.</summary>
    public const string Id = "/ipfs/ping/1.0.0";

    private const int Bytes = 32;

    /// <summary>Answers pings until the other side closes.</summary>
    public static async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] payload = new byte[Bytes];
        while (await stream.TryReadExactlyAsync(payload, cancel))
        {
            await stream.WriteAsync(payload, cancel);
        }

        stream.CloseWrite();
    }

    /// <summary>Pings once and gives the round trip; null if the other side does not answer with the same bytes.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static async Task<TimeSpan?> PingAsync(Connection connection, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(time);
        StreamResult opened = await connection.OpenStreamAsync([Id], cancel);
        if (!opened.IsOpen)
        {
            return null;
        }

        await using MuxedStream stream = opened.Stream;
        byte[] sent = RandomNumberGenerator.GetBytes(Bytes);
        byte[] received = new byte[Bytes];
        long start = time.GetTimestamp();
        try
        {
            await stream.WriteAsync(sent, cancel);
            bool same = await stream.TryReadExactlyAsync(received, cancel) && received.AsSpan().SequenceEqual(sent);
            stream.CloseWrite();
            return same ? time.GetElapsedTime(start) : null;
        }
        catch (StreamResetException)
        {
            return null;
        }
    }
}
