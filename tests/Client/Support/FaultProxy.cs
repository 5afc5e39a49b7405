using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Fields;

namespace P2PProver.Contracts.Client.Tests.Support;

/// <summary>
/// An HTTP proxy before a chain that breaks what an endpoint can break: it resets connections before or after the chain got the request,
/// holds answers back, asks for fewer calls, and answers from the past.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int DelayMsMax = 400;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Uri _chain;
    private readonly Prng _prng;
    private readonly FaultRates _rates;
    private readonly Task _accepting;

    public FaultProxy(Uri chain, ulong seed, FaultRates rates)
    {
        _chain = chain;
        _prng = new Prng(seed);
        _rates = rates;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How often each kind of fault, and no fault, was met.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using NetworkStream stream = new(socket, ownsSocket: true);
            while (await HttpRequestReader.ReadAsync(stream, _stop.Token) is { } body)
            {
                if (!await AnswerAsync(socket, stream, body))
                {
                    return;
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or HttpRequestException or ObjectDisposedException)
        {
            // The connection ended: by the client, by a fault, or with the proxy.
        }
    }

    private async Task<bool> AnswerAsync(Socket socket, NetworkStream stream, byte[] body)
    {
        JsonNode request = JsonNode.Parse(body)!;
        string method = (string)request["method"]!;
        (Fault fault, int amount) = Draw();
        _counts.AddOrUpdate(fault.ToString(), 1, static (_, n) => n + 1);
        switch (fault)
        {
            case Fault.ResetBefore:
                return Reset(socket);
            case Fault.ResetAfter:
                await ForwardAsync(body);
                return Reset(socket);
            case Fault.Limit:
                await WriteAsync(stream, "429 Too Many Requests", [], _rates.RetryAfter ? "Retry-After: 1\r\n" : string.Empty);
                return true;
            case Fault.Delay:
                await Task.Delay(TimeSpan.FromMilliseconds(amount), TimeProvider.System, _stop.Token);
                break;
            case Fault.Stale when await StaleAsync(request, method, (ulong)amount) is { } old:
                await WriteAsync(stream, "200 OK", old, string.Empty);
                return true;
            default:
                break;
        }

        await WriteAsync(stream, "200 OK", await ForwardAsync(body), string.Empty);
        return true;
    }

    private (Fault Fault, int Amount) Draw()
    {
        lock (_lock)
        {
            double at = _prng.NextDouble();
            double[] shares = [_rates.ResetBefore, _rates.ResetAfter, _rates.Limit, _rates.Delay, _rates.Stale];
            for (int i = 0; i < shares.Length; i++)
            {
                at -= shares[i];
                if (at < 0)
                {
                    return ((Fault)(i + 1), (Fault)(i + 1) == Fault.Stale ? _prng.NextInt(1, 6) : _prng.NextInt(1, DelayMsMax));
                }
            }

            return (Fault.None, 0);
        }
    }

    private static bool Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
        return false;
    }

    // What an endpoint some blocks behind would say; null for questions where that makes no difference.
    private async Task<byte[]?> StaleAsync(JsonNode request, string method, ulong behind)
    {
        JsonNode? id = request["id"]?.DeepClone();
        if (method == "eth_getTransactionReceipt")
        {
            return Answer(id, null);
        }

        if (method is not ("eth_blockNumber" or "eth_getTransactionCount"))
        {
            return null;
        }

        JsonNode head = JsonNode.Parse(await ForwardAsync(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}""")))!;
        Hex.TryQuantity((string?)head["result"], out ulong number).ShouldBeTrue();
        string old = Hex.Quantity(number > behind ? number - behind : 0);
        if (method == "eth_blockNumber")
        {
            return Answer(id, old);
        }

        JsonNode stale = request.DeepClone();
        stale["params"]![1] = old;
        return await ForwardAsync(JsonSerializer.SerializeToUtf8Bytes(stale));
    }

    private static byte[] Answer(JsonNode? id, JsonNode? result) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result });

    private async Task<byte[]> ForwardAsync(byte[] body)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, _chain);
        message.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using HttpResponseMessage response = await _http.SendAsync(message, _stop.Token);
        return await response.Content.ReadAsByteArrayAsync(_stop.Token);
    }

    private async Task WriteAsync(NetworkStream stream, string status, byte[] body, string headers)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Content-Length: {body.Length}\r\n\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], _stop.Token);
    }

    private enum Fault
    {
        None,
        ResetBefore,
        ResetAfter,
        Limit,
        Delay,
        Stale,
    }
}
