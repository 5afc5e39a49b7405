using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace P2PProver.Contracts.Rpc;

/// <summary>An endpoint spoken to over HTTP.</summary>
/// <param name="http">Sends the requests; the caller owns it, and it may serve many endpoints.</param>
/// <param name="address">The endpoint's address, which may hold a key.</param>
/// <param name="responseBytesMax">The longest answer that is read.</param>
public sealed class HttpRpcTransport(HttpMessageInvoker http, Uri address, int responseBytesMax = HttpRpcTransport.ResponseBytesMax) : IRpcTransport
{
    /// <summary>The longest answer read unless told otherwise: 32 MiB, some ten thousand logs.</summary>
    public const int ResponseBytesMax = 32 << 20;

    private const int FirstChunk = 16 << 10;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <inheritdoc/>
    public string Name { get; } = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <inheritdoc/>
    public async Task<RpcResult<JsonElement>> SendAsync(RpcRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, address);
            message.Content = new ReadOnlyMemoryContent(request.Body) { Headers = { ContentType = Json } };
            using HttpResponseMessage response = await http.SendAsync(message, cancellationToken);
            return await ReadAsync(response, request.Id, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new RpcFailure(RpcFault.DeadlinePassed, $"no answer to {request.Method} in time");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or ObjectDisposedException)
        {
            return new RpcFailure(RpcFault.Unreachable, RpcFailure.Shorten(fault.Message));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;

    private async Task<RpcResult<JsonElement>> ReadAsync(HttpResponseMessage response, long id, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            return new RpcFailure(RpcFault.RateLimited, string.Create(CultureInfo.InvariantCulture, $"HTTP {status}")) { Code = status, RetryAfter = RetryAfter(response) };
        }

        if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge)
        {
            return new RpcFailure(RpcFault.RequestTooLarge, "HTTP 413") { Code = status };
        }

        byte[]? body = await BodyAsync(response.Content, cancellationToken);
        if (body is null)
        {
            return new RpcFailure(RpcFault.ResponseTooLarge, string.Create(CultureInfo.InvariantCulture, $"more than {responseBytesMax} bytes"));
        }

        RpcResult<JsonElement> answer = RpcAnswer.Read(body, id);

        // Some servers send JSON-RPC errors with a failing status; then the error says more than the status.
        return response.IsSuccessStatusCode || answer.Failure?.Fault is not (null or RpcFault.Malformed)
            ? answer
            : new RpcFailure(RpcFault.HttpStatus, string.Create(CultureInfo.InvariantCulture, $"HTTP {status}")) { Code = status };
    }

    private async Task<byte[]?> BodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > responseBytesMax)
        {
            return null;
        }

        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[Math.Min(responseBytesMax, (int)(content.Headers.ContentLength ?? FirstChunk)) + 1];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0)
            {
                return buffer[..length];
            }

            if (length > responseBytesMax)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min((long)responseBytesMax + 1, 2L * buffer.Length));
            }
        }
    }
}
