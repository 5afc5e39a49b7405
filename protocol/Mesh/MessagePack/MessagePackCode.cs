namespace P2PProver.Mesh.MessagePack;

/// <summary>
/// First bytes of values (MessagePack specification, "Formats"): those of the types that messages use, and the bounds of the forms that
/// carry their value or length within the first byte.
/// </summary>
internal static class MessagePackCode
{
    public const byte PositiveFixIntMax = 0x7f;
    public const byte FixArray = 0x90;
    public const byte FixStr = 0xa0;
    public const byte Nil = 0xc0;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Bin8 = 0xc4;
    public const byte Bin16 = 0xc5;
    public const byte Bin32 = 0xc6;
    public const byte UInt8 = 0xcc;
    public const byte UInt16 = 0xcd;
    public const byte UInt32 = 0xce;
    public const byte UInt64 = 0xcf;
    public const byte Int8 = 0xd0;
    public const byte Int16 = 0xd1;
    public const byte Int32 = 0xd2;
    public const byte Int64 = 0xd3;
    public const byte Str8 = 0xd9;
    public const byte Str16 = 0xda;
    public const byte Str32 = 0xdb;
    public const byte Array16 = 0xdc;
    public const byte Array32 = 0xdd;
    public const byte NegativeFixInt = 0xe0;

    public const int FixArrayCountMax = 15;
    public const int FixStrBytesMax = 31;
    public const int NegativeFixIntMin = -32;

    /// <summary>Whether a first byte begins a value of a type that no message uses.</summary>
    public static bool IsUnsupported(byte code) => code is (>= 0x80 and <= 0x8f) or 0xc1 or (>= 0xc7 and <= 0xcb) or (>= 0xd4 and <= 0xd8) or 0xde or 0xdf;
}
