using System.Text;

namespace P2PProver.Libp2p.Addresses;

/// <summary>One protocol of an address with its value.</summary>
public sealed class MultiaddrComponent
{
    private readonly byte[] _value;

    internal MultiaddrComponent(MultiaddrProtocol protocol, ReadOnlySpan<byte> value)
    {
        Protocol = protocol;
        _value = value.ToArray();
    }

    /// <summary>The protocol.</summary>
    public MultiaddrProtocol Protocol { get; }

    /// <summary>The value in bytes, without a length before it.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>The value as text; empty for protocols without one.</summary>
    public string Text => _value.Length == 0 ? string.Empty : MultiaddrCodec.ToText(Protocol, _value);

    /// <summary>The protocol and its value as in an address.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        AppendTo(text);
        return text.ToString();
    }

    internal void AppendTo(StringBuilder text)
    {
        text.Append('/').Append(MultiaddrCodec.NameOf(Protocol));
        if (_value.Length > 0)
        {
            text.Append('/').Append(Text);
        }
    }
}
