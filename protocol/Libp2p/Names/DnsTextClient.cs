using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace P2PProver.Libp2p.Names;

/// <summary>
/// Asks one name server for text records over UDP: from a new port and with a random number each time, and only datagrams of that server are read.
/// Long answers that need TCP are not fetched.
/// </summary>
public sealed class DnsTextClient(IPEndPoint server, TimeProvider time)
{
    /// <summary>How often a question is sent.</summary>
    public const int Tries = 2;

    /// <summary>How long each of them waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int DatagramsMax = 16;

    /// <summary>The text records of a name.</summary>
    /// <exception cref="IOException">Nobody answered, or not with text records of that name.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<IReadOnlyList<string>> ResolveAsync(string name, CancellationToken cancel)
    {
        for (int i = 0; i < Tries; i++)
        {
            using CancellationTokenSource timeout = new(Patience, time);
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
            try
            {
                if (await AskAsync(name, both.Token) is IReadOnlyList<string> texts)
                {
                    return texts;
                }
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // No answer in time; the question may have been lost.
            }
            catch (SocketException refused)
            {
                throw new IOException($"{server}: {refused.Message}", refused);
            }
        }

        throw new IOException($"{server} gave no answer for {name}");
    }

    private async Task<IReadOnlyList<string>?> AskAsync(string name, CancellationToken cancel)
    {
        ushort id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        if (!DnsTextMessage.TryWriteQuery(id, name, out byte[] query))
        {
            throw new IOException($"'{name}' is no name");
        }

        using Socket socket = new(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancel);
        await socket.SendAsync(query, SocketFlags.None, cancel);
        byte[] buffer = new byte[DnsTextMessage.BytesMax];
        for (int i = 0; i < DatagramsMax; i++)
        {
            int length = await socket.ReceiveAsync(buffer, SocketFlags.None, cancel);
            if (DnsTextMessage.TryReadAnswer(buffer.AsSpan(0, length), id, name, out IReadOnlyList<string> texts))
            {
                return texts;
            }
        }

        return null;
    }
}
