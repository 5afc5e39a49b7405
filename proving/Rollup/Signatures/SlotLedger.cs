using System.Buffers.Binary;
using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// The counter of one key. A slot counts as used from the moment at which the counter above it is on disk; the signature comes after.
/// </summary>
/// <remarks>
/// Bytes: "p2pslot1", the public key (32), the next slot (4, big-endian), and the first eight bytes of the keccak256 of all that. A next
/// slot of 2^24 says that none is left.
/// </remarks>
public sealed class SlotLedger(ISlotFile file)
{
    /// <summary>Slots skipped when a counter is restored: more than a wallet signs between two backups.</summary>
    public const int RestoreSkip = 1024;

    /// <summary>Bytes of a counter.</summary>
    public const int Bytes = 8 + PublicKey.Bytes + sizeof(uint) + ChecksumBytes;

    private const int ChecksumBytes = 8;
    private const int KeyOffset = 8;
    private const int NextOffset = KeyOffset + PublicKey.Bytes;
    private const int ChecksumOffset = NextOffset + sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "p2pslot1"u8;

    /// <summary>Starts the counter of a new key at its first slot. Only for a key that never signed.</summary>
    public SlotOutcome Create(XmssKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (file.Read() is not null)
        {
            return SlotOutcome.CounterExists;
        }

        Persist(key.PublicKey, key.FirstSlot.Value);
        return SlotOutcome.Success;
    }

    /// <summary>
    /// Replaces a counter that is lost, damaged or from a backup. The next slot is <see cref="RestoreSkip"/> beyond the chain's last one
    /// and beyond whatever the old counter says: signatures may exist that neither knows of.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="lastSlotOnChain">The account's last slot as the state has it.</param>
    /// <param name="next">The next slot; <see cref="Slot.Limit"/> when none is left.</param>
    public SlotOutcome Restore(XmssKey key, Slot lastSlotOnChain, out uint next)
    {
        ArgumentNullException.ThrowIfNull(key);
        SlotOutcome known = TryRead(key.PublicKey, out uint own);
        uint highest = uint.Max(lastSlotOnChain.Value + 1, uint.Max(key.FirstSlot.Value, known == SlotOutcome.Success ? own : 0));
        next = uint.Min(highest + RestoreSkip, Slot.Limit);
        if (known == SlotOutcome.CounterOfAnotherKey)
        {
            return known;
        }

        Persist(key.PublicKey, next);
        return SlotOutcome.Success;
    }

    /// <summary>Takes the next slot above the chain's last one; when this returns it, it is persisted as used.</summary>
    public SlotOutcome Take(XmssKey key, Slot lastSlotOnChain, out Slot slot)
    {
        ArgumentNullException.ThrowIfNull(key);
        slot = default;
        SlotOutcome outcome = TryRead(key.PublicKey, out uint own);
        if (outcome != SlotOutcome.Success)
        {
            return outcome;
        }

        // Slot 0 is never used, since every account starts with it as its last.
        uint next = uint.Max(uint.Max(own, key.FirstSlot.Value), lastSlotOnChain.Value + 1);
        if (next >= Slot.Limit || !key.Covers(new Slot(next)))
        {
            return SlotOutcome.Exhausted;
        }

        Persist(key.PublicKey, next + 1);
        slot = new Slot(next);
        return SlotOutcome.Success;
    }

    /// <summary>Reads the next slot of a key's counter; <see cref="Slot.Limit"/> when none is left.</summary>
    public SlotOutcome TryRead(PublicKey key, out uint next)
    {
        next = 0;
        byte[]? content = file.Read();
        if (content is null)
        {
            return SlotOutcome.CounterMissing;
        }

        if (content.Length != Bytes
            || !content.AsSpan(0, KeyOffset).SequenceEqual(Magic)
            || !content.AsSpan(ChecksumOffset).SequenceEqual(Checksum(content)))
        {
            return SlotOutcome.CounterDamaged;
        }

        next = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(NextOffset));
        if (next > Slot.Limit)
        {
            return SlotOutcome.CounterDamaged;
        }

        bool isOurs = PublicKey.TryRead(content.AsSpan(KeyOffset, PublicKey.Bytes), out PublicKey owner) && owner == key;
        return isOurs ? SlotOutcome.Success : SlotOutcome.CounterOfAnotherKey;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> content) => Keccak256.Hash(content[..ChecksumOffset])[..ChecksumBytes];

    private void Persist(PublicKey key, uint next)
    {
        byte[] content = new byte[Bytes];
        Magic.CopyTo(content);
        key.Write(content.AsSpan(KeyOffset));
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(NextOffset), next);
        Checksum(content).CopyTo(content, ChecksumOffset);
        file.Replace(content);
    }
}
