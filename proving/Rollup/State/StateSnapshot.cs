using System.Buffers.Binary;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// A whole state as bytes: "p2pstat1", depth (1), account count (4, big-endian), every account (43), and the state root (32), which is
/// computed again on reading and so finds every damage.
/// </summary>
public static class StateSnapshot
{
    private const int CountOffset = 9;
    private const int HeaderBytes = CountOffset + sizeof(uint);
    private const int DepthOffset = 8;

    private static ReadOnlySpan<byte> Magic => "p2pstat1"u8;

    /// <summary>Writes a state.</summary>
    public static byte[] Write(AccountTree state)
    {
        ArgumentNullException.ThrowIfNull(state);
        byte[] content = new byte[Length(state.AccountCount)];
        Magic.CopyTo(content);
        content[DepthOffset] = (byte)state.Depth;
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(CountOffset), state.AccountCount);
        Span<byte> rest = content.AsSpan(HeaderBytes);
        foreach (ref readonly Account account in state.Accounts)
        {
            AccountBytes.Write(account, rest);
            rest = rest[AccountBytes.Length..];
        }

        WireElements.WriteDigest(state.StateRoot, rest);
        return content;
    }

    /// <summary>Reads a state; null when the bytes are not what <see cref="Write"/> writes.</summary>
    public static AccountTree? Read(ReadOnlySpan<byte> content)
    {
        if (content.Length < HeaderBytes || !content.StartsWith(Magic) || content[DepthOffset] is < 1 or > AccountIndex.Bits)
        {
            return null;
        }

        int depth = content[DepthOffset];
        uint count = BinaryPrimitives.ReadUInt32BigEndian(content[CountOffset..]);
        if (count > 1u << depth || content.Length != Length(count))
        {
            return null;
        }

        Account[] accounts = new Account[count];
        ReadOnlySpan<byte> rest = content[HeaderBytes..];
        foreach (ref Account account in accounts.AsSpan())
        {
            if (!AccountBytes.TryRead(rest, out account))
            {
                return null;
            }

            rest = rest[AccountBytes.Length..];
        }

        AccountTree state = AccountTree.Of(depth, accounts);
        return WireElements.TryReadDigest(rest, out Digest8 root) && root == state.StateRoot ? state : null;
    }

    private static long Length(uint count) => HeaderBytes + (count * (long)AccountBytes.Length) + Digest8.ByteCount;
}
