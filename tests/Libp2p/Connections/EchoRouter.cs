using P2PProver.Libp2p.Connections;

namespace P2PProver.Libp2p.Tests.Connections;

/// <summary>Serves /echo (all bytes back), /sink (a count of them), /forget (nothing) and /reset (after the first byte).</summary>
internal sealed class EchoRouter : IStreamRouter
{
    public bool Serves(string protocol) => protocol is "/echo" or "/sink" or "/forget" or "/reset";

    public async Task ServeAsync(MuxedStream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        switch (stream.Protocol)
        {
            case "/echo":
                while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
                {
                    await stream.WriteAsync(buffer.AsMemory(0, read), cancel);
                }

                stream.CloseWrite();
                break;
            case "/sink":
                while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
                {
                    total += read;
                }

                await stream.WriteAsync(BitConverter.GetBytes(total), cancel);
                stream.CloseWrite();
                break;
            case "/reset":
                await stream.ReadAsync(buffer, cancel);
                stream.Reset();
                break;
        }
    }
}
