using System.Text;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Transactions;
using P2PProver.Contracts.Transactions.Journal;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>The journal's file, whole and damaged.</summary>
public sealed class JournalTests
{
    private static readonly JournalRecord.Header Owner = new(31337, MortalSender.Recipient(1));

    private static readonly JournalRecord[] Records =
    [
        new JournalRecord.Planned(5, 21_000, new TransactionRequest("pay \"quoted\" é", MortalSender.Recipient(2), Wei.Gwei, new byte[] { 1, 2 })),
        new JournalRecord.Attempted(5, new FeeQuote(Wei.Gwei * 3, Wei.Gwei)),
        new JournalRecord.Planned(6, 90_000, new TransactionRequest("create", null, Wei.Zero, new byte[] { 0x60 })),
        new JournalRecord.Ended(5, new EndedRequest(5, "pay", Hash32.Of([1]), new TransactionOutcome(TransactionStatus.Succeeded) { Transaction = Hash32.Of([2]), BlockNumber = 9 })),
        new JournalRecord.Ended(6, new EndedRequest(6, "create", Hash32.Of([3]), new TransactionOutcome(TransactionStatus.NonceTaken))),
    ];

    [Fact]
    public void Records_WrittenAndRead_AreTheSame()
    {
        foreach (JournalRecord record in Records.Append(Owner))
        {
            string line = JournalLine.Write(record);
            JournalLine.TryRead(Encoding.UTF8.GetBytes(line.TrimEnd('\n')), out JournalRecord? read).ShouldBeTrue(line);
            JournalLine.Write(read!).ShouldBe(line);
        }
    }

    [Fact]
    public void Journal_CutAtEveryByte_HoldsEveryWholeRecordAndGoesOn()
    {
        using ScratchFolder folder = new();
        string path = folder["journal"];
        Write(path, Records);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            int lines = whole[..length].Count(static b => b == '\n');
            using (NonceJournal? cut = Open(path, out IReadOnlyList<JournalRecord> read, out JournalFault fault))
            {
                fault.ShouldBe(JournalFault.None, $"{length} bytes");
                read.Count.ShouldBe(Math.Max(0, lines - 1), $"{length} bytes");
                cut!.Append([Records[0]]);
            }

            using NonceJournal? again = Open(path, out IReadOnlyList<JournalRecord> more, out _);
            more.Count.ShouldBe(Math.Max(0, lines - 1) + 1, $"{length} bytes");
        }
    }

    [Fact]
    public void Journal_ChangedInTheMiddle_IsDamaged()
    {
        using ScratchFolder folder = new();
        string path = folder["journal"];
        Write(path, Records);
        byte[] whole = File.ReadAllBytes(path);
        int lastLine = whole.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;
        for (int i = 0; i < lastLine; i += 7)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            using NonceJournal? journal = Open(path, out _, out JournalFault fault);
            fault.ShouldBe(JournalFault.Damaged, $"byte {i}");
        }
    }

    [Fact]
    public void Journal_OpenElsewhereOrOfAnother_IsRefused()
    {
        using ScratchFolder folder = new();
        using (NonceJournal? first = Open(folder["journal"], out _, out _))
        {
            first.ShouldNotBeNull();
            Open(folder["journal"], out _, out JournalFault inUse).ShouldBeNull();
            inUse.ShouldBe(JournalFault.InUse);
        }

        NonceJournal.Open(folder["journal"], Owner with { ChainId = 1 }, out _, out JournalFault other, out _).ShouldBeNull();
        other.ShouldBe(JournalFault.OfAnother);
        Directory.CreateDirectory(folder["directory"]);
        Open(folder["directory"], out _, out JournalFault unreadable).ShouldBeNull();
        unreadable.ShouldBe(JournalFault.Unreadable);
    }

    [Fact]
    public void Journal_Compacted_HoldsWhatItWasGiven()
    {
        using ScratchFolder folder = new();
        string path = folder["journal"];
        Write(path, [.. Records, .. Enumerable.Repeat(Records[1], 100)]);
        using (NonceJournal? journal = Open(path, out _, out _))
        {
            journal!.Compact(Owner, Records[..3]);
            journal.Append([Records[3]]);
        }

        using NonceJournal? again = Open(path, out IReadOnlyList<JournalRecord> read, out _);
        read.Select(JournalLine.Write).ShouldBe(Records[..4].Select(JournalLine.Write));
    }

    private static void Write(string path, JournalRecord[] records)
    {
        using NonceJournal? journal = Open(path, out _, out _);
        journal!.Append(records);
    }

    private static NonceJournal? Open(string path, out IReadOnlyList<JournalRecord> records, out JournalFault fault) =>
        NonceJournal.Open(path, Owner, out records, out fault, out _);
}
