using System.Security.Cryptography;

namespace P2PProver.Stark.Tests;

public sealed class TableEncodingTests
{
    [Fact]
    public void Encoding_SameDescription_SameBytes()
    {
        Encode(_ => { }).ShouldBe(Encode(_ => { }));
    }

    [Fact]
    public void Encoding_ExpressionsBuiltAndDropped_DoNotMatter()
    {
        byte[] plain = Encode(_ => { });

        byte[] withWaste = Encode(b =>
        {
            Expr waste = (b.IsFirst * 17) * b.PublicValue(3);
            waste.Degree.ShouldBe(1);
        });

        withWaste.ShouldBe(plain);
    }

    [Fact]
    public void Encoding_AnyChange_ChangesTheBytes()
    {
        List<byte[]> variants =
        [
            Encode(_ => { }),
            Encode(b => b.Main("another")),
            Encode(b => b.Preprocessed("another")),
            Encode(_ => { }, logHeight: 5),
            Encode(_ => { }, constant: 6),
            Encode(_ => { }, busName: "other"),
            Encode(_ => { }, constraintName: "other"),
            Encode(_ => { }, bound: MultiplicityBound.PerRow(2)),
            Encode(_ => { }, bound: MultiplicityBound.Total(2)),
            Encode(_ => { }, bound: MultiplicityBound.Unbounded),
            Encode(_ => { }, receive: true),
        ];

        for (int i = 0; i < variants.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                variants[i].AsSpan().SequenceEqual(variants[j]).ShouldBeFalse($"variants {i} and {j}");
            }
        }
    }

    [Fact]
    public void Encoding_Form_IsPinned()
    {
        // A change of the form changes every verifying key: then raise TableEncoding.Version and this value, on purpose.
        Convert.ToHexStringLower(SHA256.HashData(Encode(_ => { })))
            .ShouldBe("2447985d4ef49f737f3cbc337b6b75111cde136df3a57b5a1e743a9d615e1986");
    }

    [Fact]
    public void Program_SameTable_SameBytes()
    {
        byte[] first = Build(_ => { }).Program.Serialize();

        Build(_ => { }).Program.Serialize().ShouldBe(first);
        Build(_ => { }, constant: 6).Program.Serialize().ShouldNotBe(first);
    }

    private static byte[] Encode(
        Action<TableBuilder> extra,
        int logHeight = 4,
        int constant = 5,
        string busName = "bus",
        string constraintName = "constraint",
        MultiplicityBound bound = default,
        bool receive = false) =>
        Build(extra, logHeight, constant, busName, constraintName, bound, receive).CanonicalEncoding.ToArray();

    private static Table Build(
        Action<TableBuilder> extra,
        int logHeight = 4,
        int constant = 5,
        string busName = "bus",
        string constraintName = "constraint",
        MultiplicityBound bound = default,
        bool receive = false)
    {
        TableBuilder builder = new("table", logHeight);
        Column a = builder.Main("a");
        Column p = builder.Preprocessed("p");
        extra(builder);
        builder.When(builder.IsTransition).AssertEqual(a.Next, (a * p) + constant + builder.PublicValue(1), constraintName);
        Bus bus = new(busName, 2);
        if (receive)
        {
            builder.Receive(bus, [a, 7], p, bound);
        }
        else
        {
            builder.Send(bus, [a, 7], p, bound);
        }

        return builder.Build();
    }
}
