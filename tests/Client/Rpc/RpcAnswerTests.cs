using System.Text;
using System.Text.Json;
using P2PProver.Contracts.Rpc;
using P2PProver.Fields;

namespace P2PProver.Contracts.Client.Tests.Rpc;

/// <summary>Answers as servers send them, and as none should.</summary>
public sealed class RpcAnswerTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}}""", RpcFault.Reverted)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"VM error","data":{"data":"0x01"}}}""", RpcFault.Reverted)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"nonce too low"}}""", RpcFault.Refused)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32005,"message":"daily request count exceeded"}}""", RpcFault.RateLimited)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32005,"message":"query returned more than 10000 results"}}""", RpcFault.Refused)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"Too Many Requests"}}""", RpcFault.RateLimited)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"Internal error"}}""", RpcFault.HttpStatus)]
    [InlineData("""{"jsonrpc":"2.0","id":8,"result":"0x1"}""", RpcFault.Malformed)]
    [InlineData("""{"jsonrpc":"2.0","id":"7","result":"0x1"}""", RpcFault.Malformed)]
    [InlineData("""{"jsonrpc":"2.0","id":7}""", RpcFault.Malformed)]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"\ud800"}}""", RpcFault.Refused)]
    [InlineData("[]", RpcFault.Malformed)]
    [InlineData("<html>502</html>", RpcFault.Malformed)]
    [InlineData("", RpcFault.Malformed)]
    public void Answer_OfThisForm_IsThisFault(string body, RpcFault fault) => RpcAnswer.Read(Encoding.UTF8.GetBytes(body), 7).Failure!.Fault.ShouldBe(fault);

    [Fact]
    public void Answer_WithAResult_GivesIt() =>
        RpcAnswer.Read("""{"jsonrpc":"2.0","id":7,"result":null}"""u8.ToArray(), 7).Value.ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public void Answer_OfRandomBytes_NeverThrows()
    {
        Prng prng = new(5);
        byte[] template = """{"jsonrpc":"2.0","id":7,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}}"""u8.ToArray();
        for (int i = 0; i < 5000; i++)
        {
            byte[] body = [.. template];
            for (int k = prng.NextInt(1, 6); k > 0; k--)
            {
                body[prng.NextInt(body.Length)] = (byte)prng.NextInt(256);
            }

            _ = RpcAnswer.Read(prng.NextBool() ? body : body.AsMemory(0, prng.NextInt(body.Length + 1)), 7);
        }
    }
}
