using P2PProver.Mesh.MessagePack;
using P2PProver.Mesh.Wire;
using P2PProver.Testing;
using Xunit.Abstractions;

namespace P2PProver.Mesh.Tests.Wire;

/// <summary>Every decoder under mutation: what is accepted is written back as the very bytes. 5 s each in the full tier, a minute in the long one.</summary>
public sealed class WireFuzzTests(ITestOutputHelper output)
{
    private static readonly Lazy<FuzzTarget[]> Targets = new(() => [.. All()]);

    public static TheoryData<string> Names => [.. Targets.Value.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decoder_OfAnyBytes_RefusesOrReadsThem(string name)
    {
        (long inputs, long accepted) = FuzzRunner.Run(Targets.Value.Single(t => t.Name == name), seed: 1);
        output.WriteLine($"{inputs} inputs, {accepted} accepted");
    }

    private static IEnumerable<FuzzTarget> All()
    {
        MeshSamples samples = new(seed: 1);
        MeshMessage[] gossip = [.. samples.Gossip(), .. samples.Gossip()];
        foreach (MeshTopic topic in MeshTopics.All)
        {
            yield return new($"topic-{topic}", [.. gossip.Where(m => MeshWire.TopicOf(m) == topic).Select(MeshWire.Write)],
                b => MeshWire.TryRead(topic, b, out MeshMessage? read, out _) ? MeshWire.Write(read) : null, IsCanonical: true);
        }

        yield return new("status", [MeshWire.Write(samples.Status(0)), MeshWire.Write(samples.Status(MeshLimits.LiveBatchesMax))],
            b => MeshWire.TryRead(b, out Status? read, out _) ? MeshWire.Write(read) : null, IsCanonical: true);
        yield return new("status-reply", [MeshWire.Write(samples.Reply(0, 0)), MeshWire.Write(samples.Reply(3, 2))],
            b => MeshWire.TryRead(b, out StatusReply? read, out _) ? MeshWire.Write(read) : null, IsCanonical: true);
        yield return new("proof-request", [MeshWire.Write(new ProofRequest(new ProofHash(samples.Hash())))],
            b => MeshWire.TryRead(b, out ProofRequest? read, out _) ? MeshWire.Write(read) : null, IsCanonical: true);
        yield return new("witness-request", [MeshWire.Write(new WitnessRequest(samples.Hash()))],
            b => MeshWire.TryRead(b, out WitnessRequest? read, out _) ? MeshWire.Write(read) : null, IsCanonical: true);
        yield return new("messagepack", [new MessagePackWriter().Array(5).Number(300).SignedNumber(-5).Text("é").Binary([1, 2]).Nil().ToArray()], Walk, IsCanonical: true);
    }

    /// <summary>Reads whatever value stands next, each time with a fresh reader, and writes it again.</summary>
    private static byte[]? Walk(byte[] bytes)
    {
        MessagePackWriter writer = new();
        int at = 0;
        while (at < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes.AsSpan(at);
            int taken = Nil(rest, writer) + Boolean(rest, writer) + Number(rest, writer) + Negative(rest, writer) + Binary(rest, writer) + Text(rest, writer) + Array(rest, writer);
            if (taken == 0)
            {
                return null;
            }

            at += taken;
        }

        return writer.ToArray();
    }

    private static int Nil(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadNil() ? Wrote(writer.Nil(), reader) : 0;
    }

    private static int Boolean(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadBoolean(out bool value) ? Wrote(writer.Boolean(value), reader) : 0;
    }

    private static int Number(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadNumber(ulong.MaxValue, out ulong value) ? Wrote(writer.Number(value), reader) : 0;
    }

    private static int Negative(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadSignedNumber(out long value) && value < 0 ? Wrote(writer.SignedNumber(value), reader) : 0;
    }

    private static int Binary(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadBinary(rest.Length, out ReadOnlySpan<byte> value) ? Wrote(writer.Binary(value), reader) : 0;
    }

    private static int Text(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadText(rest.Length, out string value) ? Wrote(writer.Text(value), reader) : 0;
    }

    private static int Array(ReadOnlySpan<byte> rest, MessagePackWriter writer)
    {
        MessagePackReader reader = new(rest);
        return reader.TryReadArray(int.MaxValue, out int count) ? Wrote(writer.Array(count), reader) : 0;
    }

    private static int Wrote(MessagePackWriter writer, MessagePackReader reader)
    {
        writer.Written.Length.ShouldBeGreaterThan(0);
        return reader.Position;
    }
}
