using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>The books of the contracts: what they hold is what they owe.</summary>
public static class Solvency
{
    /// <summary>What is owed: stakes, credits, escrows and bonds of live batches, items of the queue, balances of accounts, and what was burned.</summary>
    public static UInt128 Owed(RollupRules rules, RollupState state)
    {
        UInt128 owed = state.Burned + state.AccountBalances;
        foreach (ProverRecord prover in state.Provers.Values)
        {
            owed += prover.Stake;
        }

        foreach (UInt128 credit in state.Pending.Values)
        {
            owed += credit;
        }

        foreach (Hash32 key in state.Live)
        {
            BatchRecord batch = state.Batches[key];
            owed += (batch.Pot * (1 + rules.RampMax)) + rules.RefundMax + batch.Bond;
        }

        for (int i = state.SettledHead; i < state.Queue.Count; i++)
        {
            owed += state.Queue[i].Amount + rules.ForcedFee;
        }

        return owed;
    }
}
