using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>Notes, while a run goes on, what its end does not tell any more.</summary>
internal sealed class Observer(SimWorld world)
{
    private readonly Dictionary<BatchKey, long> _finalBlocks = [];
    private TimeSpan _seenAt = TimeSpan.MinValue;

    /// <summary>The newest block when a batch's first final proof existed.</summary>
    public IReadOnlyDictionary<BatchKey, long> FinalBlocks => _finalBlocks;

    /// <summary>Looks at the world after an event.</summary>
    public void Look()
    {
        if (world.Agenda.Now == _seenAt)
        {
            return;
        }

        _seenAt = world.Agenda.Now;
        foreach (BatchFigure figure in world.Figures.All)
        {
            if (figure.FinalAt is not null && !_finalBlocks.ContainsKey(figure.Key))
            {
                _finalBlocks[figure.Key] = world.Chain.Head.Number;
            }
        }
    }
}
