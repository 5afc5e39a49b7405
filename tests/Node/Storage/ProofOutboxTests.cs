using P2PProver.Crypto;
using P2PProver.Crypto.Files;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Mesh;
using P2PProver.Node.Storage;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Storage;

public sealed class ProofOutboxTests : IDisposable
{
    private const int ProofBytes = 1000;

    private readonly TemporaryDirectory _directory = new();

    private string Folder => Path.Combine(_directory.Path, "outbox");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Outbox_AfterRestart_HoldsWhatWasPut()
    {
        ProofOutbox before = new(Folder);
        (OutboxEntry Entry, byte[] Proof)[] put = [.. Enumerable.Range(0, 5).Select(i => Sample((ulong)i, payees: i))];
        put[1].Entry = put[1].Entry with { IsPrivate = true };
        put.ShouldAllBe(p => before.Put(p.Entry, p.Proof) == OutboxOutcome.Success);

        ProofOutbox after = new(Folder);
        after.Load(out int damaged).ShouldBe(OutboxOutcome.Success);
        damaged.ShouldBe(0);
        after.Entries.Count.ShouldBe(put.Length);
        foreach ((OutboxEntry entry, byte[] proof) in put)
        {
            OutboxEntry found = after.Entries.Single(e => e.Proof == entry.Proof);
            (found with { Payees = [] }).ShouldBe(entry with { Payees = [] });
            found.Payees.ShouldBe(entry.Payees);
            after.Read(entry.Proof, out byte[] read).ShouldBe(OutboxOutcome.Success);
            read.ShouldBe(proof);
        }
    }

