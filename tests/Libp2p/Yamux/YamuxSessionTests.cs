using P2PProver.Libp2p.Yamux;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Yamux;

public sealed class YamuxSessionTests
{
    [Fact]
    public void Frames_OfANewStream_AreThoseOfTheSpecification()
    {
        YamuxPair pair = new();
        YamuxStreamState stream = pair.Dialer.TryOpen().ShouldNotBeNull();
        pair.Dialer.Write(stream, "hi"u8);
        pair.Dialer.CloseWrite(stream);
        byte[] output = new byte[100];
        Convert.ToHexStringLower(output.AsSpan(0, pair.Dialer.Fill(output))).ShouldBe("000100010000000100000000" + "000000000000000100000002" + "6869" + "000000040000000100000000");
    }

    [Fact]
    public void Stream_BothWaysWithHalfClose_DeliversEverythingAndIsForgotten()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        byte[] request = new TestRandom(1).Bytes(100_000);
        pair.Dialer.Write(near, request).ShouldBe(request.Length);
        pair.Dialer.CloseWrite(near);
        pair.Settle();
        YamuxPair.ReadAll(pair.Listener, far).ShouldBe(request);
        far.RemoteClosed.ShouldBeTrue();
        pair.Listener.Write(far, "answer"u8);
        pair.Listener.CloseWrite(far);
        pair.Settle();
        YamuxPair.ReadAll(pair.Dialer, near).ShouldBe("answer"u8.ToArray());
        (near.IsReset, far.IsReset, near.RemoteClosed).ShouldBe((false, false, true));
        (pair.Dialer.StreamCount, pair.Listener.StreamCount, pair.Listener.BufferedBytes).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Writer_WithoutReader_StopsAtWindowAndSendBuffer()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        byte[] piece = new byte[64 * 1024];
        int total = 0, accepted;
        while ((accepted = pair.Dialer.Write(near, piece)) > 0)
        {
            total += accepted;
            pair.Settle();
        }

