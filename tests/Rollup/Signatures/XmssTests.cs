using P2PProver.Crypto.Keystores;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Signatures;

public sealed class XmssTests
{
    private static readonly Digest8 Message = RollupHash.Compress(default, default);
    private static readonly XmssKey Key = TestKeys.Get(1);
    private static readonly Slot Five = new(5);

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(63u)]
    public void Sign_AnySlot_Verifies(uint slot)
    {
        XmssSignature signature = Key.Sign(new Slot(slot), Message);

        XmssVerifier.Verify(Key.PublicKey, new Slot(slot), Message, signature).ShouldBe(SignatureVerdict.Valid);
    }

    [Fact]
    public void Constants_AreThoseOfTheScheme()
    {
        Xmss.VerifySteps.ShouldBe(110);
        XmssSignature.ElementCount.ShouldBe(238);
        XmssSignature.Bytes.ShouldBe(923);
    }

    [Fact]
    public void Sign_Twice_IsTheSameSignature()
    {
        Key.Sign(Five, Message).ToBytes().ShouldBe(Key.Sign(Five, Message).ToBytes());
    }

    [Fact]
    public void Sign_LaterWindow_VerifiesInThatWindowOnly()
    {
        XmssKey key = TestKeys.Get(1, 200);
        Slot slot = new((200 << 16) + 5);
        XmssSignature signature = key.Sign(slot, Message);

        XmssVerifier.Verify(key.PublicKey, slot, Message, signature).ShouldBe(SignatureVerdict.Valid);
        XmssVerifier.Verify(key.PublicKey, Five, Message, signature).ShouldNotBe(SignatureVerdict.Valid);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 9)]
    [InlineData(65530, 6)]
    [InlineData(40000, 33)]
    public void Generate_AnyPartOfAWindow_SignsAtItsEnds(int first, int count)
    {
        using WalletSeed seed = TestKeys.Seed(3);
        Slot start = new((3u << 16) + (uint)first);
        using XmssKey key = XmssKey.Generate(XmssSecret.Derive(seed, 0, 3), start, count, 2);
        foreach (uint slot in (uint[])[start.Value, start.Value + (uint)count - 1])
        {
            XmssVerifier.Verify(key.PublicKey, new Slot(slot), Message, key.Sign(new Slot(slot), Message)).ShouldBe(SignatureVerdict.Valid);
        }

        key.Covers(new Slot(start.Value + (uint)count)).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => key.Sign(new Slot(start.Value + (uint)count), Message));
        Should.Throw<ArgumentOutOfRangeException>(() => key.Sign(new Slot(start.Value - 1), Message));
    }

    [Fact]
    public void Generate_PartsOutsideOfAWindow_AreRefused()
    {
        using WalletSeed seed = TestKeys.Seed(3);
        using XmssSecret secret = XmssSecret.Derive(seed, 0, 3);
        Should.Throw<ArgumentException>(() => XmssKey.Generate(secret, new Slot(5), 1, 1));
        Should.Throw<ArgumentException>(() => XmssKey.Generate(secret, new Slot(3 << 16), 0, 1));
        Should.Throw<ArgumentException>(() => XmssKey.Generate(secret, new Slot((4 << 16) - 5), 6, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => XmssSecret.Derive(seed, 0, 256));
        Should.Throw<ArgumentOutOfRangeException>(() => XmssSecret.Derive(seed, 0, -1));
    }

    [Fact]
    public void Generate_AnyNumberOfThreads_IsTheSameKey()
    {
        using WalletSeed seed = TestKeys.Seed(4);
        int[] threads = [1, 2, 3];

        threads.Select(Make).Distinct().ShouldHaveSingleItem();

        PublicKey Make(int count) => XmssKey.Generate(XmssSecret.Derive(seed, 0, 0), new Slot(3), 77, count).PublicKey;
    }

    [Fact]
    public void Derive_AccountAndWindow_GiveOtherKeys()
    {
        using WalletSeed seed = TestKeys.Seed(4);
        (uint Account, int Window)[] ids = [(0, 0), (1, 0), (0, 1)];
        PublicKey[] keys = [.. ids.Select(id => Make(id.Account, id.Window))];

        keys.ShouldBeUnique();

        PublicKey Make(uint account, int window) =>
            XmssKey.Generate(XmssSecret.Derive(seed, account, window), new Slot((uint)window << 16), 1, 1).PublicKey;
    }

    [Fact]
    public void FromLeaves_KeptLeaves_OpenTheSameKey()
    {
        using WalletSeed seed = TestKeys.Seed(1);
        using XmssKey opened = XmssKey.FromLeaves(XmssSecret.Derive(seed, 0, 0), Key.FirstSlot, Key.Leaves);

        opened.PublicKey.ShouldBe(Key.PublicKey);
        opened.Sign(Five, Message).ToBytes().ShouldBe(Key.Sign(Five, Message).ToBytes());
    }

    [Fact]
    public void Verify_AnyElementChanged_IsRefused()
    {
        KoalaBear[] elements = Key.Sign(Five, Message).Elements.ToArray();
        for (int i = 0; i < elements.Length; i++)
        {
            KoalaBear[] changed = [.. elements];
            changed[i] += KoalaBear.One;

            SignatureVerdict verdict = XmssVerifier.Verify(Key.PublicKey, Five, Message, XmssSignature.FromElements(changed));

            // Other randomness gives other digits, whose sum is right once in 834 times.
            verdict.ShouldBe(i < Xmss.RandomnessElements ? SignatureVerdict.WrongSum : SignatureVerdict.WrongRoot, $"element {i}");
        }
    }

    [Fact]
    public void Verify_OtherMessageKeySlotOrParameter_IsRefused()
    {
        XmssSignature signature = Key.Sign(Five, Message);
        XmssKey other = TestKeys.Get(2);
        XmssVerifier.Verify(Key.PublicKey, Five, RollupHash.Compress(Message, default), signature).ShouldNotBe(SignatureVerdict.Valid);
        XmssVerifier.Verify(Key.PublicKey, new Slot(4), Message, signature).ShouldNotBe(SignatureVerdict.Valid);
        XmssVerifier.Verify(Key.PublicKey, new Slot(5 + (1 << 16)), Message, signature).ShouldNotBe(SignatureVerdict.Valid);
        XmssVerifier.Verify(other.PublicKey, Five, Message, signature).ShouldNotBe(SignatureVerdict.Valid);
        XmssVerifier.Verify(PublicKey.Of(other.PublicKey.Root, Key.PublicKey.Parameter), Five, Message, signature).ShouldBe(SignatureVerdict.WrongRoot);
        XmssVerifier.Verify(PublicKey.Of(Key.PublicKey.Root, other.PublicKey.Parameter), Five, Message, signature).ShouldNotBe(SignatureVerdict.Valid);
    }

    [Fact]
    public void Pitfall41_SwappedSiblings_AreRefused()
    {
        XmssSignature signature = Key.Sign(Five, Message);
        for (int level = 0; level + 1 < Xmss.TreeHeight; level++)
        {
            Digest4[] path = [.. signature.Path];
            (path[level], path[level + 1]) = (path[level + 1], path[level]);
            XmssSignature swapped = new([.. signature.Randomness], [.. signature.Chains], path);
            XmssVerifier.Verify(Key.PublicKey, Five, Message, swapped).ShouldBe(SignatureVerdict.WrongRoot);
        }

        // A node on the wrong side: the path of the neighbour's leaf.
        XmssVerifier.Verify(Key.PublicKey, new Slot(4), Message, signature).ShouldNotBe(SignatureVerdict.Valid);
    }

    [Fact]
    public void Pitfall41_ShortOrLongParts_AreNoSignature()
    {
        XmssSignature signature = Key.Sign(Five, Message);
        KoalaBear[] randomness = [.. signature.Randomness];
        Digest4[] chains = [.. signature.Chains];
        Digest4[] path = [.. signature.Path];
        Should.Throw<ArgumentException>(() => new XmssSignature(randomness, chains, path.AsSpan(1)));
        Should.Throw<ArgumentException>(() => new XmssSignature(randomness, chains.AsSpan(1), path));
        Should.Throw<ArgumentException>(() => new XmssSignature(randomness.AsSpan(1), chains, path));
        XmssVerifier.Climb(Five, Key.PublicKey.Parameter, Leaf(signature), path.AsSpan(0, 15)).ShouldNotBe(Key.PublicKey.Root);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Pitfall41_DigitSumBesideTheTarget_IsRefused(int offset)
    {
        // The signer's own chains, walked to digits that add up to a neighbour of the target: everything else is honest.
        XmssSignature honest = Key.Sign(Five, Message);
        byte[] digits = new byte[Xmss.ChainCount];
        Prng prng = new(8);
        KoalaBear[] randomness = new KoalaBear[Xmss.RandomnessElements];
        do
        {
            prng.NextFields(randomness);
            TargetSum.Decode(Xmss.EncodingDigest(Message, Five, randomness, Key.PublicKey.Parameter), digits);
        }
        while (digits.Sum(digit => digit) != Xmss.TargetSum + offset);

        XmssSignature forged = new(randomness, [.. honest.Chains], [.. honest.Path]);

        XmssVerifier.Verify(Key.PublicKey, Five, Message, forged).ShouldBe(SignatureVerdict.WrongSum);
    }

    [Fact]
    public void Pitfall41_DigitsOutOfRange_AreRefused()
    {
        byte[] digits = new byte[Xmss.ChainCount];
        digits.AsSpan().Fill(4);
        digits.AsSpan(0, 16).Fill(5);
        TargetSum.Check(digits).ShouldBe(SignatureVerdict.Valid);

        // One digit of 8 with the sum kept.
        digits[0] = 8;
        digits[1] = 2;
        TargetSum.Check(digits).ShouldBe(SignatureVerdict.DigitOutOfRange);
        TargetSum.Check(digits.AsSpan(1)).ShouldBe(SignatureVerdict.WrongDigitCount);
    }

    [Fact]
    public void Pitfall41_ElementOfPMinusOne_IsRefusedInEachPlaceThatGivesDigits()
    {
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            KoalaBear[] elements = new KoalaBear[Digest8.WordCount];
            elements[i] = -KoalaBear.One;
            SignatureVerdict expected = i < Xmss.EncodedElements ? SignatureVerdict.EncodingNotUniform : SignatureVerdict.WrongSum;
            TargetSum.Decode(Digest8.FromElements(elements), new byte[Xmss.ChainCount]).ShouldBe(expected, $"element {i}");
        }
    }

    [Fact]
    public void Pitfall41_ChainStepTweakOffByOne_LeadsElsewhere()
    {
        XmssSignature signature = Key.Sign(Five, Message);
        byte[] digits = new byte[Xmss.ChainCount];
        XmssVerifier.Digits(Key.PublicKey, Five, Message, signature, digits).ShouldBe(SignatureVerdict.Valid);
        int chain = Array.FindIndex(digits, digit => digit < 6);
        Digest4 parameter = Key.PublicKey.Parameter;

        Digest4 end = XmssVerifier.Walk(chain, digits[chain], 7, Five, parameter, signature.Chains[chain]);

        XmssVerifier.Walk(chain, digits[chain] + 1, 7, Five, parameter, signature.Chains[chain]).ShouldNotBe(end);
        XmssVerifier.Walk(chain + 1, digits[chain], 7, Five, parameter, signature.Chains[chain]).ShouldNotBe(end);
    }

    [Fact]
    public void Digits_AreTheLowBitsOfSixElements()
    {
        KoalaBear[] elements = [.. Enumerable.Range(0, 8).Select(i => KoalaBear.FromCanonical(0x0fac688u + (uint)i + (0x51u << 24)))];
        byte[] digits = new byte[Xmss.ChainCount];

        TargetSum.Decode(Digest8.FromElements(elements), digits);

        digits[..8].ShouldBe([0, 1, 2, 3, 4, 5, 6, 7]);
        digits[8].ShouldBe((byte)1);
        digits[40..].ShouldBe([5, 1]);
    }

    [Fact]
    public void Read_OfWrite_IsTheSignature()
    {
        XmssSignature signature = Key.Sign(Five, Message);

        XmssSignature? read = XmssSignature.Read(signature.ToBytes(), out SignatureFault fault);

        fault.ShouldBe(SignatureFault.None);
        read!.Elements.ToArray().ShouldBe(signature.Elements.ToArray());
    }

    [Fact]
    public void Read_WhatIsNotWritten_IsRefused()
    {
        byte[] bytes = Key.Sign(Five, Message).ToBytes();
        XmssSignature.Read(bytes.AsSpan(1), out SignatureFault fault).ShouldBeNull();
        fault.ShouldBe(SignatureFault.WrongLength);
        XmssSignature.Read([.. bytes, 0], out fault).ShouldBeNull();
        fault.ShouldBe(SignatureFault.WrongLength);
        for (int bit = 2; bit < 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[^1] |= (byte)(1 << bit);
            XmssSignature.Read(changed, out fault).ShouldBeNull();
            fault.ShouldBe(SignatureFault.NonZeroTail);
        }

        // p in the place of element 0, whose bits are the first 31.
        byte[] modulus = [.. bytes];
        new byte[] { 0x01, 0x00, 0x00 }.CopyTo(modulus, 0);
        modulus[3] = (byte)((modulus[3] & 0x80) | 0x7f);
        XmssSignature.Read(modulus, out fault).ShouldBeNull();
        fault.ShouldBe(SignatureFault.NonCanonicalElement);
    }

    [Fact]
    public void Read_AnyMutation_IsRefusedOrTheOneFormOfWhatItGives()
    {
        byte[] bytes = Key.Sign(Five, Message).ToBytes();
        for (ulong seed = 0; seed < 2000; seed++)
        {
            byte[] mutated = Mutation.Next(new Prng(seed), bytes);
            XmssSignature? read = XmssSignature.Read(mutated, out SignatureFault fault);
            (read is null).ShouldBe(fault != SignatureFault.None);
            if (read is not null)
            {
                read.ToBytes().ShouldBe(mutated, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void BatchVerifier_AnyMixture_FindsWhatTheVerifierFinds()
    {
        Prng prng = new(9);
        List<SignatureClaim> claims = [];
        for (int i = 0; i < 67; i++)
        {
            XmssKey key = TestKeys.Get((uint)prng.NextInt(4), prng.NextInt(2));
            Slot slot = new(key.FirstSlot.Value + (uint)prng.NextInt(key.SlotCount));
            KoalaBear[] elements = key.Sign(slot, Message).Elements.ToArray();
            elements[prng.NextInt(elements.Length)] += prng.NextBool() ? KoalaBear.One : KoalaBear.Zero;
            claims.Add(new SignatureClaim(key.PublicKey, slot, Message, XmssSignature.FromElements(elements)));
        }

        BatchVerifier.Verify(claims);

        foreach (SignatureClaim claim in claims)
        {
            claim.Verdict.ShouldBe(XmssVerifier.Verify(claim.Key, claim.Slot, claim.Message, claim.Signature));
        }

        claims.Select(claim => claim.Verdict).Distinct().ShouldBe([SignatureVerdict.Valid, SignatureVerdict.WrongRoot], ignoreOrder: true);
        BatchVerifier.Verify([]);
    }

    private static Digest4 Leaf(XmssSignature signature)
    {
        byte[] digits = new byte[Xmss.ChainCount];
        XmssVerifier.Digits(Key.PublicKey, Five, Message, signature, digits).ShouldBe(SignatureVerdict.Valid);
        Digest4 parameter = Key.PublicKey.Parameter;
        Digest4[] ends = [.. signature.Chains.Select((value, i) => XmssVerifier.Walk(i, digits[i], 7, Five, parameter, value))];
        Digest4 leaf = XmssVerifier.Leaf(Five, parameter, ends);
        XmssVerifier.Climb(Five, parameter, leaf, [.. signature.Path]).ShouldBe(Key.PublicKey.Root);
        return leaf;
    }
}
