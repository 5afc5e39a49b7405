using P2PProver.Contracts;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Mesh;
using P2PProver.Node.Batches;
using P2PProver.Node.Cli;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Chain;

/// <summary>A network of a network file, with its chain and contracts.</summary>
internal sealed class ChainSession : IAsyncDisposable
{
    private readonly ChainLink _link;

    private ChainSession(NetworkFile network, ChainLink link)
    {
        Network = network;
        _link = link;
        Rollup = new MeshRollup(link.Client, network.Contracts.Rollup);
        Registry = new ProverRegistry(link.Client, network.Contracts.Registry);
    }

    public NetworkFile Network { get; }

    public MeshRollup Rollup { get; }

    public ProverRegistry Registry { get; }

    public ChainClient Chain => _link.Client;

    /// <summary>Reads the network file, and asks the chain whether it is the one that the file means.</summary>
    /// <exception cref="CodedException">The file is unusable, the chain unreachable or another, or the contract is not there.</exception>
    public static async Task<ChainSession> OpenAsync(Invocation invocation, ChainOptions options, CancellationToken cancellation)
    {
        NetworkFile network = Read(options.Network(invocation));
        ChainSession session = new(network, ChainLink.Open(network.Rpc, invocation.Time));
        try
        {
            await session.CheckAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads a network file.</summary>
    /// <exception cref="CodedException">It cannot be read, or is none.</exception>
    public static NetworkFile Read(string path)
    {
        byte[] content = InputFile.Read(path, NetworkFile.BytesMax);
        return NetworkFile.TryRead(content, out NetworkFile? network, out string problem)
            ? network
            : throw new CodedException(ErrorCatalogue.NetworkFileMalformed, $"{path} is no network file: {problem}");
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task CheckAsync(CancellationToken cancellation)
    {
        await Chain.HeadAsync(cancellation);
        ulong chain = (await Chain.ChainIdAsync(cancellation)).Require("asking the chain for its number");
        if (chain != Network.ChainId)
        {
            throw new CodedException(ErrorCatalogue.WrongChain, $"the endpoint serves chain {chain}, the network file names chain {Network.ChainId}");
        }

        byte[] code = (await Chain.CodeAsync(Network.Contracts.Rollup, BlockTag.Latest, cancellation)).Require("reading the rollup's code");
        if (code.Length == 0)
        {
            throw new CodedException(ErrorCatalogue.WrongChain, $"there is no contract at {Network.Contracts.Rollup}");
        }

        Hash32 version = (await Rollup.VersionAsync(cancellation)).Require("reading the rollup's version");
        if (version != Hash32.Of(System.Text.Encoding.UTF8.GetBytes(Network.ProofSystemId)))
        {
            throw new CodedException(ErrorCatalogue.WrongChain, $"the rollup at {Network.Contracts.Rollup} is of another proof system than {Network.ProofSystemId}");
        }
    }
}
