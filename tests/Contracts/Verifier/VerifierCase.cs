using P2PProver.Contracts.Tests.Toolchain;
using P2PProver.Fields;
using P2PProver.Stark;
using P2PProver.Stark.Solidity;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>A circuit whose proofs are verified in Solidity: its generated sources and one proof are kept with the forge tests.</summary>
/// <param name="Name">What the names of its contracts begin with.</param>
/// <param name="LogHeight">log2 of the height of its large tables.</param>
/// <param name="LogArithmeticHeight">log2 of the height of its small tables.</param>
/// <param name="Parameters">The parameter set.</param>
internal sealed record VerifierCase(string Name, int LogHeight, int LogArithmeticHeight, ProofParameters Parameters)
{
    private const ulong Seed = 1;
    private const int Threads = 2;

    /// <summary>The shape and the parameters of the last circuit.</summary>
    public static VerifierCase Model { get; } = new("Model", 14, 14, ProofParameters.Final100);

    /// <summary>
    /// A small circuit of two heights, under parameters that prove nothing and differ in everything: caps, digests of 32 bytes, an
    /// arity of 8 and an odd round, work in every round, so little of it that a mutation often gets past it.
    /// </summary>
    public static VerifierCase Small { get; } = new("Small", 7, 5, ProofParameters.InsecureTest with
    {
        Name = "InsecureKeccak",
        LogBlowup = 3,
        QueryCount = 9,
        QueryGrindingBits = 1,
        BatchGrindingBits = 1,
        LookupGrindingBits = 1,
        LogFoldingArity = 3,
        LogFinalLength = 2,
        CapHeight = 2,
        Hash = HashId.Keccak256,
    });

    /// <summary>All cases.</summary>
    public static IReadOnlyList<VerifierCase> All { get; } = [Model, Small];

    /// <summary>The shapes of the circuit's tables.</summary>
    public IReadOnlyList<TableShape> Shapes => new LastCircuitModel(LogHeight, LogArithmeticHeight).Machine.Shapes;

    /// <summary>The folder of the generated sources.</summary>
    public string Folder => ContractsFolder.PathOf("test", "generated", Name.ToLowerInvariant());

    /// <summary>The file with the proof.</summary>
    public string ProofFile => ContractsFolder.PathOf("test", "vectors", "verifier", $"{Name}.json");

    /// <summary>Sets up the circuit and proves its statement.</summary>
    public VerifierProof Prove()
    {
        LastCircuitModel model = new(LogHeight, LogArithmeticHeight);
        using CpuBackend backend = new(Threads);
        using ProvingKey key = ProvingKey.Create(model.Machine, Parameters, model.Preprocessed(), backend);
        (FieldMatrix[] traces, KoalaBear[] publicValues) = model.Generate(Seed);
        byte[] proof = StarkProver.Prove(key, traces, publicValues, backend, Threads);
        return VerifierProof.Create(key.VerifyingKey, publicValues, proof);
    }

    /// <summary>As <see cref="Prove"/>, by a prover that cheats with the final polynomial alone; in calldata form.</summary>
    public byte[] ProveWithWrongFinalPolynomial()
    {
        LastCircuitModel model = new(LogHeight, LogArithmeticHeight);
        using CpuBackend backend = new(Threads);
        using CheatingBackend cheating = new(backend);
        using ProvingKey key = ProvingKey.Create(model.Machine, Parameters, model.Preprocessed(), cheating);
        (FieldMatrix[] traces, KoalaBear[] publicValues) = model.Generate(Seed);
        byte[] proof = StarkProver.Prove(key, traces, publicValues, cheating, Threads);
        CalldataProof.TryWrite(key.VerifyingKey, publicValues, proof, out byte[] calldata).ShouldBe(VerifyResult.Valid);
        return calldata;
    }

    /// <summary>The generated sources, by path.</summary>
    public IReadOnlyList<SolidityFile> Generate(VerifyingKey key) => SolidityVerifier.Generate(key, Name, "../../../src");
}
