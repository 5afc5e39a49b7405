namespace P2PProver.Mesh;

/// <summary>What a driver needs of the network. Two implementations: libp2p, and the simulator.</summary>
public interface IMeshHost
{
    /// <summary>Everything that peers send, decoded and within its caps; ends only by cancellation.</summary>
    IAsyncEnumerable<MeshEvent> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Carries out a command that concerns peers: publishing, verdicts, pulls, answers, bans.</summary>
    Task SendAsync(MeshCommand command, CancellationToken cancellationToken);
}
