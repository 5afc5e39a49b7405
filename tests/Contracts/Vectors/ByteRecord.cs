using System.Buffers;
using System.Buffers.Binary;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Contracts.Tests.Vectors;

/// <summary>A string of fixed-size fields, as the forge tests read it: integers are big-endian, elements canonical, 32 bits each.</summary>
internal sealed class ByteRecord
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The string as JSON holds it.</summary>
    public string Hex => "0x" + Convert.ToHexStringLower(_bytes.WrittenSpan);

    public ByteRecord Byte(int value)
    {
        _bytes.Write([checked((byte)value)]);
        return this;
    }

    /// <summary>Bytes as they are.</summary>
    public ByteRecord Raw(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public ByteRecord UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(sizeof(uint)), value);
        _bytes.Advance(sizeof(uint));
        return this;
    }

    public ByteRecord Base(KoalaBear value)
    {
        return UInt32(value.ToCanonical());
    }

    public ByteRecord Bases(ReadOnlySpan<KoalaBear> values)
    {
        foreach (KoalaBear value in values)
        {
            Base(value);
        }

        return this;
    }

    /// <summary>Elements of a row, with zeros up to a multiple of eight.</summary>
    public ByteRecord Row(ReadOnlySpan<KoalaBear> values)
    {
        const int ElementsPerWord = 8;
        Bases(values);
        for (int i = values.Length; i % ElementsPerWord != 0; i++)
        {
            UInt32(0);
        }

        return this;
    }

    public ByteRecord Ext(Ext5 value)
    {
        for (int i = 0; i < Ext5.Degree; i++)
        {
            Base(value[i]);
        }

        return this;
    }

    /// <summary>The first bytes of a digest.</summary>
    public ByteRecord Digest(in Digest8 digest, int bytes = Digest8.ByteCount)
    {
        _bytes.Write(digest.Bytes[..bytes]);
        return this;
    }
}
