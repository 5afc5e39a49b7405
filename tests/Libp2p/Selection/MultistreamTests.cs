using System.Buffers;
using System.Text;
using P2PProver.Libp2p.Selection;

namespace P2PProver.Libp2p.Tests.Selection;

public sealed class MultistreamTests
{
    private const string HeaderHex = "132f6d756c746973747265616d2f312e302e300a";

    [Fact]
    public void NotAvailable_OnTheWire_IsTheSpecifiedLine()
    {
        ArrayBufferWriter<byte> output = new();
        MultistreamListener listener = new(_ => false);
        listener.Receive([.. Convert.FromHexString(HeaderHex), .. Line("/x")], output);
        Convert.ToHexStringLower(output.WrittenSpan).ShouldBe("036e610a");
    }

    [Fact]
    public void Dialer_Start_SendsHeaderAndFirstProposalTogether()
    {
        ArrayBufferWriter<byte> output = new();
        new MultistreamDialer(["/noise"]).Start(output);
        Convert.ToHexStringLower(output.WrittenSpan).ShouldBe(HeaderHex + "072f6e6f6973650a");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void BothSides_WithPiecesOfAnySize_AgreeOnTheFirstCommonProtocol(int piece)
    {
        MultistreamDialer dialer = new(["/a", "/b", "/c"]);
        MultistreamListener listener = new(p => p is "/b" or "/c");
        ArrayBufferWriter<byte> toListener = new(), toDialer = new();
        dialer.Start(toListener);
        listener.Start(toDialer);
        for (int round = 0; round < 10; round++)
        {
            Pump(toListener, listener, toDialer, piece);
            Pump(toDialer, dialer, toListener, piece);
        }

        dialer.Status.ShouldBe(SelectionStatus.Selected);
        listener.Status.ShouldBe(SelectionStatus.Selected);
        dialer.Protocol.ShouldBe("/b");
        listener.Protocol.ShouldBe("/b");
    }

    [Fact]
    public void Listener_BytesOfTheProtocolBehindTheProposal_AreLeftAlone()
    {
        MultistreamListener listener = new(_ => true);
        byte[] input = [.. Convert.FromHexString(HeaderHex), .. Line("/ping"), 1, 2, 3];
        listener.Receive(input, new ArrayBufferWriter<byte>()).ShouldBe(input.Length - 3);
    }

    [Fact]
    public void BytesWanted_ReadOneByOne_NeverReachIntoTheProtocol()
    {
        MultistreamListener listener = new(_ => true);
        byte[] input = [.. Convert.FromHexString(HeaderHex), .. Line("/ping"), 0xff];
        int at = 0;
        while (listener.Status == SelectionStatus.Pending)
        {
            int wanted = listener.BytesWanted;
            listener.Receive(input.AsSpan(at, wanted), new ArrayBufferWriter<byte>()).ShouldBe(wanted);
            at += wanted;
        }

        at.ShouldBe(input.Length - 1);
    }

    [Theory]
    [InlineData("132f6d756c746973747265616d2f322e302e300a")] // another version
    [InlineData("132f6d756c746973747265616d2f312e302e3030")] // no newline
    [InlineData("00")] // an empty line
    [InlineData("8108")] // 1025 bytes
    [InlineData("ffff")]
    [InlineData("474554202f20485454502f312e310d0a")] // "GET / HTTP/1.1"
    public void AnySide_HearingSomethingElse_GivesUp(string hex)
    {
        byte[] input = [.. Convert.FromHexString(hex), .. new byte[80]];
        MultistreamDialer dialer = new(["/a"]);
        dialer.Receive(input, new ArrayBufferWriter<byte>());
        dialer.Status.ShouldBe(SelectionStatus.Malformed);
        MultistreamListener listener = new(_ => true);
        listener.Receive(input, new ArrayBufferWriter<byte>());
        listener.Status.ShouldBe(SelectionStatus.Malformed);
    }

    [Fact]
    public void Dialer_AnsweredWithAnotherProtocol_GivesUp()
    {
        MultistreamDialer dialer = new(["/a", "/b"]);
        dialer.Receive([.. Convert.FromHexString(HeaderHex), .. Line("/b")], new ArrayBufferWriter<byte>());
        dialer.Status.ShouldBe(SelectionStatus.Malformed);
    }

    [Fact]
    public void Dialer_RefusedThroughout_SaysSo()
    {
        MultistreamDialer dialer = new(["/a", "/b"]);
        dialer.Receive([.. Convert.FromHexString(HeaderHex), .. Line("na"), .. Line("na")], new ArrayBufferWriter<byte>());
        dialer.Status.ShouldBe(SelectionStatus.Refused);
    }

    [Fact]
    public void Listener_AskedTooOften_StopsAnswering()
    {
        MultistreamListener listener = new(_ => false);
        ArrayBufferWriter<byte> output = new();
        byte[] proposals = [.. Convert.FromHexString(HeaderHex), .. Enumerable.Repeat(Line("/x"), MultistreamListener.RoundsMax + 1).SelectMany(l => l)];
        listener.Receive(proposals, output).ShouldBe(proposals.Length - Line("/x").Length);
        listener.Status.ShouldBe(SelectionStatus.Refused);
        output.WrittenCount.ShouldBe(4 * MultistreamListener.RoundsMax);
    }

    [Fact]
    public void Dialer_WithoutOrWithTooManyProtocols_IsNotMade()
    {
        Should.Throw<ArgumentException>(() => new MultistreamDialer([]));
        Should.Throw<ArgumentException>(() => new MultistreamDialer([new string('a', 300)]));
        Should.Throw<ArgumentException>(() => new MultistreamDialer([.. Enumerable.Repeat("/a", MultistreamDialer.ProposalsMax + 1)]));
    }

    private static byte[] Line(string text) => [(byte)(text.Length + 1), .. Encoding.UTF8.GetBytes(text), (byte)'\n'];

    private static void Pump(ArrayBufferWriter<byte> from, MultistreamNegotiation to, ArrayBufferWriter<byte> answers, int piece)
    {
        byte[] bytes = from.WrittenSpan.ToArray();
        from.ResetWrittenCount();
        for (int at = 0; at < bytes.Length;)
        {
            at += to.Receive(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)), answers);
        }
    }
}
