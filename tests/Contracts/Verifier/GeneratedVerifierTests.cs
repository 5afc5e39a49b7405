using P2PProver.Contracts.Tests.Forge;
using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>The kept sources and proofs are those of this build, and the native verifier agrees with what the contract reads.</summary>
[Collection(ForgeShared.Name)]
public sealed class GeneratedVerifierTests
{
    public static TheoryData<string> Cases => [.. VerifierCase.All.Select(verifierCase => verifierCase.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void SourcesAndProof_AsKept_AreWhatThisBuildMakes(string name)
    {
        VerifierCase verifierCase = Find(name);
        VerifierProof proof = verifierCase.Prove();
        IReadOnlyDictionary<string, string> files = VerifierFiles.Create(verifierCase, proof);
        foreach ((string path, string text) in files)
        {
            (File.Exists(path) ? File.ReadAllText(path) : string.Empty)
                .ShouldBe(text, $"{Path.GetFileName(path)}: P2PPROVER_WRITE=1 writes it anew");
        }

        Directory.EnumerateFiles(verifierCase.Folder, "*", SearchOption.AllDirectories).Count().ShouldBe(files.Count - 1);
        proof.Sections.Sum(section => section.Length).ShouldBe(proof.Calldata.Length);
        StarkVerifier.Verify(proof.Key, proof.PublicValues, proof.Compact).ShouldBe(VerifyResult.Valid);
        StarkVerifier.Verify(proof.Key, proof.PublicValues, proof.Calldata, ProofForm.Calldata).ShouldBe(VerifyResult.Valid);
    }

    [Fact]
    public void Calldata_WithAnyByteChanged_IsRefusedByTheNativeVerifier()
    {
        VerifierProof proof = VerifierCase.Small.Prove();
        Prng prng = new(7);
        for (int i = 0; i < proof.Calldata.Length; i++)
        {
            byte before = proof.Calldata[i];
            proof.Calldata[i] ^= (byte)(1 + prng.NextInt(255));
            StarkVerifier.Verify(proof.Key, proof.PublicValues, proof.Calldata, ProofForm.Calldata).IsValid.ShouldBeFalse($"byte {i}");
            proof.Calldata[i] = before;
        }
    }

    [Fact]
    public void Calldata_TooShortOrTooLong_IsRefusedByTheNativeVerifier()
    {
        VerifierProof proof = VerifierCase.Small.Prove();
        Verify(proof, proof.Calldata[..^1]).ShouldBe(VerifyStatus.Truncated);
        Verify(proof, []).ShouldBe(VerifyStatus.Truncated);
        Verify(proof, [.. proof.Calldata, 0]).ShouldBe(VerifyStatus.TrailingBytes);
        Verify(proof, proof.Compact).ShouldNotBe(VerifyStatus.Valid);
    }

    [Fact]
    public void FinalPolynomial_OfAProverThatCheatsThere_IsRefusedByTheNativeVerifier()
    {
        VerifierProof proof = VerifierCase.Small.Prove();
        Verify(proof, VerifierCase.Small.ProveWithWrongFinalPolynomial()).ShouldBe(VerifyStatus.FinalPolynomialMismatch);
    }

    [Fact]
    public void ModelCalldata_WithItsTransaction_FitsIntoWhatClientsAccept()
    {
        const int TransactionBytesMax = 131_072;
        const int EnvelopeBytes = 1_024;
        new FileInfo(VerifierCase.Model.ProofFile).Exists.ShouldBeTrue();
        VerifierProofFile file = VerifierProofFile.Read(VerifierCase.Model);
        (file.Proof.Length + (32 * file.PublicValues.Length) + EnvelopeBytes).ShouldBeLessThanOrEqualTo(TransactionBytesMax);
    }

    private static VerifierCase Find(string name) => VerifierCase.All.Single(verifierCase => verifierCase.Name == name);

    private static VerifyStatus Verify(VerifierProof proof, byte[] calldata) =>
        StarkVerifier.Verify(proof.Key, proof.PublicValues, calldata, ProofForm.Calldata).Status;
}
