using System.Buffers;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Links;
using P2PProver.Libp2p.Noise;

namespace P2PProver.Libp2p.Connections;

/// <summary>Makes connections of links, within a time limit: the driver of <see cref="ConnectionHandshake"/>.</summary>
public sealed class Upgrader(NoiseKey key, ConnectionOptions options, TimeProvider time)
{
    private const int ReadBufferBytes = NoiseChannel.FrameBytesMax;

    /// <summary>
    /// Performs all handshakes. The link belongs to the connection afterwards, or is closed.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="isInbound">Whether the other side dialled.</param>
    /// <param name="expected">The peer that was dialled, if it is known.</param>
    /// <param name="admit">
    /// Asked once the other side is known: opens the scope that counts the connection, or gives null to turn it away.
    /// </param>
    /// <param name="router">Who serves the streams that the other side opens.</param>
    /// <param name="cancel">Cancels the upgrade, which counts as a broken link.</param>
    public async Task<UpgradeResult> UpgradeAsync(
        ILink link, bool isInbound, PeerId? expected, Func<PeerPublicKey, ResourceScope?> admit, IStreamRouter router, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(admit);
        using ConnectionHandshake handshake = new(key, !isInbound, expected, options.EarlyMuxer);
        using CancellationTokenSource timeout = new(options.UpgradeTimeout, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadBufferBytes);
        byte[] left = [];
        UpgradeFault fault;
        try
        {
            int filled = await ShakeHandsAsync(link, handshake, buffer, both.Token);
            left = buffer.AsSpan(0, filled).ToArray();
            fault = handshake.IsFinished ? UpgradeFault.None : handshake.Fault == UpgradeFault.None ? UpgradeFault.LinkBroken : handshake.Fault;
        }
        catch (IOException)
        {
            fault = UpgradeFault.LinkBroken;
        }
        catch (OperationCanceledException)
        {
            fault = timeout.IsCancellationRequested ? UpgradeFault.TimedOut : UpgradeFault.LinkBroken;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        ResourceScope? scope = fault == UpgradeFault.None ? admit(handshake.RemoteKey!) : null;
        if (scope is null)
        {
            await link.DisposeAsync();
            return new UpgradeResult(null, fault == UpgradeFault.None ? UpgradeFault.NotAdmitted : fault, handshake.NoiseFault);
        }

        Connection connection = new(link, handshake, isInbound, scope, options, time);
        connection.Start(router, handshake.PlaintextLeft, left);
        return new UpgradeResult(connection, UpgradeFault.None, NoiseFault.None);
    }

    // Returns how many bytes at the start of the buffer arrived behind the handshake.
    private static async Task<int> ShakeHandsAsync(ILink link, ConnectionHandshake handshake, byte[] buffer, CancellationToken cancel)
    {
        ArrayBufferWriter<byte> output = new();
        handshake.Start(output);
        int filled = 0;
        while (true)
        {
            if (output.WrittenCount > 0)
            {
                await link.WriteAsync(output.WrittenMemory, cancel);
                output.ResetWrittenCount();
            }

            if (handshake.IsFinished || handshake.Fault != UpgradeFault.None)
            {
                return filled;
            }

            int read = await link.ReadAsync(buffer.AsMemory(filled), cancel);
            if (read == 0)
            {
                return filled;
            }

            filled += read;
            int taken = handshake.Receive(buffer.AsSpan(0, filled), output);
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
        }
    }
}
