using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>What became of the rollup's user.</summary>
internal static class UserMeasures
{
    public static void Add(Dictionary<string, double> values, SimWorld world, Script script)
    {
        RollupState state = world.Chain.State;
        if (script.ForcedSent.Count == 0)
        {
            return;
        }

        long[] included = [.. Included(world)];
        values["forced_included"] = included.Length / (double)script.ForcedSent.Count;
        double[] delays = [.. included.Zip(script.ForcedSent, (block, sent) => block - FirstBlockFor(world, sent))];
        if (delays.Length > 0)
        {
            values["forced_delay_blocks"] = delays.Average();
        }

        values["forced_consumed"] = state.Queue.IsEmpty ? 0 : state.SettledHead / (double)state.Queue.Count;
        values["frozen"] = state.IsFrozen ? 1 : 0;
        values["escaped"] = state.Escaped.Contains(Script.User) ? 1 : 0;
        values["user_recovered"] = script.RecoveredAt is null ? 0 : 1;
        if (script.RecoveredAt is { } recovered)
        {
            values["recovery_s"] = (recovered - script.ForcedSent[0]).TotalSeconds;
            values["escape_gas"] = Gas(world, nameof(FreezeCall)) + Gas(world, nameof(EscapeCall)) + Gas(world, nameof(WithdrawCall));
        }
    }

    private static IEnumerable<long> Included(SimWorld world)
    {
        for (long number = 1; number <= world.Chain.Head.Number; number++)
        {
            foreach (ChainReceipt receipt in world.Chain.BlockAt(number).Receipts)
            {
                if (receipt is { Transaction.Call: ForcedItemCall, Revert: Revert.None } && receipt.Transaction.Sender == Script.User)
                {
                    yield return number;
                }
            }
        }
    }

    /// <summary>The first block whose builder had seen a transaction that was sent at this time.</summary>
    private static long FirstBlockFor(SimWorld world, TimeSpan sent)
    {
        TimeSpan visible = sent + world.Options.Chain.PropagationDelay;
        long number = 1;
        while (number < world.Chain.Head.Number && world.Chain.BlockAt(number).Context.Time < visible.TotalSeconds)
        {
            number++;
        }

        return number;
    }

    private static long Gas(SimWorld world, string call) => world.Chain.GasByCall.GetValueOrDefault(call);
}
