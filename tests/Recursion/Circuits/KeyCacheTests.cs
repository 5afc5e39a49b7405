using P2PProver.Stark;

namespace P2PProver.Recursion.Tests.Circuits;

public sealed class KeyCacheTests(ChainFixture fixture) : IClassFixture<ChainFixture>, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("p2pprover-keys-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void StoredKeys_AreLoadedWithoutWork()
    {
        KeyCache cache = new(Path.Combine(_directory, "new"));
        TryLoad(cache).ShouldBeNull();
        RecordedSteps made = new();
        RecursionVerifier verifier = LoadOrCreate(cache, made);
        RecordedSteps loaded = new();
        RecursionVerifier again = LoadOrCreate(cache, loaded);

        made.Steps.ShouldBe(Enum.GetValues<CircuitStep>());
        loaded.Steps.ShouldBeEmpty();
        verifier.Allowed.ShouldBe(fixture.Verifier.Allowed);
        again.Allowed.ShouldBe(fixture.Verifier.Allowed);
        again.Verify(fixture.Leaf(0).Statement, fixture.Leaf(0).Bytes.Span).ShouldBe(VerifyResult.Valid);
    }

    [Fact]
    public void EveryByteOfTheFileChanged_MakesItUseless()
    {
        KeyCache cache = new(_directory);
        cache.Store(fixture.Prover).ShouldBeTrue();
        string path = Directory.GetFiles(_directory).ShouldHaveSingleItem();
        byte[] intact = File.ReadAllBytes(path);
        intact.Length.ShouldBeLessThan(4096);
        for (int i = 0; i < intact.Length; i++)
        {
            byte[] damaged = [.. intact];
            damaged[i] ^= 1;
            File.WriteAllBytes(path, damaged);
            TryLoad(cache).ShouldBeNull($"byte {i}");
        }

        File.WriteAllBytes(path, intact[..^1]);
        TryLoad(cache).ShouldBeNull();
        LoadOrCreate(cache, new RecordedSteps()).Allowed.ShouldBe(fixture.Verifier.Allowed);
        File.ReadAllBytes(path).ShouldBe(intact);
    }

    [Fact]
    public void KeysOfOtherCircuits_AreNotFound()
    {
        KeyCache cache = new(_directory);
        cache.Store(fixture.Prover).ShouldBeTrue();

        cache.TryLoad(fixture.Circuits.ChildKey, fixture.Layout, ProofParameters.InsecureTest with { Name = "Other" }).ShouldBeNull();
        cache.TryLoad(fixture.Verifier.LeafKey, fixture.Layout, ProofParameters.InsecureTest).ShouldBeNull();
        StatementLayout renamed = new([.. ChainMachine.Fields.Select(field => field with { Name = "x" + field.Name })]);
        cache.TryLoad(fixture.Circuits.ChildKey, renamed, ProofParameters.InsecureTest).ShouldBeNull();
    }

    private RecursionVerifier? TryLoad(KeyCache cache) => cache.TryLoad(fixture.Circuits.ChildKey, fixture.Layout, ProofParameters.InsecureTest);

    private RecursionVerifier LoadOrCreate(KeyCache cache, RecordedSteps steps) =>
        cache.LoadOrCreate(fixture.Circuits.ChildKey, fixture.Layout, ProofParameters.InsecureTest, threads: 1, steps);

    private sealed class RecordedSteps : IProgress<CircuitStep>
    {
        public List<CircuitStep> Steps { get; } = [];

        public void Report(CircuitStep value) => Steps.Add(value);
    }
}
