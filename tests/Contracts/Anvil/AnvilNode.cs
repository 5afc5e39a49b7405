using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests.Anvil;

/// <summary>A local chain of one test, on a port of its own of the loopback interface. Its accounts need no signatures.</summary>
internal sealed partial class AnvilNode : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());
    private readonly Uri _address;

    private AnvilNode(Process process, Uri address)
    {
        _process = process;
        _address = address;
    }

    /// <summary>Starts a chain and waits until it listens.</summary>
    /// <exception cref="TimeoutException">It did not say that it listens.</exception>
    public static async Task<AnvilNode> StartAsync()
    {
        ProcessStartInfo start = new(NodePackages.Anvil, ["--port", "0", "--host", "127.0.0.1"])
        {
            WorkingDirectory = ContractsFolder.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            Match match = Listening().Match(line.Data ?? string.Empty);
            if (match.Success)
            {
                listening.TrySetResult(new Uri($"http://127.0.0.1:{match.Groups["port"].Value}"));
            }
        };
        process.BeginOutputReadLine();
        try
        {
            return new AnvilNode(process, await listening.Task.WaitAsync(StartLimit, TimeProvider.System));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Calls a method and gives back its whole answer, with a result or an error.</summary>
    public async Task<JsonObject> CallAsync(string method, params JsonNode?[] parameters)
    {
        JsonObject body = new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using StringContent content = new(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = content };
        using CancellationTokenSource deadline = new(CallLimit);
        using HttpResponseMessage response = await _http.SendAsync(request, deadline.Token);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(deadline.Token))!.AsObject();
    }

    /// <summary>The result of a method that must succeed.</summary>
    public async Task<JsonNode> ResultAsync(string method, params JsonNode?[] parameters)
    {
        JsonObject answer = await CallAsync(method, parameters);
        return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
    }

    /// <summary>Sends a transaction from the first account and gives back its receipt.</summary>
    /// <param name="to">The contract, or null to create one.</param>
    /// <param name="data">The calldata, or the code that creates a contract, in hexadecimal digits.</param>
    public async Task<JsonNode> SendAsync(string? to, string data)
    {
        JsonNode accounts = await ResultAsync("eth_accounts");
        JsonObject transaction = new()
        {
            ["from"] = accounts[0]!.GetValue<string>(),
            ["to"] = to,
            ["data"] = data,
            ["gas"] = "0xf42400",
        };
        JsonNode hash = await ResultAsync("eth_sendTransaction", transaction);

        // A transaction is mined some time after it was accepted, but before the next block.
        await ResultAsync("evm_mine");
        return await ResultAsync("eth_getTransactionReceipt", hash.GetValue<string>());
    }

    /// <summary>A number of an answer.</summary>
    public static long Number(JsonNode? quantity) =>
        long.Parse(quantity!.GetValue<string>()[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Listening on 127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
