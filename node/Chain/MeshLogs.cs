using P2PProver.Contracts;
using P2PProver.Contracts.Chain;
using P2PProver.Contracts.Events;
using P2PProver.Contracts.Mesh;
using P2PProver.Contracts.Rpc;
using P2PProver.Crypto;

namespace P2PProver.Node.Chain;

/// <summary>Reads the events of a network from its deployment to the head, in ranges that the endpoint allows.</summary>
internal static class MeshLogs
{
    /// <summary>All events of some kinds, in the order of the chain.</summary>
    /// <param name="session">The network.</param>
    /// <param name="names">The events' names.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Errors.CodedException">The chain fails.</exception>
    public static async Task<IReadOnlyList<(LogEntry Log, MeshEvent Event)>> ReadAsync(ChainSession session, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        Hash32[] topics = [.. names.Select(static name => MeshAbis.Rollup.Event(name).Topic)];
        LogFilter filter = new([session.Network.Contracts.Rollup], topics);
        EventFollower follower = new(session.Chain, filter, new FollowerOptions { StartBlock = session.Network.DeployBlock, WindowBlocks = 8 }, new ChainWindow(8, []), static _ => { });
        List<(LogEntry Log, MeshEvent Event)> events = [];
        while (true)
        {
            FollowResult result = await follower.NextAsync(cancellation);
            if (result.Fault != FollowFault.None)
            {
                throw ChainFailures.Of(result.Failure ?? new RpcFailure(RpcFault.Malformed, "the chain turned too deep"), "reading events");
            }

            switch (result.Step)
            {
                case ChainStep.Forward forward:
                    events.AddRange(forward.Logs.Select(static log => (log, MeshEvents.TryRead(log, out MeshEvent? read) ? read : null)).OfType<(LogEntry, MeshEvent)>());
                    break;
                case ChainStep.Back back:
                    events.RemoveAll(e => back.To is null || e.Log.BlockNumber > back.To.Number);
                    break;
                default:
                    return events;
            }

            follower.Accept(result.Step);
        }
    }

    /// <summary>An event of a receipt; null if it is not among its logs.</summary>
    public static T? Find<T>(TransactionReceipt? receipt, Address contract)
        where T : MeshEvent =>
        receipt?.Logs.Where(log => log.Address == contract).Select(static log => MeshEvents.TryRead(log, out MeshEvent? read) ? read : null).OfType<T>().FirstOrDefault();
}
