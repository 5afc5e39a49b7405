using System.Collections.Immutable;
using P2PProver.Fields;
using P2PProver.Recursion.Tests.Circuits;
using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Settlement;

/// <summary>Shrink and Final over the batches of <see cref="ChainFixture"/>, under small parameters.</summary>
public sealed class SettlementFixture : IDisposable
{
    private readonly CpuBackend _backend = new(threads: 2);
    private readonly Dictionary<int, (RecursionProof Root, SettlementProof Proof)> _settled = [];

    public SettlementFixture()
    {
        Layout = new SettlementLayout(Chain.Layout, Constants("StateIn"));
        ProofParameters shrink = ProofParameters.InsecureTest with { Name = "ShrinkTest", LogBlowup = 3, QueryCount = 3 };
        ProofParameters final = ProofParameters.InsecureTest with { Name = "FinalTest", CapHeight = 0, Hash = HashId.Keccak256Bytes26 };
        Prover = new SettlementProver(Chain.Verifier, Layout, new SettlementParameters(shrink, final), _backend, threads: 2);
    }

    internal ChainFixture Chain { get; } = new();

    internal SettlementLayout Layout { get; }

    internal SettlementProver Prover { get; }

    /// <summary>One field of one element, which must be 1 at the root.</summary>
    internal static Dictionary<string, ImmutableArray<KoalaBear>> Constants(string field) =>
        new(StringComparer.Ordinal) { [field] = [KoalaBear.One] };

    internal static Ext5 Point { get; } = new Prng(0x5E77).NextExt();

    internal static Payee Submitter { get; } = ChainFixture.PayeeOf(9);

    /// <summary>The payees of a batch of the chain fixture: 1 for leaves, 2 for merges.</summary>
    internal static Payee[] Payees(int shards) => PayeeTree.Spread(
        shards,
        [.. Enumerable.Repeat(ChainFixture.PayeeOf(1), shards), .. Enumerable.Repeat(ChainFixture.PayeeOf(2), shards - 1)]);

    internal static SettlementRequest Request(int shards) => new(Payees(shards), Point, Submitter);

    internal (RecursionProof Root, SettlementProof Proof) Settle(int shards)
    {
        if (!_settled.TryGetValue(shards, out (RecursionProof Root, SettlementProof Proof) settled))
        {
            RecursionProof root = Chain.Root(shards);
            Prover.TryProve(root, Request(shards), out SettlementProof? proof).ShouldBe(SettlementFault.None);
            settled = (root, proof.ShouldNotBeNull());
            _settled.Add(shards, settled);
        }

        return settled;
    }

    /// <summary>The first check of Shrink that a root, a list and public values fail, or null.</summary>
    internal CircuitFault? FaultOfShrink(RecursionProof root, IReadOnlyList<Payee> payees, ReadOnlySpan<KoalaBear> publicValues)
    {
        ExpandedProof.TryExpand(Chain.Verifier.KeyOf(root.Statement), root.Statement.Values, root.Bytes.Span, out ExpandedProof? expanded)
            .ShouldBe(VerifyResult.Valid);
        KoalaBear[] tape = Prover.Shrink.Tape(new ShrinkWitness(root, expanded!, payees));
        Prover.ShrinkProgram.Evaluate(tape, publicValues, out CircuitFault? fault);
        return fault;
    }

    /// <summary>What a root says, published without any check.</summary>
    internal KoalaBear[] Published(Statement root, IReadOnlyList<Payee> payees)
    {
        KoalaBear[] values = new KoalaBear[Layout.Count];
        (KoalaBear? Constant, int Place)[] elements = Layout.OfRoot(Chain.Verifier.Allowed);
        for (int i = 0; i < elements.Length; i++)
        {
            if (elements[i].Constant is null)
            {
                values[elements[i].Place] = root.Values[i];
            }
        }

        Ext5 value = PayeeTree.Evaluate(payees, Point);
        for (int k = 0; k < Ext5.Degree; k++)
        {
            values[Layout.PayeePoint.Offset + k] = Point[k];
            values[Layout.PayeeValue.Offset + k] = value[k];
        }

        Submitter.ToLimbs().CopyTo(values, Layout.Submitter.Offset);
        return values;
    }

    public void Dispose()
    {
        Prover.Dispose();
        Chain.Dispose();
        _backend.Dispose();
    }
}
