using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark.Tests.Protocol;

public sealed class ExpandedProofTests : IDisposable
{
    private readonly ProofFixture _fixture = new(ProofParameters.InsecureTest with { QueryGrindingBits = 0, BatchGrindingBits = 0, LookupGrindingBits = 0, FoldGrindingBits = 0 });

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void HonestProof_ExpandedOrNot_IsValid() => Expand().Verify(_fixture.Key, _fixture.PublicValues).ShouldBe(VerifyResult.Valid);

    [Fact]
    public void OtherPublicValues_AreRefused()
    {
        ExpandedProof proof = Expand();

        proof.Verify(_fixture.Key, []).Status.ShouldBe(VerifyStatus.PublicValueCount);
        proof.Verify(_fixture.Key, [.. _fixture.PublicValues[..^1], KoalaBear.One]).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void EveryRowElementChanged_IsRefusedByItsTree()
    {
        ExpandedProof proof = Expand();
        for (int tree = 0; tree < proof.Paths.Length; tree++)
        {
            for (int group = 0; group < _fixture.Shape.Tree(tree).Groups.Length; group++)
            {
                for (int i = 0; i < proof.Rows.Of(tree, group).Length; i++)
                {
                    proof.Rows.Of(tree, group)[i] += KoalaBear.One;
                    proof.Verify(_fixture.Key, _fixture.PublicValues).ShouldBe(new VerifyResult(VerifyStatus.MerkleMismatch, tree));
                    proof.Rows.Of(tree, group)[i] -= KoalaBear.One;
                }
            }
        }
    }

    [Fact]
    public void EverySiblingChanged_IsRefusedByItsTree()
    {
        ExpandedProof proof = Expand();
        for (int tree = 0; tree < proof.Paths.Length; tree++)
        {
            foreach (Digest8[] path in proof.Paths[tree])
            {
                for (int i = 0; i < path.Length; i++)
                {
                    Digest8 honest = path[i];
                    KoalaBear[] elements = honest.Elements.ToArray();
                    elements[i % elements.Length] += KoalaBear.One;
                    path[i] = Digest8.FromElements(elements);
                    proof.Verify(_fixture.Key, _fixture.PublicValues).ShouldBe(new VerifyResult(VerifyStatus.MerkleMismatch, tree));
                    path[i] = honest;
                }
            }
        }
    }

    [Fact]
    public void ProofThatFails_IsStillExpanded()
    {
        byte[] changed = _fixture.Change((_, openings) => openings.Rounds[0].Rows[0][0] += KoalaBear.One);

        ExpandedProof.TryExpand(_fixture.Key, _fixture.PublicValues, changed, out ExpandedProof? expanded).ShouldBe(VerifyResult.Valid);
        expanded!.Verify(_fixture.Key, _fixture.PublicValues).ShouldBe(_fixture.Verify(changed));
    }

    [Fact]
    public void BytesThatAreNoProof_GiveTheParsersReason()
    {
        ExpandedProof.TryExpand(_fixture.Key, _fixture.PublicValues, [], out _).Status.ShouldBe(VerifyStatus.Truncated);
        ExpandedProof.TryExpand(_fixture.Key, _fixture.PublicValues, [.. _fixture.Proof, 0], out _).Status.ShouldBe(VerifyStatus.TrailingBytes);
        ExpandedProof.TryExpand(_fixture.Key, [], _fixture.Proof, out _).Status.ShouldBe(VerifyStatus.PublicValueCount);
    }

    private ExpandedProof Expand()
    {
        ExpandedProof.TryExpand(_fixture.Key, _fixture.PublicValues, _fixture.Proof, out ExpandedProof? expanded).ShouldBe(VerifyResult.Valid);
        return expanded!;
    }
}
