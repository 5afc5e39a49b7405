using P2PProver.Crypto;
using P2PProver.Testnet.Simulation.Chain;
using Hash32 = P2PProver.Mesh.Hash32;

namespace P2PProver.Simulation.Tests.Chain;

/// <summary>A rollup with provers, and what tests of its rules do over and over.</summary>
internal sealed class ModelAccounts : IFinalProofCheck
{
    public const string Valid = "valid";

    public ModelAccounts(int provers, RollupRules? rules = null)
    {
        Model = new RollupModel(rules ?? new RollupRules(), this);
        for (int i = 0; i < provers; i++)
        {
            Expect(Revert.None, Prover(i), new StakeCall(100 * RollupRules.Coin, Payout(i)));
        }

        Advance(10);
    }

    public RollupModel Model { get; }

    public RollupState State { get; private set; } = new();

    public long Block { get; private set; } = 1;

    public long Time { get; private set; } = 1;

    public List<RollupEvent> Events { get; } = [];

    public static Address Sequencer => Account(200);

    public static Address Prover(int i) => Account((byte)(i + 1));

    public static Address Payout(int i) => Account((byte)(i + 100));

    public static Address Account(byte number)
    {
        byte[] bytes = new byte[Address.Bytes];
        bytes[^1] = number;
        Address.TryRead(bytes, out Address address).ShouldBeTrue();
        return address;
    }

    public static Address[] Payees(int shards, int prover) => [.. Enumerable.Repeat(Payout(prover), (2 * shards) - 1)];

    public bool Verify(object proof, BatchRecord batch, IReadOnlyList<Address> payees, Address submitter) => proof is Valid;

    public void Advance(long seconds)
    {
        Block += seconds;
        Time += seconds;
    }

    public Revert Try(Address sender, RollupCall call)
    {
        CallResult result = Model.Apply(State, new BlockContext(Block, Time, BaseFee: 1), sender, call);
        State = result.State;
        Events.AddRange(result.Events);
        Solvency.Owed(Model.Rules, State).ShouldBe(State.Held);
        return result.Revert;
    }

    public void Expect(Revert revert, Address sender, RollupCall call) => Try(sender, call).ShouldBe(revert);

    public CommitBatchCall Commit(int shards, UInt128 pot) => new(
        Model.CommitValue(State, Time, pot), State.NewestKey, Word(Block), Word(Block + 7), shards, pot, State.Queue.Count);

    public Hash32 CommitBatch(int shards, UInt128 pot)
    {
        Expect(Revert.None, Sequencer, Commit(shards, pot));
        return State.NewestKey;
    }

    public SettleCall Settlement(Hash32 key, Address[] payees) => new(key, payees, Payout(0), Valid);

    public static Hash32 Word(long n) => new((ulong)n, 1, 2, 3);
}
