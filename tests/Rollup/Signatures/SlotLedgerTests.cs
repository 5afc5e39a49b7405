using P2PProver.Crypto.Files;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Signatures;

public sealed class SlotLedgerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("p2pprover-slots-").FullName;
    private readonly XmssKey _key = TestKeys.Get(1);

    private string CounterPath => Path.Combine(_directory, "slots");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Sign_AgainAndAgain_TakesIncreasingSlotsAboveZero()
    {
        using SlotFile file = SlotFile.Open(CounterPath);
        new SlotLedger(file).Create(_key).ShouldBe(SlotOutcome.Success);
        WalletSigner signer = new(_key, new SlotLedger(file), Ledger.Domain);
        for (uint expected = 1; expected < 5; expected++)
        {
            signer.Sign(default, Withdraw, out SignedOperation? signed).ShouldBe(SlotOutcome.Success);

            signed!.Operation.Slot.Value.ShouldBe(expected);
            Digest8 message = signed.Operation.MessageDigest(Ledger.Domain);
            XmssVerifier.Verify(_key.PublicKey, signed.Operation.Slot, message, signed.Signature!).ShouldBe(SignatureVerdict.Valid);
        }
    }

    [Fact]
    public void Sign_ChainIsAhead_TakesASlotAboveTheChains()
    {
        MemoryFile file = new();
        SlotLedger ledger = new(file);
        ledger.Create(_key);

        ledger.Take(_key, new Slot(20), out Slot slot).ShouldBe(SlotOutcome.Success);
        slot.Value.ShouldBe(21u);
        ledger.Take(_key, new Slot(3), out slot).ShouldBe(SlotOutcome.Success);
        slot.Value.ShouldBe(22u);
    }

    [Fact]
    public void Sign_LastSlotTaken_IsExhaustedForGood()
    {
        SlotLedger ledger = new(new MemoryFile());
        ledger.Create(_key);
        ledger.Take(_key, new Slot(62), out Slot slot).ShouldBe(SlotOutcome.Success);
        slot.Value.ShouldBe(63u);
        ledger.Take(_key, default, out _).ShouldBe(SlotOutcome.Exhausted);
        ledger.Take(_key, new Slot(Slot.Limit - 1), out _).ShouldBe(SlotOutcome.Exhausted);
    }

    [Fact]
    public void Sign_OperationWithAnotherSlot_IsABug()
    {
        SlotLedger ledger = new(new MemoryFile());
        ledger.Create(_key);

        Should.Throw<InvalidOperationException>(() => new WalletSigner(_key, ledger, Ledger.Domain)
            .Sign(default, slot => Withdraw(new Slot(slot.Value + 1)), out _));
    }

    [Fact]
    public void Sign_FileFailsBeforeOrAfterWriting_ReleasesNoSlotTwice()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            Prng prng = new(seed);
            MemoryFile file = new();
            new SlotLedger(file).Create(_key);
            List<uint> released = [];
            for (int i = 0; i < 30; i++)
            {
                file.Failure = (MemoryFile.FailurePoint)prng.NextInt(3);
                try
                {
                    if (new SlotLedger(file).Take(_key, default, out Slot slot) == SlotOutcome.Success)
                    {
                        released.Add(slot.Value);
                    }
                }
                catch (IOException)
                {
                    // The process would be gone here; the next round is the next process.
                }
            }

            released.ShouldBeUnique($"seed {seed}");
            released.ShouldBeInOrder();
        }
    }

    [Fact]
    public void Take_CrashAfterAnyStepOfTheFile_NeverGivesASlotAgain()
    {
        using (SlotFile fresh = SlotFile.Open(CounterPath))
        {
            new SlotLedger(fresh).Create(_key).ShouldBe(SlotOutcome.Success);
        }

        uint highest = 0;
        foreach (AtomicFileStep step in Enum.GetValues<AtomicFileStep>())
        {
            using (SlotFile dying = SlotFile.Open(CounterPath, done => Die(done, step)))
            {
                Should.Throw<IOException>(() => new SlotLedger(dying).Take(_key, default, out _), step.ToString());
            }

            using SlotFile next = SlotFile.Open(CounterPath);
            new SlotLedger(next).Take(_key, default, out Slot slot).ShouldBe(SlotOutcome.Success);
            slot.Value.ShouldBeGreaterThan(highest);
            highest = slot.Value;
        }

        static void Die(AtomicFileStep done, AtomicFileStep at)
        {
            if (done == at)
            {
                throw new IOException("the process is gone");
            }
        }
    }

    [Fact]
    public void Open_Twice_IsRefused()
    {
        using SlotFile first = SlotFile.Open(CounterPath);

        Should.Throw<IOException>(() => SlotFile.Open(CounterPath));
    }

    [Fact]
    public void Take_MissingDamagedOrForeignCounter_IsRefused()
    {
        MemoryFile file = new();
        SlotLedger ledger = new(file);
        ledger.Take(_key, default, out _).ShouldBe(SlotOutcome.CounterMissing);
        ledger.Create(_key).ShouldBe(SlotOutcome.Success);
        ledger.Create(_key).ShouldBe(SlotOutcome.CounterExists);
        ledger.Take(TestKeys.Get(2), default, out _).ShouldBe(SlotOutcome.CounterOfAnotherKey);
        ledger.Restore(TestKeys.Get(2), default, out _).ShouldBe(SlotOutcome.CounterOfAnotherKey);
        byte[] content = file.Content!;
        content.Length.ShouldBe(SlotLedger.Bytes);
        for (int i = 0; i < content.Length; i++)
        {
            file.Content = [.. content];
            file.Content[i] ^= 1;
            ledger.Take(_key, default, out _).ShouldBe(SlotOutcome.CounterDamaged, $"byte {i}");
            file.Content = content[..i];
            ledger.Take(_key, default, out _).ShouldBe(SlotOutcome.CounterDamaged, $"length {i}");
        }
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(30u, 0u)]
    [InlineData(0u, 40u)]
    [InlineData(50u, 9u)]
    public void Restore_SkipsBeyondChainAndOwn(uint chain, uint own)
    {
        MemoryFile file = new();
        SlotLedger ledger = new(file);
        ledger.Create(_key);
        uint signed = 0;
        if (own > 0)
        {
            ledger.Take(_key, new Slot(own - 1), out Slot slot).ShouldBe(SlotOutcome.Success);
            signed = slot.Value;
        }

        ledger.Restore(_key, new Slot(chain), out uint next).ShouldBe(SlotOutcome.Success);

        next.ShouldBeGreaterThanOrEqualTo(uint.Max(signed, chain) + SlotLedger.RestoreSkip);
        ledger.TryRead(_key.PublicKey, out uint kept).ShouldBe(SlotOutcome.Success);
        kept.ShouldBe(next);
    }

    [Fact]
    public void Restore_DamagedOrMissing_StartsBeyondTheChain()
    {
        MemoryFile file = new() { Content = [1, 2, 3] };
        new SlotLedger(file).Restore(_key, new Slot(7), out uint next).ShouldBe(SlotOutcome.Success);
        next.ShouldBe(8u + SlotLedger.RestoreSkip);
        file.Content = null;
        new SlotLedger(file).Restore(_key, new Slot(Slot.Limit - 1), out next).ShouldBe(SlotOutcome.Success);
        next.ShouldBe(Slot.Limit);
        new SlotLedger(file).Take(_key, default, out _).ShouldBe(SlotOutcome.Exhausted);
    }

    private static Operation Withdraw(Slot slot) => Operation.Withdraw(new AccountIndex(1), new Gwei(1), default, slot);

    /// <summary>A file in memory that can fail before or after the bytes are there.</summary>
    private sealed class MemoryFile : ISlotFile
    {
        public enum FailurePoint
        {
            None,
            BeforeWriting,
            AfterWriting,
        }

        public byte[]? Content { get; set; }

        public FailurePoint Failure { get; set; }

        public byte[]? Read() => Content;

        public void Replace(ReadOnlySpan<byte> content)
        {
            if (Failure == FailurePoint.BeforeWriting)
            {
                throw new IOException("before");
            }

            Content = content.ToArray();
            if (Failure == FailurePoint.AfterWriting)
            {
                throw new IOException("after");
            }
        }
    }
}
