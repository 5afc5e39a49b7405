using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace P2PProver.Contracts.Rpc;

/// <summary>
/// An endpoint spoken to over one WebSocket, opened on the first call and again after it broke. Calls share it; their answers may come in
/// any order. Notifications, which nothing here subscribes to, are dropped.
/// </summary>
public sealed class WebSocketRpcTransport : IRpcTransport
{
    /// <summary>The most calls that may await their answers at once; another one fails as rate-limited.</summary>
    public const int PendingMax = 256;

    private const int ChunkBytes = 32 << 10;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _address;
    private readonly int _responseBytesMax;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<RpcResult<JsonElement>>> _pending = new();
    private ClientWebSocket? _socket;
    private Task _reader = Task.CompletedTask;

    /// <summary>Names an endpoint; nothing is opened yet.</summary>
    /// <param name="http">Makes the connection; the caller owns it.</param>
    /// <param name="address">The endpoint's address, ws or wss.</param>
    /// <param name="responseBytesMax">The longest answer that is read; a longer one breaks the connection.</param>
    public WebSocketRpcTransport(HttpMessageInvoker http, Uri address, int responseBytesMax = HttpRpcTransport.ResponseBytesMax)
    {
        ArgumentNullException.ThrowIfNull(address);
        _http = http;
        _address = address;
        _responseBytesMax = responseBytesMax;
        Name = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<RpcResult<JsonElement>> SendAsync(RpcRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_pending.Count >= PendingMax)
        {
            return new RpcFailure(RpcFault.RateLimited, string.Create(CultureInfo.InvariantCulture, $"{PendingMax} calls are under way"));
        }

        TaskCompletionSource<RpcResult<JsonElement>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[request.Id] = answer;
        try
        {
            await WriteAsync(request, cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new RpcFailure(RpcFault.DeadlinePassed, $"no answer to {request.Method} in time");
        }
        catch (Exception fault) when (fault is WebSocketException or HttpRequestException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new RpcFailure(RpcFault.Unreachable, RpcFailure.Shorten(fault.Message));
        }
        finally
        {
            _pending.TryRemove(request.Id, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket?.Abort();
        await _reader;
        _socket?.Dispose();
        _turn.Dispose();
    }

    private async Task WriteAsync(RpcRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_socket is not { State: WebSocketState.Open })
            {
                await OpenAsync(cancellationToken);
            }

            await _socket!.SendAsync(request.Body, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        _socket?.Abort();
        await _reader;
        _socket?.Dispose();
        _socket = null;
        ClientWebSocket socket = new();
        try
        {
            await socket.ConnectAsync(_address, _http, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _socket = socket;
        _reader = ReadAllAsync(socket);
    }

    private async Task ReadAllAsync(ClientWebSocket socket)
    {
        RpcFailure end = new(RpcFault.Unreachable, "the connection ended");
        try
        {
            while (await MessageAsync(socket) is { } message)
            {
                if (RpcAnswer.IdOf(message) is { } id && _pending.TryRemove(id, out TaskCompletionSource<RpcResult<JsonElement>>? waiting))
                {
                    waiting.TrySetResult(RpcAnswer.Read(message, id));
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            end = new RpcFailure(RpcFault.Unreachable, RpcFailure.Shorten(fault.Message));
        }

        socket.Abort();
        foreach (TaskCompletionSource<RpcResult<JsonElement>> waiting in _pending.Values)
        {
            waiting.TrySetResult(end);
        }
    }

    // A whole message; null at the end, or where one is longer than allowed.
    private async Task<ReadOnlyMemory<byte>?> MessageAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[ChunkBytes];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close || length > _responseBytesMax)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }
    }
}
