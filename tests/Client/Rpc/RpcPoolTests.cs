using System.Text.Json;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;

namespace P2PProver.Contracts.Client.Tests.Rpc;

/// <summary>How a pool deals with endpoints that fail, on a clock of its own.</summary>
public sealed class RpcPoolTests
{
    private static readonly RpcOptions Options = new() { CallDeadline = TimeSpan.FromSeconds(10), BackoffFirst = TimeSpan.FromSeconds(1), BackoffMax = TimeSpan.FromSeconds(4) };
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(RpcFault.Unreachable)]
    [InlineData(RpcFault.DeadlinePassed)]
    [InlineData(RpcFault.RateLimited)]
    [InlineData(RpcFault.HttpStatus)]
    [InlineData(RpcFault.ResponseTooLarge)]
    [InlineData(RpcFault.Malformed)]
    public async Task Call_FirstEndpointFails_GoesToTheNext(RpcFault fault)
    {
        ScriptedTransport bad = new("bad", _ => new RpcFailure(fault, "broken"));
        ScriptedTransport good = new("good", _ => ScriptedTransport.Json("\"0x1\""));
        await using RpcPool pool = new([bad, good], Options, _time);

        RpcResult<JsonElement> first = await pool.CallAsync("eth_chainId", [], CancellationToken.None);
        RpcResult<JsonElement> second = await pool.CallAsync("eth_chainId", [], CancellationToken.None);

        first.Value.GetString().ShouldBe("0x1");
        second.IsSuccess.ShouldBeTrue();
        bad.Calls.Count.ShouldBe(1, "it pauses after its failure");
        good.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(RpcFault.Refused)]
    [InlineData(RpcFault.Reverted)]
    public async Task Call_EndpointAnswersWithAnError_IsFinal(RpcFault fault)
    {
        ScriptedTransport first = new("first", _ => new RpcFailure(fault, "nonce too low"));
        ScriptedTransport second = new("second", _ => ScriptedTransport.Json("\"0x1\""));
        await using RpcPool pool = new([first, second], Options, _time);

        RpcResult<JsonElement> result = await pool.CallAsync("eth_sendRawTransaction", ["0x02"], CancellationToken.None);

        result.Failure!.Fault.ShouldBe(fault);
        result.Failure.Endpoint.ShouldBe("first");
        second.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_NobodyAnswers_PausesLongerEachTimeAndEndsAtTheDeadline()
    {
        List<DateTimeOffset> attempts = [];
        ScriptedTransport bad = new("bad", _ =>
        {
            attempts.Add(_time.GetUtcNow());
            return new RpcFailure(RpcFault.Unreachable, "down");
        });
        await using RpcPool pool = new([bad], Options, _time);

        Task<RpcResult<JsonElement>> call = pool.CallAsync("eth_chainId", [], CancellationToken.None);
        while (!call.IsCompleted && _time.MoveToNextTimer())
        {
        }

        (await call).Failure!.Fault.ShouldBe(RpcFault.Unreachable);
        attempts.Zip(attempts.Skip(1), static (a, b) => (b - a).TotalSeconds).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task Call_EndpointAsksToWait_WaitsAsLongButNotLongerThanTheMost()
    {
        TimeSpan asked = TimeSpan.FromSeconds(3);
        List<DateTimeOffset> attempts = [];
        ScriptedTransport limited = new("limited", _ =>
        {
            attempts.Add(_time.GetUtcNow());
            return attempts.Count switch
            {
                1 => new RpcFailure(RpcFault.RateLimited, "HTTP 429") { RetryAfter = asked },
                2 => new RpcFailure(RpcFault.RateLimited, "HTTP 429") { RetryAfter = TimeSpan.FromHours(1) },
                _ => ScriptedTransport.Json("\"0x1\""),
            };
        });
        await using RpcPool pool = new([limited], Options, _time);

        Task<RpcResult<JsonElement>> call = pool.CallAsync("eth_chainId", [], CancellationToken.None);
        while (!call.IsCompleted && _time.MoveToNextTimer())
        {
        }

        (await call).IsSuccess.ShouldBeTrue();
        attempts.Zip(attempts.Skip(1), static (a, b) => (b - a).TotalSeconds).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task Call_EndpointBehindTheOthers_IsAskedOnlyWhenNoOtherCanBe()
    {
        bool isUp = true;
        ScriptedTransport behind = new("behind", request => ScriptedTransport.Json(request.Method == "eth_blockNumber" ? "\"0x10\"" : "\"old\""));
        ScriptedTransport ahead = new("ahead", request => isUp
            ? ScriptedTransport.Json(request.Method == "eth_blockNumber" ? "\"0x20\"" : "\"new\"")
            : new RpcFailure(RpcFault.Unreachable, "down"));
        await using RpcPool pool = new([behind, ahead], Options, _time);

        (await pool.HeadAsync(CancellationToken.None)).Value.ShouldBe(0x20UL);
        pool.Health.Select(static h => h.IsStale).ShouldBe([true, false]);
        (await pool.CallAsync("eth_call", [], CancellationToken.None)).Value.GetString().ShouldBe("new");
        isUp = false;
        (await pool.CallAsync("eth_call", [], CancellationToken.None)).Value.GetString().ShouldBe("old");
    }

    [Fact]
    public async Task Call_Cancelled_ThrowsAndBlamesNobody()
    {
        using CancellationTokenSource stop = new();
        ScriptedTransport endpoint = new("endpoint", _ =>
        {
            stop.Cancel();
            return new RpcFailure(RpcFault.DeadlinePassed, "no answer in time");
        });
        await using RpcPool pool = new([endpoint], Options, _time);

        await Should.ThrowAsync<OperationCanceledException>(() => pool.CallAsync("eth_chainId", [], stop.Token));
        pool.Health[0].FailuresInRow.ShouldBe(0);
    }

    [Fact]
    public async Task Call_RequestTooLong_IsRefusedUnsent()
    {
        ScriptedTransport endpoint = new("endpoint", _ => ScriptedTransport.Json("\"0x1\""));
        await using RpcPool pool = new([endpoint], Options with { RequestBytesMax = 100 }, _time);

        (await pool.CallAsync("eth_call", [new string('f', 100)], CancellationToken.None)).Failure!.Fault.ShouldBe(RpcFault.RequestTooLarge);
        endpoint.Calls.ShouldBeEmpty();
    }
}
