using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>With one honest, connected, capable node and a live chain, every batch settles: none is open at the end, and none expired.</summary>
internal sealed class LivenessChecker(SimWorld world) : Checker(world)
{
    public override void OnEnd()
    {
        if (World.Checks.Violations.Count > 0)
        {
            return;
        }

        RollupState state = World.Chain.State;
        int settled = state.Batches.Values.Count(batch => batch.Status == BatchStanding.Settled);
        Expect(settled >= World.Options.Batches, $"{settled} of {World.Options.Batches} batches settled in {World.Agenda.Now}");
    }
}