    [Fact]
    public void Release_AfterRestart_IsGone()
    {
        ProofOutbox outbox = new(Folder);
        (OutboxEntry entry, byte[] proof) = Sample(1);
        outbox.Put(entry, proof);
        outbox.Release(entry.Proof).ShouldBe(OutboxOutcome.Success);
        outbox.Release(entry.Proof).ShouldBe(OutboxOutcome.Missing);
        outbox.Read(entry.Proof, out _).ShouldBe(OutboxOutcome.Missing);

        ProofOutbox after = new(Folder);
        after.Load(out _).ShouldBe(OutboxOutcome.Success);
        after.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AtomicFileStep.Created, false)]
    [InlineData(AtomicFileStep.Written, false)]
    [InlineData(AtomicFileStep.Flushed, false)]
    [InlineData(AtomicFileStep.Checked, false)]
    [InlineData(AtomicFileStep.Renamed, true)]
    [InlineData(AtomicFileStep.DirectoryFlushed, true)]
    public void Put_StoppedAtAStep_LeavesTheWholeProofOrNone(AtomicFileStep stop, bool there)
    {
        (OutboxEntry entry, byte[] proof) = Sample(2);
        ProofOutbox outbox = new(Folder, step => _ = step == stop ? throw new OperationCanceledException() : 0);
        Should.Throw<OperationCanceledException>(() => outbox.Put(entry, proof));

        ProofOutbox after = new(Folder);
        after.Load(out int damaged).ShouldBe(OutboxOutcome.Success);
        damaged.ShouldBe(0);
        after.Entries.Select(e => e.Proof).ShouldBe(there ? [entry.Proof] : []);
    }

    [Fact]
    public void Load_EveryByteChangedOrCut_SetsTheFileAside()
    {
        (OutboxEntry entry, byte[] proof) = Sample(3, payees: 2, proofBytes: 40);
        ProofOutbox outbox = new(Folder);
        outbox.Put(entry, proof);
        string path = Directory.GetFiles(Folder).Single();
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x40;
            LoadRefuses(path, changed);
            LoadRefuses(path, whole[..i]);
        }

        LoadRefuses(path, [.. whole, 0]);
        File.WriteAllBytes(path, whole);
        new ProofOutbox(Folder).Load(out int damaged);
        damaged.ShouldBe(0);
    }

    [Fact]
    public void Load_ChangedFieldsWithARightChecksum_AreRefusedOrReadAsTheyStand()
    {
        (OutboxEntry entry, byte[] proof) = Sample(4, payees: 2, proofBytes: 40);
        ProofOutbox outbox = new(Folder);
        outbox.Put(entry, proof);
        byte[] whole = File.ReadAllBytes(Directory.GetFiles(Folder).Single());
        for (int i = 0; i < whole.Length - Hash32.Bytes; i++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. whole];
                changed[i] = (byte)value;
                Keccak256.Hash(changed.AsSpan(0, changed.Length - Hash32.Bytes), changed.AsSpan(changed.Length - Hash32.Bytes));
                if (OutboxFile.TryRead(changed, out OutboxEntry? read, out ReadOnlySpan<byte> bytes))
                {
                    OutboxFile.Write(read!, bytes).ShouldBe(changed, $"byte {i} = {value}");
                }
            }
        }
    }

    [Fact]
    public void Read_DamagedSinceLoading_IsSaidAndSetAside()
    {
        (OutboxEntry entry, byte[] proof) = Sample(5);
        ProofOutbox outbox = new(Folder);
        outbox.Put(entry, proof);
        string path = Directory.GetFiles(Folder).Single();
        byte[] file = File.ReadAllBytes(path);
        file[^100] ^= 1;
        File.WriteAllBytes(path, file);

        outbox.Read(entry.Proof, out byte[] read).ShouldBe(OutboxOutcome.Damaged);
        read.ShouldBeEmpty();
        Directory.GetFiles(Folder).Single().ShouldEndWith(".damaged");
        outbox.Put(entry, proof).ShouldBe(OutboxOutcome.Success);
        outbox.Read(entry.Proof, out read).ShouldBe(OutboxOutcome.Success);
        read.ShouldBe(proof);
    }

    [Fact]
    public void Put_WhereTheFolderCannotBe_SaysSoAndKeepsNothing()
    {
        _directory.Write("outbox", "a file where the folder should be");
        (OutboxEntry entry, byte[] proof) = Sample(6);
        ProofOutbox outbox = new(Folder);
        outbox.Put(entry, proof).ShouldBe(OutboxOutcome.IoFailed);
        outbox.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Put_EntryOfAnotherProof_IsRefused()
    {
        (OutboxEntry entry, byte[] proof) = Sample(7);
        ProofOutbox outbox = new(Folder);
        proof[0] ^= 1;
        Should.Throw<ArgumentException>(() => outbox.Put(entry, proof));
        Should.Throw<ArgumentException>(() => outbox.Put(entry, proof.AsSpan(1)));
    }

    [Fact]
    public void DataDirectory_LockedOnce_IsNotLockedTwice()
    {
        using (DataDirectoryLock? first = DataDirectoryLock.TryTake(_directory.Path))
        {
            first.ShouldNotBeNull();
            DataDirectoryLock.TryTake(_directory.Path).ShouldBeNull();
        }

        using DataDirectoryLock? again = DataDirectoryLock.TryTake(_directory.Path);
        again.ShouldNotBeNull();
    }

    private static (OutboxEntry Entry, byte[] Proof) Sample(ulong seed, int payees = 1, int proofBytes = ProofBytes)
    {
        Prng prng = new(seed);
        byte[] proof = Bytes(prng, proofBytes);
        _ = Hash32.TryRead(Bytes(prng, Hash32.Bytes), out Hash32 batch);
        Address[] addresses = [.. Enumerable.Range(0, payees).Select(_ => Address.TryRead(Bytes(prng, Address.Bytes), out Address a) ? a : default)];
        return (new OutboxEntry(new BatchKey(batch), new TaskId(1, 3), false, OutboxFile.HashOf(proof), proof.Length, addresses), proof);
    }

    private static byte[] Bytes(Prng prng, int count) => [.. Enumerable.Range(0, count).Select(_ => (byte)prng.NextUInt64())];

    private void LoadRefuses(string path, byte[] file)
    {
        File.WriteAllBytes(path, file);
        ProofOutbox outbox = new(Folder);
        outbox.Load(out int damaged).ShouldBe(OutboxOutcome.Success);
        damaged.ShouldBe(1);
        outbox.Entries.ShouldBeEmpty();
        File.ReadAllBytes(path + ".damaged").ShouldBe(file);
    }
}
