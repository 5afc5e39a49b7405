using System.Numerics;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>
/// Who is paid for a proof: an address of twenty bytes, in circuits five little-endian limbs of 27 bits and one of 25. Never zero in a proof.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Payee : IEquatable<Payee>
{
    /// <summary>Bytes of an address.</summary>
    public const int ByteCount = 20;

    /// <summary>Number of limbs.</summary>
    public const int LimbCount = 6;

    private const int LimbBits = 27;

    private readonly UInt128 _low;
    private readonly uint _high;

    /// <summary>An address.</summary>
    /// <param name="address">Twenty bytes, as they are written.</param>
    /// <exception cref="ArgumentException">There are not twenty bytes.</exception>
    public Payee(ReadOnlySpan<byte> address)
    {
        if (address.Length != ByteCount)
        {
            throw new ArgumentException("An address has twenty bytes.", nameof(address));
        }

        BigInteger value = new(address, isUnsigned: true, isBigEndian: true);
        _low = (UInt128)(value & UInt128.MaxValue);
        _high = (uint)(value >> 128);
    }

    /// <summary>Whether it is nobody.</summary>
    public bool IsZero => _low == 0 && _high == 0;

    /// <summary>Whether two are the same.</summary>
    public static bool operator ==(Payee left, Payee right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(Payee left, Payee right) => !left.Equals(right);

    /// <summary>Bits of a limb.</summary>
    public static int BitsOf(int limb) => limb == LimbCount - 1 ? (8 * ByteCount) - (LimbBits * (LimbCount - 1)) : LimbBits;

    /// <summary>The address.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        BigInteger value = ToInteger();
        if (!value.TryWriteBytes(bytes, out int written, isUnsigned: true, isBigEndian: true))
        {
            throw new InvalidOperationException("An address fits twenty bytes.");
        }

        bytes.AsSpan(0, written).CopyTo(bytes.AsSpan(ByteCount - written));
        bytes.AsSpan(0, ByteCount - written).Clear();
        return bytes;
    }

    /// <summary>The limbs, lowest first.</summary>
    public KoalaBear[] ToLimbs()
    {
        BigInteger value = ToInteger();
        KoalaBear[] limbs = new KoalaBear[LimbCount];
        for (int i = 0; i < limbs.Length; i++)
        {
            limbs[i] = KoalaBear.FromCanonical((uint)((value >> (LimbBits * i)) & ((1u << BitsOf(i)) - 1)));
        }

        return limbs;
    }

    /// <inheritdoc/>
    public bool Equals(Payee other) => _low == other._low && _high == other._high;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Payee other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_low, _high);

    /// <inheritdoc/>
    public override string ToString() => "0x" + Convert.ToHexStringLower(ToBytes());

    private BigInteger ToInteger() => ((BigInteger)_high << 128) | _low;
}
