using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Tests.Toolchain;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Client.Tests.Support;

/// <summary>An anvil of one test, on a port of its own of the loopback interface.</summary>
internal sealed partial class LocalChain : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    // The first accounts of the mnemonic that anvil prints at its start.
    private static readonly string[] Secrets =
    [
        "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
        "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
        "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
    ];

    private readonly Process _process;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());

    private LocalChain(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Rpc = new RpcPool([new HttpRpcTransport(_http, address)], new RpcOptions(), TimeProvider.System);
        Client = new ChainClient(Rpc);
    }

    public Uri Address { get; }

    public RpcPool Rpc { get; }

    public ChainClient Client { get; }

    public HttpMessageInvoker Http => _http;

    public static async Task<LocalChain> StartAsync(params string[] arguments)
    {
        await NodePackages.EnsureAsync();
        ProcessStartInfo start = new(NodePackages.Anvil, ["--port", "0", "--host", "127.0.0.1", .. arguments])
        {
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
            return new LocalChain(process, await listening.Task.WaitAsync(StartLimit, TimeProvider.System));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The key of a funded account.</summary>
    public static Secp256k1PrivateKey Key(int index)
    {
        Secp256k1PrivateKey.TryRead(Convert.FromHexString(Secrets[index]), out Secp256k1PrivateKey? key).ShouldBeTrue();
        return key!;
    }

    /// <summary>Calls a method that must succeed.</summary>
    public async Task<JsonElement> CallAsync(string method, params JsonNode?[] parameters)
    {
        RpcResult<JsonElement> result = await Rpc.CallAsync(method, parameters, CancellationToken.None);
        return result.IsSuccess ? result.Value : throw new InvalidOperationException($"{method}: {result.Failure}");
    }

    /// <summary>Puts code at an address.</summary>
    public Task SetCodeAsync(Address address, string code) => CallAsync("anvil_setCode", address.ToString(), code);

    public async ValueTask DisposeAsync()
    {
        await Rpc.DisposeAsync();
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Listening on 127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
