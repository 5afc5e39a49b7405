namespace P2PProver.Testnet.Simulation.Events;

/// <summary>
/// One scheduled happening.
/// </summary>
/// <param name="Kind">What happens.</param>
/// <param name="Node">The node it happens to; -1 for the whole network.</param>
/// <param name="Peer">The other node of a message; -1 without one.</param>
/// <param name="Life">The life of the node for which it was scheduled: what was meant for a node before a crash does not reach it afterwards.</param>
/// <param name="Subject">The message, job or action.</param>
public readonly record struct SimEvent(SimEventKind Kind, int Node, int Peer, int Life, object? Subject);
