using System.Numerics;
using P2PProver.Contracts.Abi;
using P2PProver.Fields;

namespace P2PProver.Contracts.Client.Tests.Abi;

/// <summary>What the decoder does with bytes that no encoder made.</summary>
public sealed class DecoderTests
{
    private const int Cases = 3000;

    [Fact]
    public void Decoder_OnRandomTypesAndValues_GivesBackWhatWasEncoded()
    {
        Prng prng = new(20261128);
        for (int i = 0; i < Cases; i++)
        {
            AbiType type = RandomType(prng, depth: 3);
            AbiValue value = RandomValue(prng, type);
            byte[] encoding = AbiEncoder.Encode(type, value);
            AbiDecoder.TryDecode(type, encoding, out AbiValue? decoded, out AbiFault fault).ShouldBeTrue($"seed {prng.Seed}, case {i}: {type}: {fault}");
            AbiEncoder.Encode(type, decoded!).ShouldBe(encoding, $"seed {prng.Seed}, case {i}: {type}");
        }
    }

    [Fact]
    public void Decoder_OnDamagedEncodings_RefusesOrReadsButNeverThrows()
    {
        Prng prng = new(77);
        int refused = 0;
        for (int i = 0; i < Cases; i++)
        {
            AbiType type = RandomType(prng, depth: 3);
            byte[] encoding = AbiEncoder.Encode(type, RandomValue(prng, type));
            if (prng.NextBool())
            {
                encoding = encoding[..prng.NextInt(encoding.Length + 1)];
            }

            for (int k = prng.NextInt(4); k > 0 && encoding.Length > 0; k--)
            {
                encoding[prng.NextInt(encoding.Length)] = (byte)prng.NextInt(256);
            }

            refused += AbiDecoder.TryDecode(type, encoding, out _, out _) ? 0 : 1;
        }

        refused.ShouldBeGreaterThan(Cases / 10);
    }

    [Fact]
    public void Decoder_OnAnyShorterEncoding_SaysOutOfBounds()
    {
        AbiType type = AbiType.Tuple([new("a", AbiType.Of("bytes")), new("b", AbiType.Of("uint256[2]")), new("c", AbiType.Of("string[]"))]);
        byte[] encoding = AbiEncoder.Encode(type, AbiValue.Of(
            AbiValue.Of("some bytes"), AbiValue.Of(AbiValue.Of(1UL), AbiValue.Of(2UL)), AbiValue.Of(AbiValue.Of("x"), AbiValue.Of(new string('y', 40)))));
        int content = encoding.Length - (32 - (40 % 32));
        for (int length = 0; length < content; length++)
        {
            AbiDecoder.TryDecode(type, encoding.AsSpan(0, length), out _, out AbiFault fault).ShouldBeFalse($"{length} bytes");
            fault.ShouldBeOneOf(AbiFault.OutOfBounds, AbiFault.TooMuchWork);
        }
    }

    [Fact]
    public void Decoder_OnOffsetsThatPointAtTheSameBytes_StopsEarly()
    {
        // Ten levels of ten pointers to the next level: 10^10 values in 3,600 bytes, unless work is bounded.
        AbiType type = AbiType.Of("uint256");
        for (int i = 0; i < 7; i++)
        {
            type = AbiType.ArrayOf(type);
        }

        List<BigInteger> words = [32];
        for (int level = 0; level < 6; level++)
        {
            words.Add(10);
            words.AddRange(Enumerable.Repeat((BigInteger)320, 10));
        }

        words.AddRange([10, .. Enumerable.Repeat(BigInteger.One, 10)]);
        byte[] encoding = [.. words.SelectMany(static w => AbiEncoder.Encode(AbiType.Of("uint256"), AbiValue.Of(w)))];

        AbiDecoder.TryDecode(AbiType.Tuple([new("a", type)]), encoding, out _, out AbiFault fault).ShouldBeFalse();
        fault.ShouldBe(AbiFault.TooMuchWork);
    }

    [Theory]
    [InlineData("bool", "02")]
    [InlineData("uint8", "0100")]
    [InlineData("int8", "80")]
    [InlineData("address", "010000000000000000000000000000000000000000")]
    [InlineData("uint256[]", "ff")]
    public void Decoder_OnWordsOutsideTheirType_Refuses(string type, string digits)
    {
        AbiDecoder.TryDecode(AbiType.Of(type), Convert.FromHexString(digits.PadLeft(64, '0')), out _, out AbiFault fault).ShouldBeFalse();
        fault.ShouldBeOneOf(AbiFault.OutOfRange, AbiFault.OutOfBounds);
    }

    [Theory]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("bytes33")]
    [InlineData("bytes0")]
    [InlineData("uint256[0]")]
    [InlineData("uint256[")]
    [InlineData("uint256[-1]")]
    [InlineData("tuple")]
    [InlineData("fixed128x18")]
    [InlineData("")]
    [InlineData("uint8[1][1][1][1][1][1][1][1][1]")]
    public void TypeNames_OfNoType_AreRefused(string name) => AbiType.TryParse(name, [], out _).ShouldBeFalse();

    private static AbiType RandomType(Prng prng, int depth)
    {
        string[] names = ["uint8", "uint96", "uint256", "int8", "int256", "bool", "address", "bytes1", "bytes20", "bytes32", "bytes", "string"];
        return depth == 0 || prng.NextInt(3) == 0 ? AbiType.Of(names[prng.NextInt(names.Length)])
            : prng.NextInt(3) switch
            {
                0 => AbiType.ArrayOf(RandomType(prng, depth - 1)),
                1 => Suffixed(RandomType(prng, depth - 1), prng.NextInt(1, 4)),
                _ => AbiType.Tuple([.. Enumerable.Range(0, prng.NextInt(1, 4)).Select(i => new AbiParameter($"f{i}", RandomType(prng, depth - 1)))]),
            };
    }

    private static AbiType Suffixed(AbiType element, int length)
    {
        AbiType.TryParse($"tuple[{length}]", [new AbiParameter("e", element)], out AbiType? type).ShouldBeTrue();
        return type!;
    }

    private static AbiValue RandomValue(Prng prng, AbiType type)
    {
        switch (type.Kind)
        {
            case AbiKind.UnsignedNumber or AbiKind.SignedNumber or AbiKind.Bool:
                bool signed = type.Kind == AbiKind.SignedNumber;
                int bits = type.Kind == AbiKind.Bool ? 1 : prng.NextInt(type.Size + (signed ? 0 : 1));
                BigInteger magnitude = new BigInteger(Bytes(prng, 32), isUnsigned: true) % BigInteger.Pow(2, bits);
                return AbiValue.Of(signed && prng.NextBool() ? -magnitude - 1 : magnitude);
            case AbiKind.Address:
                Crypto.Address.TryRead(Bytes(prng, 20), out Crypto.Address address);
                return AbiValue.Of(address);
            case AbiKind.FixedBytes:
                return AbiValue.Of(Bytes(prng, type.Size));
            case AbiKind.Bytes:
                return AbiValue.Of(Bytes(prng, prng.NextInt(70)));
            case AbiKind.Text:
                return AbiValue.Of(new string('x', prng.NextInt(70)));
            default:
                int count = type.Kind == AbiKind.Array ? prng.NextInt(4) : type.Kind == AbiKind.FixedArray ? type.Size : type.Fields.Count;
                return AbiValue.Of(Enumerable.Range(0, count).Select(i => RandomValue(prng, type.Element ?? type.Fields[i].Type)));
        }
    }

    private static byte[] Bytes(Prng prng, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)prng.NextInt(256);
        }

        return bytes;
    }
}
