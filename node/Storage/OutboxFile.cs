using System.Buffers.Binary;
using P2PProver.Crypto;
using P2PProver.Hashing;
using P2PProver.Mesh;

namespace P2PProver.Node.Storage;

/// <summary>
/// One finished proof as a file that explains itself, so that nothing but the file is needed to take it up again:
/// magic 8, batch 32, level 1, index 2, flags 1 (1 final, 2 private), number of payees 1, payees 20 each, size 4, the proof, Keccak-256 of all before.
/// Integers are big-endian.
/// </summary>
internal static class OutboxFile
{
    private const int FixedBytes = 8 + Hash32.Bytes + 1 + 2 + 1 + 1;
    private const int SizeBytes = sizeof(uint);
    private const int FinalFlag = 1;
    private const int PrivateFlag = 2;

    /// <summary>The longest file that can be one.</summary>
    public const int BytesMax =
        FixedBytes + (MeshLimits.PositionsMax * Address.Bytes) + SizeBytes + MeshLimits.ProofBytesMax + Hash32.Bytes;

    private static ReadOnlySpan<byte> Magic => "P2POUT\0\x01"u8;

    /// <summary>The file's bytes.</summary>
    /// <exception cref="ArgumentException">The entry is out of bounds or does not describe the proof.</exception>
    public static byte[] Write(OutboxEntry entry, ReadOnlySpan<byte> proof)
    {
        bool fits = proof.Length is > 0 and <= MeshLimits.ProofBytesMax
            && proof.Length == entry.SizeBytes
            && entry.Payees.Count <= MeshLimits.PositionsMax
            && entry.Task.Level is >= 0 and <= MeshLimits.LevelsMax
            && entry.Task.Index is >= 0 and < MeshLimits.ShardsMax
            && HashOf(proof) == entry.Proof;
        if (!fits)
        {
            throw new ArgumentException("The entry does not describe this proof.", nameof(entry));
        }

        byte[] file = new byte[FixedBytes + (entry.Payees.Count * Address.Bytes) + SizeBytes + proof.Length + Hash32.Bytes];
        Span<byte> rest = WriteHead(entry, file);
        BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)proof.Length);
        proof.CopyTo(rest[SizeBytes..]);
        Keccak256.Hash(file.AsSpan(0, file.Length - Hash32.Bytes), file.AsSpan(file.Length - Hash32.Bytes));
        return file;
    }

    /// <summary>Reads a file from anywhere.</summary>
    /// <returns>False, and no entry, if it is not exactly what <see cref="Write"/> gives.</returns>
    public static bool TryRead(ReadOnlySpan<byte> file, out OutboxEntry? entry, out ReadOnlySpan<byte> proof)
    {
        entry = null;
        proof = default;
        if (file.Length is < FixedBytes + SizeBytes + Hash32.Bytes or > BytesMax || !file.StartsWith(Magic) || !IsWhole(file))
        {
            return false;
        }

        ReadOnlySpan<byte> fields = file[Magic.Length..];
        int payeeCount = fields[Hash32.Bytes + 4];
        int sizeAt = FixedBytes + (payeeCount * Address.Bytes);
        if (payeeCount > MeshLimits.PositionsMax || file.Length < sizeAt + SizeBytes + Hash32.Bytes)
        {
            return false;
        }

        proof = file[(sizeAt + SizeBytes)..^Hash32.Bytes];
        TaskId task = new(fields[Hash32.Bytes], BinaryPrimitives.ReadUInt16BigEndian(fields[(Hash32.Bytes + 1)..]));
        byte flags = fields[Hash32.Bytes + 3];
        if (BinaryPrimitives.ReadUInt32BigEndian(file[sizeAt..]) != proof.Length || proof.IsEmpty || flags > (FinalFlag | PrivateFlag)
            || task.Level > MeshLimits.LevelsMax || task.Index >= MeshLimits.ShardsMax)
        {
            return false;
        }

        Address[] payees = new Address[payeeCount];
        for (int i = 0; i < payeeCount; i++)
        {
            _ = Address.TryRead(file.Slice(FixedBytes + (i * Address.Bytes), Address.Bytes), out payees[i]);
        }

        _ = Hash32.TryRead(fields[..Hash32.Bytes], out Hash32 batch);
        entry = new OutboxEntry(new BatchKey(batch), task, (flags & FinalFlag) != 0, HashOf(proof), proof.Length, payees)
        {
            IsPrivate = (flags & PrivateFlag) != 0,
        };
        return true;
    }

    /// <summary>The name of a proof: the Keccak-256 of its bytes.</summary>
    public static ProofHash HashOf(ReadOnlySpan<byte> proof)
    {
        Span<byte> hash = stackalloc byte[Hash32.Bytes];
        Keccak256.Hash(proof, hash);
        _ = Hash32.TryRead(hash, out Hash32 value);
        return new ProofHash(value);
    }

    private static bool IsWhole(ReadOnlySpan<byte> file)
    {
        Span<byte> hash = stackalloc byte[Hash32.Bytes];
        Keccak256.Hash(file[..^Hash32.Bytes], hash);
        return hash.SequenceEqual(file[^Hash32.Bytes..]);
    }

    private static Span<byte> WriteHead(OutboxEntry entry, Span<byte> file)
    {
        Magic.CopyTo(file);
        Span<byte> rest = file[Magic.Length..];
        entry.Batch.Value.Write(rest);
        rest = rest[Hash32.Bytes..];
        rest[0] = (byte)entry.Task.Level;
        BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)entry.Task.Index);
        rest[3] = (byte)((entry.IsFinal ? FinalFlag : 0) | (entry.IsPrivate ? PrivateFlag : 0));
        rest[4] = (byte)entry.Payees.Count;
        rest = rest[5..];
        foreach (Address payee in entry.Payees)
        {
            payee.Value.CopyTo(rest);
            rest = rest[Address.Bytes..];
        }

        return rest;
    }
}
