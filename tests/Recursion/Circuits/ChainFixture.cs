using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Circuits;

/// <summary>Leaf and Merge over the chain machine under small parameters, with leaves of a batch.</summary>
public sealed class ChainFixture : IDisposable
{
    internal const int ShardCount = 9;

    private readonly CpuBackend _backend = new(threads: 2);
    private readonly ProvingKey _childKey;
    private readonly Dictionary<(KoalaBear Domain, byte Batch, int Shard, byte Payee), RecursionProof> _leaves = [];

    public ChainFixture()
        : this(version: 1, ProofParameters.InsecureTest)
    {
    }

    private ChainFixture(int version, ProofParameters parameters)
    {
        _childKey = ProvingKey.Create(ChainMachine.Build(version), ProofParameters.InsecureTest, [null], _backend);
        Layout = new StatementLayout(ChainMachine.Fields);
        Circuits = RecursionCircuits.Create(_childKey.VerifyingKey, Layout, parameters);
        Prover = new BatchProver(Circuits, _backend, new ProverBudget(Threads: 2, MemoryBytes: 1L << 30));
    }

    internal StatementLayout Layout { get; }

    internal RecursionCircuits Circuits { get; }

    internal BatchProver Prover { get; }

    internal RecursionVerifier Verifier => Prover.Verifier;

    internal static KoalaBear Domain { get; } = KoalaBear.FromCanonical(77);

    internal static Payee PayeeOf(byte number) => new([.. Enumerable.Repeat(number, Payee.ByteCount)]);

    internal static Digest8 Batch(byte number) => Digest8.FromElements([.. Enumerable.Range(0, 8).Select(i => KoalaBear.FromCanonical((uint)(100 + (number * 8) + i)))]);

    /// <summary>The same circuits over a machine of another version: other keys of the same shape.</summary>
    internal static ChainFixture Foreign() => new(version: 2, ProofParameters.InsecureTest);

    /// <summary>The same circuits under other parameters.</summary>
    internal static ChainFixture OtherProfile() => new(version: 1, ProofParameters.InsecureTest with { Name = "Other", QueryCount = 5 });

    /// <summary>The circuits at their own sizes, under the parameters that proofs are made with.</summary>
    internal static ChainFixture Standard() => new(version: 1, ProofParameters.P100);

    /// <summary>The public values of a shard of the batch that starts from 1.</summary>
    internal static KoalaBear[] ShardValues(KoalaBear domain, int shard)
    {
        KoalaBear state = KoalaBear.One;
        for (int i = 0; i < shard; i++)
        {
            state = ChainMachine.Run(domain, state).Values[2];
        }

        return ChainMachine.Run(domain, state).Values;
    }

    internal byte[] ProveShard(KoalaBear domain, int shard)
    {
        (FieldMatrix trace, KoalaBear[] values) = ChainMachine.Run(domain, ShardValues(domain, shard)[1]);
        return StarkProver.Prove(_childKey, [trace], values, _backend, threads: 1);
    }

    internal RecursionProof Leaf(int shard, byte batch = 0, byte payee = 1, KoalaBear? domain = null)
    {
        KoalaBear used = domain ?? Domain;
        if (!_leaves.TryGetValue((used, batch, shard, payee), out RecursionProof? leaf))
        {
            Prover.TryProveLeaf(Batch(batch), shard, PayeeOf(payee), ShardValues(used, shard), ProveShard(used, shard), out leaf).ShouldBeNull();
            _leaves.Add((used, batch, shard, payee), leaf!);
        }

        return leaf!;
    }

    /// <summary>A leaf that says that certain circuits are allowed: Leaf takes that as given.</summary>
    internal RecursionProof LeafClaiming(Digest8 allowed, int shard)
    {
        KoalaBear[] values = ShardValues(Domain, shard);
        byte[] child = ProveShard(Domain, shard);
        ExpandedProof.TryExpand(_childKey.VerifyingKey, values, child, out ExpandedProof? expanded).ShouldBe(VerifyResult.Valid);
        Statement statement = Statement.OfLeaf(Layout, allowed, Batch(0), shard, PayeeOf(1), values);
        KoalaBear[] tape = Circuits.Leaf.Tape(new LeafWitness(expanded!, PayeeOf(1)));
        CircuitWitness witness = Circuits.LeafProgram.Evaluate(tape, statement.Values, out CircuitFault? fault).ShouldNotBeNull($"{fault}");
        using ProvingKey key = ProvingKey.Create(
            Circuits.Machine.Machine, Circuits.Parameters, [Circuits.Machine.Preprocess(Circuits.LeafProgram)], _backend);
        FieldMatrix trace = Circuits.Machine.Trace(witness, threads: 1);
        return new RecursionProof(statement, StarkProver.Prove(key, [trace], statement.Values.ToArray(), _backend, threads: 1));
    }

    /// <summary>The leaf that has the bytes of a proof, or null.</summary>
    internal RecursionProof? Honest(RecursionProof proof) => _leaves.Values.FirstOrDefault(leaf => leaf.Bytes.Equals(proof.Bytes));

    internal RecursionProof Merge(RecursionProof left, RecursionProof right, byte payee = 2)
    {
        Prover.TryProveMerge(left, right, PayeeOf(payee), out RecursionProof? merged).ShouldBeNull();
        return merged!;
    }

    /// <summary>Proves a batch's whole tree and returns its root.</summary>
    internal RecursionProof Root(int shards)
    {
        BatchPlan plan = BatchProver.Plan(shards);
        RecursionProof[] proofs = new RecursionProof[plan.Tasks.Length];
        for (int i = 0; i < proofs.Length; i++)
        {
            PlannedTask task = plan.Tasks[i];
            proofs[i] = task.IsLeaf ? Leaf(task.Index) : Merge(proofs[task.Left], proofs[task.Right]);
        }

        return proofs[^1];
    }

    public void Dispose()
    {
        Prover.Dispose();
        _childKey.Dispose();
        _backend.Dispose();
    }
}
