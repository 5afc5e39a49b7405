using System.Buffers.Binary;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark.Tests.Protocol;

/// <summary>Every kind of element of an honest proof is changed; the verifier refuses each, with the right reason where it is certain.</summary>
public sealed class ProofTamperingTests : IDisposable
{
    private readonly ProofFixture _fixture = new(ProofParameters.InsecureTest);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void EveryByteChanged_IsRefused()
    {
        Prng prng = new(ProofFixture.Seed);
        byte[] proof = [.. _fixture.Proof];
        for (int i = 0; i < proof.Length; i++)
        {
            byte original = proof[i];
            proof[i] ^= (byte)(1 << prng.NextInt(8));
            _fixture.Verify(proof).IsValid.ShouldBeFalse($"byte {i}, seed {prng.Seed}");
            proof[i] = original;
        }
    }

    [Fact]
    public void Pitfall21_EveryWordPlusTheModulus_IsRefusedAsNonCanonical()
    {
        byte[] proof = [.. _fixture.Proof];
        for (int i = 0; i < proof.Length; i += sizeof(uint))
        {
            Span<byte> word = proof.AsSpan(i, sizeof(uint));
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(word);
            BinaryPrimitives.WriteUInt32LittleEndian(word, value + KoalaBear.Modulus);
            _fixture.Verify(proof).Status.ShouldBe(VerifyStatus.NonCanonical, $"word {i / sizeof(uint)}");
            BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        }
    }

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        for (int length = 0; length < _fixture.Proof.Length; length++)
        {
            _fixture.Verify(_fixture.Proof.AsSpan(0, length)).Status.ShouldBe(VerifyStatus.Truncated, $"length {length}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void TrailingBytes_AreRefused(int count) =>
        _fixture.Verify([.. _fixture.Proof, .. new byte[count]]).Status.ShouldBe(VerifyStatus.TrailingBytes);

    [Fact]
    public void Pitfall05_WrongWitnesses_AreRefusedByTheirOwnReason()
    {
        Refusal((head, step) => head.LookupWitness += Steps(step)).ShouldContain(VerifyStatus.BadLookupWitness);
        Refusal((head, step) => head.BatchWitness += Steps(step)).ShouldContain(VerifyStatus.BadBatchWitness);
        Refusal((head, step) => head.QueryWitness += Steps(step)).ShouldContain(VerifyStatus.BadQueryWitness);
        Refusal((head, step) => head.FoldWitnesses[0] += Steps(step)).ShouldContain(VerifyStatus.BadFoldWitness);
    }

    [Fact]
    public void Pitfall05_WitnessOfFewerBits_IsRefused()
    {
        using ProofFixture easier = new(ProofParameters.InsecureTest with { QueryGrindingBits = 1 });

        StarkVerifier.Verify(_fixture.Key, easier.PublicValues, easier.Proof).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Pitfall07_TerminalsThatDoNotCancel_AreRefused()
    {
        using ProofFixture free = NoGrinding();
        for (int i = 0; i < free.Shape.TerminalCount; i++)
        {
            int index = i;
            free.Verify(free.Change((head, _) => head.Terminals[index] += Ext5.One)).Status.ShouldBe(VerifyStatus.TerminalSum);
        }
    }

    [Fact]
    public void Pitfall07_TerminalsShiftedBetweenTables_AreRefused()
    {
        using ProofFixture free = NoGrinding();
        byte[] shifted = free.Change((head, _) =>
        {
            head.Terminals[0] += Ext5.One;
            head.Terminals[1] -= Ext5.One;
        });

        free.Verify(shifted).Status.ShouldBe(VerifyStatus.ConstraintMismatch);
    }

    [Fact]
    public void EveryOpeningChanged_IsRefusedByTheConstraintsOfItsTableOrLater()
    {
        using ProofFixture free = NoGrinding();
        for (int i = 0; i < free.Shape.OpenedValueCount; i++)
        {
            int index = i;
            VerifyStatus status = free.Verify(free.Change((head, _) => head.Openings[index] += Ext5.One)).Status;

            // An opening that no constraint reads, such as the accumulators' neighbours on the next row, is caught by the queries.
            status.ShouldBeOneOf(
                VerifyStatus.ConstraintMismatch,
                VerifyStatus.MerkleMismatch,
                VerifyStatus.FriFoldMismatch,
                VerifyStatus.FinalPolynomialMismatch,
                VerifyStatus.Truncated,
                VerifyStatus.TrailingBytes);
        }
    }

    [Fact]
    public void Pitfall20_EveryOpenedRowAndSibling_IsBoundToItsCommitment()
    {
        int trees = _fixture.Shape.Commitments.Length + _fixture.Shape.Schedule.Rounds.Count;
        for (int tree = 0; tree < trees; tree++)
        {
            int index = tree;
            TreeOpening honest = Opening(_fixture.Parse().Openings, index);
            for (int group = 0; group < honest.Rows.Length; group++)
            {
                for (int i = 0; i < honest.Rows[group].Length; i++)
                {
                    (int row, int element) = (group, i);
                    _fixture.Verify(_fixture.Change((_, openings) => Opening(openings, index).Rows[row][element] += KoalaBear.One))
                        .ShouldBe(new VerifyResult(VerifyStatus.MerkleMismatch, index));
                }
            }

            for (int i = 0; i < honest.Siblings.Length; i++)
            {
                int sibling = i;
                _fixture.Verify(_fixture.Change((_, openings) => Tamper(Opening(openings, index).Siblings, sibling)))
                    .ShouldBe(new VerifyResult(VerifyStatus.MerkleMismatch, index));
            }
        }
    }

    [Fact]
    public void Pitfall14_FinalPolynomialLongerOrShorter_IsRefused()
    {
        int end = _fixture.Shape.HeadBytes - sizeof(uint);
        byte[] longer = [.. _fixture.Proof[..end], .. new byte[20], .. _fixture.Proof[end..]];
        byte[] shorter = [.. _fixture.Proof[..(end - 20)], .. _fixture.Proof[end..]];

        _fixture.Verify(longer).IsValid.ShouldBeFalse();
        _fixture.Verify(shorter).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Pitfall09_ExtraOrMissingTerminal_IsRefused()
    {
        int digests = 2 * Digest8.ByteCount << _fixture.Shape.Parameters.CapHeight;
        int terminals = digests + sizeof(uint);
        byte[] extra = [.. _fixture.Proof[..terminals], .. new byte[20], .. _fixture.Proof[terminals..]];
        byte[] missing = [.. _fixture.Proof[..terminals], .. _fixture.Proof[(terminals + 20)..]];

        _fixture.Verify(extra).IsValid.ShouldBeFalse();
        _fixture.Verify(missing).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void WrongPublicValues_AreRefused()
    {
        for (int i = 0; i < _fixture.PublicValues.Length; i++)
        {
            KoalaBear[] changed = [.. _fixture.PublicValues];
            changed[i] += KoalaBear.One;
            StarkVerifier.Verify(_fixture.Key, changed, _fixture.Proof).IsValid.ShouldBeFalse();
        }

        StarkVerifier.Verify(_fixture.Key, _fixture.PublicValues.AsSpan(1), _fixture.Proof).Status.ShouldBe(VerifyStatus.PublicValueCount);
        StarkVerifier.Verify(_fixture.Key, [.. _fixture.PublicValues, default], _fixture.Proof).Status.ShouldBe(VerifyStatus.PublicValueCount);
    }

    [Fact]
    public void RandomInputs_NeverThrow()
    {
        Prng prng = new(ProofFixture.Seed);
        for (int i = 0; i < 3000; i++)
        {
            _fixture.Verify(RandomInput(prng)).IsValid.ShouldBeFalse($"case {i}, seed {prng.Seed}");
        }
    }

    private static TreeOpening Opening(QueryOpenings openings, int tree) =>
        tree < openings.Commitments.Length ? openings.Commitments[tree] : openings.Rounds[tree - openings.Commitments.Length];

    private static void Tamper(Digest8[] digests, int index)
    {
        KoalaBear[] elements = digests[index].Elements.ToArray();
        elements[0] += KoalaBear.One;
        digests[index] = Digest8.FromElements(elements);
    }

    private static ProofFixture NoGrinding() => new(ProofParameters.InsecureTest with
    {
        QueryGrindingBits = 0,
        BatchGrindingBits = 0,
        LookupGrindingBits = 0,
        FoldGrindingBits = 0,
    });

    private static KoalaBear Steps(int step) => KoalaBear.FromCanonical((uint)step);

    // A wrong witness passes its own check with probability 2^-bits and then fails later, so several are tried.
    private HashSet<VerifyStatus> Refusal(Action<ProofHead, int> change)
    {
        HashSet<VerifyStatus> reasons = [];
        for (int step = 1; step <= 32; step++)
        {
            int distance = step;
            reasons.Add(_fixture.Verify(_fixture.Change((head, _) => change(head, distance))).Status);
        }

        reasons.ShouldNotContain(VerifyStatus.Valid);
        return reasons;
    }

    private byte[] RandomInput(Prng prng)
    {
        byte[] proof = [.. _fixture.Proof];
        switch (prng.NextInt(4))
        {
            case 0:
                byte[] garbage = new byte[prng.NextInt(2 * proof.Length)];
                prng.NextBytes(garbage);
                return garbage;
            case 1:
                int cut = prng.NextInt(proof.Length);
                return [.. proof[..cut], .. proof[Math.Min(proof.Length, cut + 1 + prng.NextInt(64))..]];
            case 2:
                int place = prng.NextInt(proof.Length);
                byte[] inserted = new byte[1 + prng.NextInt(64)];
                prng.NextBytes(inserted);
                return [.. proof[..place], .. inserted, .. proof[place..]];
            default:
                prng.NextBytes(proof.AsSpan(prng.NextInt(proof.Length - 8), 8));
                return proof;
        }
    }
}
