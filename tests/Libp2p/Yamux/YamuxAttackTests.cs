using P2PProver.Libp2p.Yamux;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Yamux;

/// <summary>What a hostile peer may send; the listener's bounds hold and its answer is the right one.</summary>
public sealed class YamuxAttackTests
{
    private const int Data = 0, Window = 1, Ping = 2;
    private const int Syn = 1, Ack = 2, Fin = 4;

    [Theory]
    [InlineData("010000000000000100000000", YamuxFault.MalformedFrame)] // version 1
    [InlineData("000400000000000100000000", YamuxFault.MalformedFrame)] // type 4
    [InlineData("000000100000000100000000", YamuxFault.MalformedFrame)] // an unknown flag
    [InlineData("000000030000000100000000", YamuxFault.MalformedFrame)] // SYN and ACK
    [InlineData("000000010000000000000000", YamuxFault.MalformedFrame)] // stream 0
    [InlineData("000200010000000100000000", YamuxFault.MalformedFrame)] // a ping of a stream
    [InlineData("000000010000000200000000", YamuxFault.StreamNumber)] // an even number from the side that dialled
    [InlineData("000300000000000000000001", YamuxFault.RemoteError)]
    [InlineData("000300000000000000000000", YamuxFault.RemoteGoAway)]
    public void Frame_ThatNobodySends_EndsTheSession(string hex, YamuxFault expected)
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(Convert.FromHexString(hex));
        session.Fault.ShouldBe(expected);
        session.Receive(YamuxPair.Frame(Window, Syn, 3, 0));
        session.StreamCount.ShouldBe(0, "after a fault nothing counts");
    }

    [Fact]
    public void Syn_Repeated_EndsTheSession()
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(YamuxPair.Frame(Window, Syn, 5, 0));
        session.Receive(YamuxPair.Frame(Window, Syn, 3, 0));
        session.Fault.ShouldBe(YamuxFault.StreamNumber);
    }

    [Fact]
    public void Data_BeyondTheWindow_EndsTheSessionBeforeItIsStored()
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(YamuxPair.Frame(Data, Syn, 1, YamuxOptions.WindowInitialBytes + 1));
        session.Fault.ShouldBe(YamuxFault.WindowExceeded);
        byte[] output = new byte[100];
        Convert.ToHexStringLower(output.AsSpan(0, session.Fill(output))).ShouldBe("000300000000000000000001");
    }

    [Fact]
    public void Data_AfterTheEnd_EndsTheSession()
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(YamuxPair.Frame(Data, Syn | Fin, 1, 1, 7));
        session.Receive(YamuxPair.Frame(Data, 0, 1, 1, 7));
        session.Fault.ShouldBe(YamuxFault.WindowExceeded);
    }

    [Fact]
    public void WindowUpdate_ThatOverflows_EndsTheSession()
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(YamuxPair.Frame(Window, Syn, 1, uint.MaxValue - YamuxOptions.WindowInitialBytes));
        session.Fault.ShouldBe(YamuxFault.None);
        session.Receive(YamuxPair.Frame(Window, 0, 1, 1));
        session.Fault.ShouldBe(YamuxFault.WindowOverflow);
    }

    [Fact]
    public void Data_OfAStreamThatNeverWas_IsDrainedAndAnsweredWithReset()
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(YamuxPair.Frame(Data, 0, 9, 3, 1, 2, 3));
        session.Receive(YamuxPair.Frame(Window, Syn, 11, 0));
        session.StreamCount.ShouldBe(1, "the three bytes were no header");
        byte[] output = new byte[100];
        session.Fill(output);
        Convert.ToHexStringLower(output.AsSpan(0, 12)).ShouldBe("000100080000000900000000");
    }

    [Fact]
    public void Data_OfAStreamThatEndedHere_IsDrainedSilently()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        pair.Listener.Reset(far);
        pair.Listener.Fill(new byte[100]).ShouldBe(12);
        pair.Dialer.Write(near, new byte[5000]);
        pair.Carry(pair.Dialer, pair.Listener);
        pair.Listener.HasOutput.ShouldBeFalse();
        (pair.Listener.Fault, pair.Listener.BufferedBytes).ShouldBe((YamuxFault.None, 0));
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("data for nobody")]
    [InlineData("too many streams")]
    [InlineData("open and reset")]
    public void Flood_WithoutReadingTheAnswers_IsBounded(string kind)
    {
        YamuxSession session = new(isDialer: false, new YamuxOptions { InboundStreamsMax = 8, OutboundStreamsMax = 8, AnswersMax = 16 }, TimeProvider.System);
        int sent = 0;
        for (uint i = 0; i < 10_000 && session.Fault == YamuxFault.None; i++, sent++)
        {
            session.Receive(kind switch
            {
                "ping" => YamuxPair.Frame(Ping, Syn, 0, i),
                "data for nobody" => YamuxPair.Frame(Data, 0, 1_000_001 + (2 * i), 0),
                _ => YamuxPair.Frame(Window, Syn, 1 + (2 * i), 0),
            });
            if (kind == "open and reset" && session.TryTakeOpened(out YamuxStreamState? stream))
            {
                session.Reset(stream!);
            }
        }

        session.Fault.ShouldBe(YamuxFault.Flood);
        sent.ShouldBeLessThan(100);
    }

    [Fact]
    public void Pong_NobodyAskedFor_ChangesNothing()
    {
        YamuxSession session = new YamuxPair().Listener;
        session.Receive(YamuxPair.Frame(Ping, Ack, 0, 1));
        (session.Fault, session.RoundTrip, session.HasOutput).ShouldBe((YamuxFault.None, null, false));
    }

    [Fact]
    public void Frames_OfRandomContent_NeverThrowAndNeverPassTheBounds()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            TestRandom random = new(seed);
            YamuxOptions options = new() { InboundStreamsMax = 4, ReceiveBufferBytesMax = 4096, AnswersMax = 64 };
            YamuxSession session = new(isDialer: false, options, TimeProvider.System);
            byte[] output = new byte[512];
            for (int i = 0; i < 400 && session.Fault == YamuxFault.None; i++)
            {
                uint length = (uint)random.Next(random.Next(10) == 0 ? 100_000 : 60);
                byte[] frame = YamuxPair.Frame(random.Next(3), 1 << random.Next(5) & ~16, (uint)random.Next(40) | 1, length);
                session.Receive([.. frame, .. random.Bytes(frame[1] == Data ? (int)Math.Min(length, 5000) : 0)]);
                if (session.TryTakeOpened(out YamuxStreamState? stream))
                {
                    session.Write(stream!, random.Bytes(random.Next(300)));
                }

                if (random.Next(3) == 0)
                {
                    session.Fill(output);
                }

                session.InboundCount.ShouldBeLessThanOrEqualTo(4, $"seed {seed}");
                session.BufferedBytes.ShouldBeInRange(0, 4096, $"seed {seed}");
            }
        }

    }
}
