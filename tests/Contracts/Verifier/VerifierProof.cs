using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>A proof with what it proves, in both forms.</summary>
/// <param name="Key">The verifying key.</param>
/// <param name="PublicValues">The public values.</param>
/// <param name="Compact">The proof as nodes exchange it.</param>
/// <param name="Calldata">The proof as the contract reads it.</param>
/// <param name="Sections">The sections of <paramref name="Calldata"/>.</param>
internal sealed record VerifierProof(
    VerifyingKey Key,
    KoalaBear[] PublicValues,
    byte[] Compact,
    byte[] Calldata,
    IReadOnlyList<CalldataSection> Sections)
{
    /// <summary>Brings a proof into calldata form.</summary>
    public static VerifierProof Create(VerifyingKey key, KoalaBear[] publicValues, byte[] compact)
    {
        CalldataProof.TryWrite(key, publicValues, compact, out byte[] calldata).ShouldBe(VerifyResult.Valid);
        ProofReader reader = new(compact, key.Parameters, ProofForm.Compact);
        ProofHead head = reader.ReadHead(key.Shape);
        ProofChallenges.Replay(key, publicValues, head, out ProofChallenges? challenges).ShouldBe(VerifyResult.Valid);
        return new(key, publicValues, compact, calldata, CalldataSection.Of(key.Shape, challenges!.Queries));
    }
}
