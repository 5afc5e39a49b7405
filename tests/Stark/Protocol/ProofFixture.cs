using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Protocol;

/// <summary>A key of the small machine with honest proofs under it.</summary>
internal sealed class ProofFixture : IDisposable
{
    public const ulong Seed = 0x5EED;

    public ProofFixture(ProofParameters parameters)
        : this(parameters, SmallMachine.Machine)
    {
    }

    public ProofFixture(ProofParameters parameters, Machine machine)
    {
        Backend = new CpuBackend(threads: 1);
        ProvingKey = ProvingKey.Create(machine, parameters, SmallMachine.Preprocessed(), Backend);
        SmallWitness witness = SmallMachine.Witness(Seed);
        PublicValues = witness.PublicValues;
        Proof = Prove(witness);
    }

    public CpuBackend Backend { get; }

    public ProvingKey ProvingKey { get; }

    public VerifyingKey Key => ProvingKey.VerifyingKey;

    public ProofShape Shape => Key.Shape;

    /// <summary>An honest proof.</summary>
    public byte[] Proof { get; }

    public KoalaBear[] PublicValues { get; }

    public byte[] Prove(SmallWitness witness) => StarkProver.Prove(ProvingKey, witness.Traces, witness.PublicValues, Backend, threads: 1);

    public VerifyResult Verify(ReadOnlySpan<byte> proof) => StarkVerifier.Verify(Key, PublicValues, proof);

    /// <summary>Parses an honest proof, lets a test change it and writes it again.</summary>
    public byte[] Change(Action<ProofHead, QueryOpenings> change)
    {
        ParsedProof parsed = Parse();
        change(parsed.Head, parsed.Openings);
        return parsed.Write(Shape);
    }

    public ParsedProof Parse()
    {
        ProofReader reader = new(Proof, Key.Parameters, ProofForm.Compact);
        ProofHead head = reader.ReadHead(Shape);
        ProofChallenges.Replay(Key, PublicValues, head, out ProofChallenges? challenges).IsValid.ShouldBeTrue();
        QueryOpenings openings = QueryOpenings.Read(ref reader, Shape, challenges!.Queries);
        reader.ReadEnd();
        reader.Status.ShouldBe(VerifyStatus.Valid);
        return new ParsedProof(head, challenges, openings);
    }

    public void Dispose()
    {
        ProvingKey.Dispose();
        Backend.Dispose();
    }
}