        total.ShouldBe(YamuxOptions.WindowInitialBytes + new YamuxOptions().SendBufferBytesMax);
        pair.Listener.BufferedBytes.ShouldBe(YamuxOptions.WindowInitialBytes);
        YamuxPair.ReadAll(pair.Listener, far).Length.ShouldBe(YamuxOptions.WindowInitialBytes);
        pair.Settle();
        pair.Dialer.Write(near, piece).ShouldBe(piece.Length);
    }

    [Fact]
    public void Window_WhereTheReaderIsFast_GrowsToItsBoundAndNoFurther()
    {
        YamuxOptions options = new() { WindowBytesMax = 1024 * 1024, WindowGrowthBytesMax = 700_000 };
        YamuxPair pair = new(listener: options);
        pair.Listener.Ping();
        pair.Settle();
        pair.Listener.RoundTrip.ShouldBe(TimeSpan.Zero);
        pair.Time.Run(async () => await Task.Delay(TimeSpan.FromMilliseconds(1), pair.Time), TimeSpan.FromSeconds(1));
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        for (int i = 0; i < 100; i++)
        {
            pair.Dialer.Write(near, new byte[65536]);
            pair.Settle();
            YamuxPair.ReadAll(pair.Listener, far);
        }

        // A round trip of nothing lets no window grow; see ConnectionTests for growth over a real distance.
        far.WindowBytes.ShouldBe(YamuxOptions.WindowInitialBytes);
    }

    [Fact]
    public void Streams_Competing_TakeTurns()
    {
        YamuxPair pair = new();
        List<YamuxStreamState> far = [];
        List<YamuxStreamState> near = [];
        for (int i = 0; i < 4; i++)
        {
            (YamuxStreamState one, YamuxStreamState other) = pair.Open();
            near.Add(one);
            far.Add(other);
        }

        foreach (YamuxStreamState stream in near)
        {
            pair.Dialer.Write(stream, new byte[200_000]);
        }

        for (int i = 0; i < 8; i++)
        {
            pair.Carry(pair.Dialer, pair.Listener);
        }

        int[] received = [.. far.Select(s => s.Received.Length)];
        (received.Max() - received.Min()).ShouldBeLessThanOrEqualTo(2 * new YamuxOptions().QuantumBytes, string.Join(' ', received));
    }

    [Fact]
    public void Control_BehindMuchData_GoesFirst()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, _) = pair.Open();
        pair.Dialer.Write(near, new byte[200_000]);
        pair.Dialer.TryOpen();
        byte[] output = new byte[100];
        pair.Dialer.Fill(output);
        output[1].ShouldBe((byte)YamuxType.WindowUpdate);
        output[3].ShouldBe((byte)YamuxFlags.Syn);
    }

    [Fact]
    public void Reset_ByEitherSide_EndsBothAtOnce()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        pair.Dialer.Write(near, new byte[10]);
        pair.Settle();
        pair.Listener.Reset(far);
        pair.Listener.Reset(far);
        pair.Settle();
        (near.IsReset, far.IsReset).ShouldBe((true, true));
        (pair.Dialer.StreamCount, pair.Listener.StreamCount, pair.Listener.BufferedBytes).ShouldBe((0, 0, 0));
        pair.Dialer.Write(near, [1]).ShouldBe(0);
        pair.Dialer.Fault.ShouldBe(YamuxFault.None);
    }

    [Fact]
    public void Reset_BeforeTheStreamWasAnnounced_SaysNothing()
    {
        YamuxPair pair = new();
        pair.Dialer.Reset(pair.Dialer.TryOpen().ShouldNotBeNull());
        pair.Dialer.Fill(new byte[100]).ShouldBe(0);
        pair.Dialer.StreamCount.ShouldBe(0);
    }

    [Fact]
    public void Release_AfterClosing_DeliversTheRestAndResetsTheLingerer()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        pair.Listener.Write(far, "answer"u8);
        pair.Listener.CloseWrite(far);
        pair.Listener.Release(far);
        pair.Dialer.Write(near, new byte[1000]);
        pair.Settle();
        YamuxPair.ReadAll(pair.Dialer, near).ShouldBe("answer"u8.ToArray());
        pair.Listener.BufferedBytes.ShouldBe(0, "what arrives later is dropped");
        near.IsReset.ShouldBeFalse();
        pair.Time.Run(async () => await Task.Delay(TimeSpan.FromSeconds(31), pair.Time), TimeSpan.FromMinutes(1));
        pair.Listener.Tick();
        pair.Settle();
        (near.IsReset, pair.Listener.StreamCount).ShouldBe((true, 0));
    }

    [Fact]
    public void Streams_BeyondTheirBounds_AreRefused()
    {
        YamuxPair pair = new(new YamuxOptions { OutboundStreamsMax = 5, UnacknowledgedMax = 4 }, new YamuxOptions { InboundStreamsMax = 3 });
        YamuxStreamState[] opened = [.. Enumerable.Range(0, 4).Select(_ => pair.Dialer.TryOpen().ShouldNotBeNull())];
        pair.Dialer.TryOpen().ShouldBeNull("four wait for their acknowledgement");
        pair.Settle();
        opened.Count(s => s.IsReset).ShouldBe(1);
        pair.Listener.InboundCount.ShouldBe(3);
        pair.Dialer.TryOpen().ShouldNotBeNull();
    }

    [Fact]
    public void Bytes_BeyondTheReceiveBuffer_ResetTheStream()
    {
        YamuxPair pair = new(listener: new YamuxOptions { ReceiveBufferBytesMax = 300_000 });
        (YamuxStreamState one, YamuxStreamState oneFar) = pair.Open();
        (YamuxStreamState two, YamuxStreamState twoFar) = pair.Open();
        pair.Dialer.Write(one, new byte[200_000]);
        pair.Settle();
        pair.Dialer.Write(two, new byte[200_000]);
        pair.Settle();
        (oneFar.IsReset, twoFar.IsReset, two.IsReset).ShouldBe((false, true, true));
        pair.Listener.BufferedBytes.ShouldBe(200_000);
        pair.Listener.Fault.ShouldBe(YamuxFault.None);
    }

    [Fact]
    public void GoAway_WithStreamsOpen_LetsThemFinish()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        pair.Dialer.Receive(YamuxPair.Frame(3, 0, 0, 0));
        pair.Dialer.TryOpen().ShouldBeNull();
        pair.Dialer.Write(near, [1]);
        pair.Dialer.CloseWrite(near);
        pair.Settle();
        YamuxPair.ReadAll(pair.Listener, far).ShouldBe([1]);
        pair.Dialer.Fault.ShouldBe(YamuxFault.None);
        pair.Listener.CloseWrite(far);
        pair.Settle();
        pair.Dialer.Fault.ShouldBe(YamuxFault.RemoteGoAway);
    }

    [Fact]
    public void Close_TellsTheOtherSideAndResetsStreams()
    {
        YamuxPair pair = new();
        (YamuxStreamState near, YamuxStreamState far) = pair.Open();
        pair.Dialer.Close();
        pair.Settle();
        (pair.Dialer.Fault, near.IsReset, pair.Listener.RemoteIsLeaving, far.IsReset).ShouldBe((YamuxFault.Closed, true, true, false));
        pair.Dialer.HasOutput.ShouldBeFalse();
    }

    [Fact]
    public void Ping_OfASilentPeer_EndsTheSession()
    {
        YamuxPair pair = new();
        Wait(pair, 31);
        pair.Dialer.Tick();
        pair.Settle();
        pair.Dialer.RoundTrip.ShouldBe(TimeSpan.Zero);
        Wait(pair, 31);
        pair.Dialer.Tick();
        pair.Dialer.Fill(new byte[100]).ShouldBe(YamuxFrame.Bytes);
        Wait(pair, 21);
        pair.Dialer.Tick();
        pair.Dialer.Fault.ShouldBe(YamuxFault.KeepAlive);
    }

    private static void Wait(YamuxPair pair, int seconds) =>
        pair.Time.Run(async () => await Task.Delay(TimeSpan.FromSeconds(seconds), pair.Time), TimeSpan.FromHours(1));
}
