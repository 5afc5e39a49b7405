using P2PProver.Libp2p.Simulation;
using P2PProver.Libp2p.Yamux;

namespace P2PProver.Libp2p.Tests.Yamux;

/// <summary>Two sessions with nothing but memory between them, under a clock that stands still.</summary>
internal sealed class YamuxPair
{
    private readonly byte[] _buffer = new byte[32 * 1024];

    public YamuxPair(YamuxOptions? dialer = null, YamuxOptions? listener = null)
    {
        Dialer = new YamuxSession(isDialer: true, dialer ?? new YamuxOptions(), Time);
        Listener = new YamuxSession(isDialer: false, listener ?? new YamuxOptions(), Time);
    }

    public VirtualTime Time { get; } = new();

    public YamuxSession Dialer { get; }

    public YamuxSession Listener { get; }

    /// <summary>Carries bytes across until neither side has any.</summary>
    public void Settle()
    {
        while (Carry(Dialer, Listener) | Carry(Listener, Dialer))
        {
        }
    }

    public bool Carry(YamuxSession from, YamuxSession to)
    {
        int length = from.Fill(_buffer);
        to.Receive(_buffer.AsSpan(0, length));
        return length > 0;
    }

    /// <summary>A stream that the dialer opened, as both sides see it.</summary>
    public (YamuxStreamState Near, YamuxStreamState Far) Open()
    {
        YamuxStreamState near = Dialer.TryOpen().ShouldNotBeNull();
        Settle();
        Listener.TryTakeOpened(out YamuxStreamState? far).ShouldBeTrue();
        return (near, far!);
    }

    public static byte[] Frame(int type, int flags, uint stream, uint length, params byte[] body)
    {
        byte[] bytes = new byte[YamuxFrame.Bytes + body.Length];
        new YamuxFrame((YamuxType)type, (YamuxFlags)flags, stream, length).Write(bytes);
        body.CopyTo(bytes, YamuxFrame.Bytes);
        return bytes;
    }

    public static byte[] ReadAll(YamuxSession session, YamuxStreamState stream)
    {
        byte[] all = new byte[8 * 1024 * 1024];
        int length = 0, read;
        while ((read = session.Read(stream, all.AsSpan(length))) > 0)
        {
            length += read;
        }

        return all[..length];
    }
}
