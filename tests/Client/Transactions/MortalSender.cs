using System.Diagnostics;
using System.Globalization;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>
/// A process that carries out a fixed list of requests, and kills itself with SIGKILL at a step of the manager that its arguments name.
/// Started again without one, it finishes.
/// </summary>
internal static class MortalSender
{
    public const int Requests = 24;
    public const int Finished = 0;
    private const int BadOpening = 3;
    private const int BadOutcome = 4;

    /// <summary>Where request number i sends i + 1 gwei.</summary>
    public static Address Recipient(int index)
    {
        byte[] bytes = new byte[Address.Bytes];
        bytes[0] = 0xd0;
        bytes[^1] = (byte)index;
        Address.TryRead(bytes, out Address address).ShouldBeTrue();
        return address;
    }

    /// <summary>The command line of such a process.</summary>
    public static ProcessStartInfo Describe(Uri chain, string journal, int killAtStep)
    {
        string[] arguments = ["exec", typeof(MortalSender).Assembly.Location, chain.ToString(), journal, killAtStep.ToString(CultureInfo.InvariantCulture)];
        return new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false };
    }

    public static async Task<int> RunAsync(string[] arguments)
    {
        int left = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        using HttpMessageInvoker http = new(new SocketsHttpHandler());
        await using RpcPool pool = new([new HttpRpcTransport(http, new Uri(arguments[0]))], new RpcOptions(), TimeProvider.System);
        TransactionOptions options = new() { PollInterval = TimeSpan.FromMilliseconds(50), InFlightMax = 5 };
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        ManagerOpening opening = await TransactionManager.OpenAsync(new ChainClient(pool), key, arguments[1], options, TimeProvider.System, Die, CancellationToken.None);
        if (opening.Manager is null)
        {
            return BadOpening;
        }

        await using TransactionManager manager = opening.Manager;
        TransactionOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => manager.SendAsync(
            new TransactionRequest($"request-{i}", Recipient(i), Wei.Gwei * (ulong)(i + 1), default), CancellationToken.None)));
        return outcomes.All(static o => o.IsSuccess) ? Finished : BadOutcome;

        // SIGKILL: nothing is flushed, nothing is disposed of.
        void Die(ManagerStep step)
        {
            if (left > 0 && --left == 0)
            {
                Process.GetCurrentProcess().Kill();
                Thread.CurrentThread.Join();
            }
        }
    }
}
