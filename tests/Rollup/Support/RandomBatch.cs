using P2PProver.Fields;

namespace P2PProver.Rollup.Tests.Support;

/// <summary>A batch of every kind of operation that executes, from a seed.</summary>
internal static class RandomBatch
{
    private const int Accounts = 6;

    public static Ledger Create(ulong seed, int operations = 40, BatchShape? shape = null)
    {
        Prng prng = new(seed);
        Ledger ledger = new(Accounts, 1_000_000, shape);
        Dictionary<uint, ulong> balances = Enumerable.Range(0, Accounts).ToDictionary(i => (uint)i, _ => 1_000_000UL);
        uint rotations = 0;
        ulong fees = 0;
        for (int i = 0; i < operations; i++)
        {
            uint account = (uint)prng.NextInt(balances.Count);
            uint other = (uint)prng.NextInt(balances.Count);
            ulong fee = (ulong)prng.NextInt(5);
            ulong amount = (ulong)prng.NextInt((int)ulong.Min(10_000, balances[account]) + 1);
            fee = ulong.Min(fee, balances[account] - amount);
            switch (prng.NextInt(12))
            {
                case 0:
                    ledger.Add(Operation.Deposit(Ledger.At(account), new Gwei(amount)));
                    balances[account] += amount;
                    break;
                case 1 when balances.Count < 12:
                    ledger.Open((uint)balances.Count, amount);
                    balances[(uint)balances.Count] = amount;
                    break;
                case 2:
                    ledger.Withdraw(account, amount, fee);
                    balances[account] -= amount + fee;
                    fees += fee;
                    break;
                case 3 when rotations < 3:
                    rotations++;
                    ledger.Rotate(account, 200 + rotations, (int)rotations, ulong.Min(fee, balances[account]));
                    fees += ulong.Min(fee, balances[account]);
                    balances[account] -= ulong.Min(fee, balances[account]);
                    break;
                case 4 when prng.NextInt(3) == 0:
                    ledger.Add(Operation.ForcedExit(Ledger.At(account), new Gwei(balances[account])));
                    balances[account] = 0;
                    break;
                default:
                    ledger.Transfer(account, other, amount, fee);
                    balances[account] -= amount + fee;
                    balances[other] += amount;
                    fees += fee;
                    break;
            }
        }

        return ledger.Add(Operation.FeeCredit(Ledger.At(0), new Gwei(fees)));
    }
}
