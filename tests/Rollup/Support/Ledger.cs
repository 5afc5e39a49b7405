using P2PProver.Hashing;

namespace P2PProver.Rollup.Tests.Support;

/// <summary>
/// A small rollup whose accounts the test can sign for: number i has the test key i at first. It tracks keys and slots of what it is
/// asked to sign, and leaves the rest to the code under test.
/// </summary>
internal sealed class Ledger
{
    public static readonly BatchShape Shape = new(6, 16);

    private readonly Dictionary<uint, XmssKey> _keys = [];
    private readonly Dictionary<uint, uint> _slots = [];

    public Ledger(int accounts, ulong balance, BatchShape? shape = null)
    {
        BatchShape = shape ?? Shape;
        Account[] opened = new Account[accounts];
        for (uint i = 0; i < accounts; i++)
        {
            opened[i] = new Account(KeyOf(i).PublicKey, new Gwei(balance), default);
        }

        State = AccountTree.Of(BatchShape.TreeDepth, opened);
    }

    public static RollupDomain Domain { get; } = RollupDomain.FromBytes(Keccak256.Hash("a test"u8));

    public BatchShape BatchShape { get; }

    public AccountTree State { get; }

    public List<SignedOperation> Operations { get; } = [];

    public RollupBatch Batch => new(Domain, BatchShape, [.. Operations]);

    public static AccountIndex At(uint index) => new(index);

    public XmssKey KeyOf(uint account)
    {
        if (!_keys.TryGetValue(account, out XmssKey? key))
        {
            key = TestKeys.Get(account);
            _keys[account] = key;
        }

        return key;
    }

    public Slot NextSlot(uint account)
    {
        uint next = _slots.GetValueOrDefault(account) + 1;
        _slots[account] = next;
        return new Slot(next);
    }

    public SignedOperation Sign(Operation operation) =>
        new(operation, KeyOf(operation.Account.Value).Sign(operation.Slot, operation.MessageDigest(Domain)));

    public Ledger Transfer(uint from, uint to, ulong amount, ulong fee = 0) =>
        Add(Sign(Operation.Transfer(At(from), At(to), new Gwei(amount), new Gwei(fee), NextSlot(from))));

    public Ledger Withdraw(uint from, ulong amount, ulong fee = 0) =>
        Add(Sign(Operation.Withdraw(At(from), new Gwei(amount), new Gwei(fee), NextSlot(from))));

    public Ledger Rotate(uint account, uint keyNumber, int window, ulong fee = 0)
    {
        XmssKey replacement = TestKeys.Get(keyNumber, window);
        Add(Sign(Operation.RotateKey(At(account), new Gwei(fee), NextSlot(account), replacement.PublicKey)));
        _keys[account] = replacement;
        _slots[account] = uint.Max(_slots[account], replacement.FirstSlot.Value - 1);
        return this;
    }

    public Ledger Open(uint index, ulong amount) => Add(Operation.OpenAccount(At(index), new Gwei(amount), KeyOf(index).PublicKey));

    public Ledger Add(Operation operation) => Add(new SignedOperation(operation, null));

    public Ledger Add(SignedOperation operation)
    {
        Operations.Add(operation);
        return this;
    }

    public ReplayResult Replay(int threads = 1) => BatchReplay.Run(Batch, State, threads);
}
