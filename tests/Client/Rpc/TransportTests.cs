using System.Net;
using System.Text;
using System.Text.Json;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Client.Tests.Rpc;

/// <summary>HTTP and WebSocket, against handlers that misbehave and against a real node.</summary>
public sealed class TransportTests
{
    private static readonly Uri Anywhere = new("http://127.0.0.1:1/secret-key");

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "", RpcFault.RateLimited)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", RpcFault.RateLimited)]
    [InlineData(HttpStatusCode.BadGateway, "<html>", RpcFault.HttpStatus)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "", RpcFault.RequestTooLarge)]
    [InlineData(HttpStatusCode.OK, "<html>", RpcFault.Malformed)]
    [InlineData(HttpStatusCode.BadRequest, """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"nonce too low"}}""", RpcFault.Refused)]
    public async Task Http_StatusAndBody_GiveThisFault(HttpStatusCode status, string body, RpcFault fault)
    {
        using HttpMessageInvoker http = new(new Handler(status, Encoding.UTF8.GetBytes(body)));
        await using HttpRpcTransport transport = new(http, Anywhere);

        RpcResult<JsonElement> result = await transport.SendAsync(new RpcRequest(1, "eth_chainId"), CancellationToken.None);

        result.Failure!.Fault.ShouldBe(fault);
        transport.Name.ShouldNotContain("secret", customMessage: "the address holds a key");
    }

    [Fact]
    public async Task Http_BodyBeyondTheLimit_IsNotRead()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"result":"{{new string('x', 5000)}}"}""");
        using HttpMessageInvoker http = new(new Handler(HttpStatusCode.OK, body));
        await using HttpRpcTransport small = new(http, Anywhere, responseBytesMax: body.Length - 1);
        await using HttpRpcTransport large = new(http, Anywhere, responseBytesMax: body.Length);

        (await small.SendAsync(new RpcRequest(1, "eth_call"), CancellationToken.None)).Failure!.Fault.ShouldBe(RpcFault.ResponseTooLarge);
        (await large.SendAsync(new RpcRequest(1, "eth_call"), CancellationToken.None)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Http_NobodyListens_IsUnreachable()
    {
        using HttpMessageInvoker http = new(new SocketsHttpHandler());
        await using HttpRpcTransport transport = new(http, Anywhere);

        (await transport.SendAsync(new RpcRequest(1, "eth_chainId"), CancellationToken.None)).Failure!.Fault.ShouldBe(RpcFault.Unreachable);
    }

    [Fact]
    public async Task WebSocket_ManyCallsAtOnce_GetTheirOwnAnswers()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--chain-id", "4242");
        UriBuilder address = new(chain.Address) { Scheme = "ws" };
        await using RpcPool pool = new([new WebSocketRpcTransport(chain.Http, address.Uri)], new RpcOptions(), TimeProvider.System);
        ChainClient client = new(pool);

        RpcResult<ulong>[] ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.ChainIdAsync(CancellationToken.None)));
        RpcResult<Wei> balance = await client.BalanceAsync(Crypto.Address.Of(LocalChain.Key(1).PublicKey), BlockTag.Latest, CancellationToken.None);

        ids.ShouldAllBe(static id => id.IsSuccess && id.Value == 4242);
        balance.Value.ShouldBe(Wei.Coin * 10_000);
    }

    [Fact]
    public async Task WebSocket_NobodyListens_IsUnreachableAndCanBeTriedAgain()
    {
        using HttpMessageInvoker http = new(new SocketsHttpHandler());
        await using WebSocketRpcTransport transport = new(http, new Uri("ws://127.0.0.1:1"));

        for (long id = 1; id <= 2; id++)
        {
            (await transport.SendAsync(new RpcRequest(id, "eth_chainId"), CancellationToken.None)).Failure!.Fault.ShouldBe(RpcFault.Unreachable);
        }
    }

    private sealed class Handler(HttpStatusCode status, byte[] body) : HttpMessageHandler
    {
        // Without a length, as chunked answers are.
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StreamContent(new MemoryStream(body)) });
    }
}
