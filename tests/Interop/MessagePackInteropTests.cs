using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using P2PProver.Mesh;
using P2PProver.Mesh.MessagePack;
using P2PProver.Mesh.Wire;
using P2PProver.Testing;

namespace P2PProver.Interop.Tests;

/// <summary>MessagePack against `@msgpack/msgpack`, both ways: it writes the bytes that we write, and reads from ours what we meant.</summary>
public sealed class MessagePackInteropTests
{
    private const int ValuesPerSeed = 500;
    private const int DepthMax = 3;

    [JsTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Values_OfEveryKind_AreTheSameBytesInBoth(ulong seed)
    {
        TestRandom random = new(seed);
        JsonArray values = [.. Enumerable.Range(0, ValuesPerSeed).Select(_ => Value(random, DepthMax))];
        string[] ours = [.. values.Select(v => Convert.ToHexStringLower(Write(new MessagePackWriter(), v!).Written))];
        await using JsPeer js = JsPeer.Launch("msgpack.mjs");

        JsonObject decoded = await js.CommandAsync("decode", new JsonObject { ["encodings"] = new JsonArray([.. ours.Select(o => (JsonNode)o)]) });
        JsonObject encoded = await js.CommandAsync("encode", new JsonObject { ["values"] = values.DeepClone() });

        for (int i = 0; i < values.Count; i++)
        {
            string value = values[i]!.ToJsonString();
            decoded["values"]![i]!.ToJsonString().ShouldBe(value, $"seed {seed}, value {i}: read by js from {ours[i]}");
            string theirs = (string)encoded["encodings"]![i]!;
            theirs.ShouldBe(ours[i], $"seed {seed}, value {i}: {value}");
            ReadBack(Convert.FromHexString(theirs)).ShouldBe(value, $"seed {seed}, value {i}: read by us from {theirs}");
        }
    }

    [JsTheory]
    [InlineData(3)]
    public async Task Message_OfTheMesh_IsReadByAnyLibraryAndWrittenAlike(ulong seed)
    {
        TestRandom random = new(seed);
        Hash32 Hash() => new(random.Next(), random.Next(), random.Next(), random.Next());
        ProofHeader header = new(
            new BatchKey(Hash()), new TaskId(2, 3), new ProofHash(Hash()), 123_456, new NodeId(Hash()), new MessageSignature(Hash(), Hash()));
        string ours = Convert.ToHexStringLower(MeshWire.Write(header));
        await using JsPeer js = JsPeer.Launch("msgpack.mjs");

        JsonObject decoded = await js.CommandAsync("decode", new JsonObject { ["encodings"] = new JsonArray(ours) });
        JsonObject encoded = await js.CommandAsync("encode", new JsonObject { ["values"] = decoded["values"]!.DeepClone() });

        JsonArray fields = decoded["values"]![0]!.AsArray();
        string[] expected =
            ["1", "4", header.Batch.Value.ToString(), "2", "3", header.Proof.Value.ToString(), "123456", header.Node.Value.ToString(), $"{header.Signature.First}{header.Signature.Second}"];
        fields.Select(f => (string)(f!["n"] ?? f["b"])!).ShouldBe(expected);
        ((string)encoded["encodings"]![0]!).ShouldBe(ours);
    }

    private static JsonNode Value(TestRandom random, int depth)
    {
        switch (random.Next(depth > 0 ? 7 : 5))
        {
            case 0:
                // As many bits as the number of a form needs, so that every form comes up.
                ulong magnitude = random.Next() >> random.Next(64);
                return new JsonObject { ["n"] = magnitude.ToString(CultureInfo.InvariantCulture) };
            case 1:
                long negative = -(long)(random.Next() >> (1 + random.Next(63))) - 1;
                return new JsonObject { ["n"] = negative.ToString(CultureInfo.InvariantCulture) };
            case 2:
                return new JsonObject { ["b"] = Convert.ToHexStringLower(random.Bytes(random.Next(random.Next(8) == 0 ? 70_000 : 40))) };
            case 3:
                return new JsonObject { ["s"] = Text(random) };
            case 4:
                return random.Next(2) == 0 ? new JsonObject { ["t"] = random.Next(2) == 0 } : new JsonObject { ["z"] = 0 };
            default:
                int count = random.Next(random.Next(4) == 0 ? 40 : 4);
                return new JsonArray([.. Enumerable.Range(0, count).Select(_ => Value(random, depth - 1))]);
        }
    }

    private static string Text(TestRandom random)
    {
        string[] pieces = ["a", "é", "漢", "🍺", "0123456789"];
        StringBuilder text = new();
        for (int i = random.Next(random.Next(6) == 0 ? 300 : 12); i > 0; i--)
        {
            text.Append(pieces[random.Next(pieces.Length)]);
        }

        return text.ToString();
    }

    private static MessagePackWriter Write(MessagePackWriter writer, JsonNode value)
    {
        if (value is JsonArray array)
        {
            writer.Array(array.Count);
            foreach (JsonNode? element in array)
            {
                Write(writer, element!);
            }

            return writer;
        }

        (string kind, JsonNode? content) = value.AsObject().Single();
        return kind switch
        {
            "n" when ((string)content!)[0] == '-' => writer.SignedNumber(long.Parse((string)content!, CultureInfo.InvariantCulture)),
            "n" => writer.Number(ulong.Parse((string)content!, CultureInfo.InvariantCulture)),
            "b" => writer.Binary(Convert.FromHexString((string)content!)),
            "s" => writer.Text((string)content!),
            "t" => writer.Boolean((bool)content!),
            _ => writer.Nil(),
        };
    }

    private static string ReadBack(byte[] bytes)
    {
        MessagePackReader reader = new(bytes);
        JsonNode value = Read(ref reader, bytes);
        reader.TryEnd().ShouldBeTrue(reader.Fault.ToString());
        return value.ToJsonString();
    }

    private static JsonNode Read(ref MessagePackReader reader, byte[] bytes)
    {
        // A second reader at the same place finds out which type stands there: the first fault would end the first one.
        MessagePackReader Probe(int at) => new(bytes.AsSpan(at));
        int here = reader.Position;
        if (reader.TryReadNil())
        {
            return new JsonObject { ["z"] = 0 };
        }

        if (Probe(here).TryReadBoolean(out bool truth))
        {
            reader.TryReadBoolean(out _);
            return new JsonObject { ["t"] = truth };
        }

        if (Probe(here).TryReadNumber(ulong.MaxValue, out ulong number))
        {
            reader.TryReadNumber(ulong.MaxValue, out _);
            return new JsonObject { ["n"] = number.ToString(CultureInfo.InvariantCulture) };
        }

        if (Probe(here).TryReadSignedNumber(out long negative))
        {
            reader.TryReadSignedNumber(out _);
            return new JsonObject { ["n"] = negative.ToString(CultureInfo.InvariantCulture) };
        }

        if (Probe(here).TryReadText(bytes.Length, out string text))
        {
            reader.TryReadText(bytes.Length, out _);
            return new JsonObject { ["s"] = text };
        }

        if (Probe(here).TryReadBinary(bytes.Length, out ReadOnlySpan<byte> binary))
        {
            reader.TryReadBinary(bytes.Length, out _);
            return new JsonObject { ["b"] = Convert.ToHexStringLower(binary) };
        }

        reader.TryReadArray(bytes.Length, out int count).ShouldBeTrue(reader.Fault.ToString());
        JsonArray array = [];
        for (int i = 0; i < count; i++)
        {
            array.Add(Read(ref reader, bytes));
        }

        return array;
    }
}
