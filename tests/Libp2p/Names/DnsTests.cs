using System.Net;
using System.Net.Sockets;
using P2PProver.Libp2p.Names;

namespace P2PProver.Libp2p.Tests.Names;

public sealed class DnsTests
{
    private const string Name = "_dnsaddr.example.org";

    [Fact]
    public void Query_OfAName_IsThatOfTheStandard()
    {
        DnsTextMessage.TryWriteQuery(0x1234, "a.bc", out byte[] query).ShouldBeTrue();
        Convert.ToHexStringLower(query).ShouldBe("123401000001000000000001" + "0161026263000010" + "0001" + "0000291000000000000000");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a.ä")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234.b")]
    public void Query_OfNoName_IsRefused(string name) => DnsTextMessage.TryWriteQuery(1, name, out _).ShouldBeFalse();

    [Fact]
    public void Answer_WithTexts_IsRead()
    {
        string large = new('x', 700);
        DnsTextMessage.TryReadAnswer(DnsSamples.Answer(7, Name, "one", large), 7, Name, out IReadOnlyList<string> texts).ShouldBeTrue();
        texts.ShouldBe(["one", large]);
        DnsTextMessage.TryReadAnswer(DnsSamples.Answer(7, Name), 7, Name + ".", out texts).ShouldBeTrue();
        texts.ShouldBeEmpty();
    }

    [Fact]
    public void Answer_ThatIsNone_IsRefused()
    {
        byte[] good = DnsSamples.Answer(7, Name, "one");
        DnsTextMessage.TryReadAnswer(good, 8, Name, out _).ShouldBeFalse("another question's number");
        DnsTextMessage.TryReadAnswer(good, 7, "other.example.org", out _).ShouldBeFalse("another name");
        (int At, byte Value, string Why)[] changes =
        [
            (2, 0x01, "a question"), (2, 0x83, "cut"), (3, 0x83, "no such name"), (2, 0x91, "another kind of question"), (5, 2, "two questions"), (7, 2, "more records than there are"),
        ];
        foreach ((int at, byte value, string why) in changes)
        {
            byte[] changed = [.. good];
            changed[at] = value;
            DnsTextMessage.TryReadAnswer(changed, 7, Name, out _).ShouldBeFalse(why);
        }

        for (int i = 0; i < good.Length; i++)
        {
            DnsTextMessage.TryReadAnswer(good.AsSpan(0, i), 7, Name, out _).ShouldBeFalse($"cut at {i}");
        }

        // A name that points to itself, and one that points forward.
        byte[] circle = [.. good];
        int record = good.Length - 16;
        circle.AsSpan(record, 2).ToArray().ShouldBe([0xc0, 12]);
        circle[record + 1] = (byte)record;
        DnsTextMessage.TryReadAnswer(circle, 7, Name, out _).ShouldBeFalse();
        circle[record + 1] = (byte)(record + 4);
        DnsTextMessage.TryReadAnswer(circle, 7, Name, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Client_AmongForgedAnswers_TakesTheRightOne()
    {
        using UdpClient server = new(new IPEndPoint(IPAddress.Loopback, 0));
        Task serving = ServeAsync(server, (id, question) => [DnsSamples.Answer((ushort)(id + 1), Name, "forged"), question, [1], DnsSamples.Answer(id, Name, "right")]);
        DnsTextClient client = new((IPEndPoint)server.Client.LocalEndPoint!, TimeProvider.System);
        (await client.ResolveAsync(Name, CancellationToken.None)).ShouldBe(["right"]);
        await serving;
    }

    [Fact]
    public async Task Client_WithNobodyThere_FailsSoon()
    {
        int free;
        using (UdpClient taken = new(new IPEndPoint(IPAddress.Loopback, 0)))
        {
            free = ((IPEndPoint)taken.Client.LocalEndPoint!).Port;
        }

        DnsTextClient client = new(new IPEndPoint(IPAddress.Loopback, free), TimeProvider.System);
        await Should.ThrowAsync<IOException>(() => client.ResolveAsync(Name, CancellationToken.None));
        await Should.ThrowAsync<IOException>(() => client.ResolveAsync("no name", CancellationToken.None));
    }

    [Fact]
    public void Configuration_OfTheSystem_NamesItsServers() =>
        SystemNameResolver.ReadServers("# comment\nnameserver 192.0.2.1\nnameserver\t::1\noptions x\nnameserver nonsense\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n")
            .Select(s => s.ToString()).ShouldBe(["192.0.2.1:53", "[::1]:53", "192.0.2.2:53"]);

    private static async Task ServeAsync(UdpClient server, Func<ushort, byte[], byte[][]> answers)
    {
        UdpReceiveResult question = await server.ReceiveAsync();
        foreach (byte[] answer in answers((ushort)((question.Buffer[0] << 8) | question.Buffer[1]), question.Buffer))
        {
            await server.SendAsync(answer, question.RemoteEndPoint);
        }
    }
}
