using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>
/// Random batches that execute, over several shards and with every kind of operation: amounts at the edges of their limbs, whole
/// balances, fees up to their limit, transfers to oneself, accounts that are opened and used at once.
/// </summary>
internal static class RandomBatches
{
    private const int AccountsMax = 7;

    public static Ledger Next(ulong seed, BatchShape shape)
    {
        Prng prng = new(seed);
        int accounts = prng.NextInt(1, 4);
        Ledger ledger = new(accounts, Amount(prng) | (1UL << 31), shape);
        Model model = new(ledger);
        int count = prng.NextInt(0, 2 * shape.BlocksPerShard);
        for (int i = 0; i < count; i++)
        {
            model.Add(prng);
        }

        model.Close(prng);
        return ledger;
    }

    /// <summary>An amount of any number of bits up to 60, often a power of two or one less.</summary>
    private static ulong Amount(Prng prng)
    {
        int bits = prng.NextInt(0, 60);
        ulong value = prng.NextUInt64() & ((1UL << bits) - 1);
        return prng.NextInt(3) switch
        {
            0 => 1UL << bits,
            1 => (1UL << bits) - 1,
            _ => value,
        };
    }

    /// <summary>Balances as they will be, so that operations are chosen that execute.</summary>
    private sealed class Model
    {
        private readonly Ledger _ledger;
        private readonly List<ulong> _balances = [];
        private readonly HashSet<uint> _rotated = [];
        private ulong _fees;

        public Model(Ledger ledger)
        {
            _ledger = ledger;
            foreach (Account account in ledger.State.Accounts)
            {
                _balances.Add(account.Balance.Value);
            }
        }

        public void Add(Prng prng)
        {
            uint account = (uint)prng.NextInt(_balances.Count);
            switch ((OperationKind)prng.NextInt(1, 7))
            {
                case OperationKind.Transfer:
                    Transfer(prng, account);
                    break;
                case OperationKind.OpenAccount when _balances.Count < AccountsMax:
                    ulong amount = Amount(prng) >> 8;
                    _ledger.Open((uint)_balances.Count, amount);
                    _balances.Add(amount);
                    break;
                case OperationKind.Withdraw:
                    ulong fee = Fee(prng, account);
                    ulong part = Part(prng, _balances[(int)account] - fee);
                    _ledger.Withdraw(account, part, fee);
                    _balances[(int)account] -= part + fee;
                    _fees += fee;
                    break;
                case OperationKind.ForcedExit:
                    _ledger.Add(Operation.ForcedExit(Ledger.At(account), new Gwei(_balances[(int)account])));
                    _balances[(int)account] = 0;
                    break;
                case OperationKind.RotateKey when _rotated.Add(account):
                    ulong cost = Fee(prng, account);
                    _ledger.Rotate(account, 100 + account, prng.NextInt(1, Xmss.WindowCount), cost);
                    _balances[(int)account] -= cost;
                    _fees += cost;
                    break;
                default:
                    ulong deposit = Amount(prng) >> 8;
                    _ledger.Add(Operation.Deposit(Ledger.At(account), new Gwei(deposit)));
                    _balances[(int)account] += deposit;
                    break;
            }
        }

        public void Close(Prng prng)
        {
            if (_fees > 0 || prng.NextBool())
            {
                _ledger.Add(Operation.FeeCredit(Ledger.At((uint)prng.NextInt(_balances.Count)), new Gwei(_fees)));
            }
        }

        private static ulong Part(Prng prng, ulong whole) => prng.NextInt(3) switch
        {
            0 => whole,
            1 => 0,
            _ => whole == 0 ? 0 : prng.NextUInt64() % whole,
        };

        private void Transfer(Prng prng, uint from)
        {
            uint to = (uint)prng.NextInt(_balances.Count);
            ulong fee = Fee(prng, from);
            ulong amount = Part(prng, _balances[(int)from] - fee);
            _ledger.Transfer(from, to, amount, fee);
            _balances[(int)from] -= amount + fee;
            _balances[(int)to] += amount;
            _fees += fee;
        }

        private ulong Fee(Prng prng, uint account) =>
            ulong.Min(_balances[(int)account], Part(prng, prng.NextBool() ? Operation.FeeLimit - 1 : 1UL << prng.NextInt(0, 30)));
    }
}
