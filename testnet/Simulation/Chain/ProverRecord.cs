using System.Collections.Immutable;
using P2PProver.Crypto;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>A registered node: stake with its history, and what is locked of it.</summary>
public sealed record ProverRecord(Address Node, Address Payout, ImmutableList<StakeChange> History, UInt128 Locked)
{
    /// <summary>The stake now, matured or not.</summary>
    public UInt128 Stake => History.IsEmpty ? UInt128.Zero : History[^1].Stake;

    /// <summary>The stake that could be locked.</summary>
    public UInt128 Free => Stake - Locked;

    /// <summary>The stake held all the time since a block: the least over that time.</summary>
    public UInt128 HeldSince(long block)
    {
        UInt128 least = UInt128.Zero;
        bool known = false;
        foreach (StakeChange change in History)
        {
            if (change.Block <= block)
            {
                least = change.Stake;
                known = true;
            }
            else
            {
                least = known && least < change.Stake ? least : known ? change.Stake : UInt128.Zero;
            }
        }

        return known ? least : UInt128.Zero;
    }
}
