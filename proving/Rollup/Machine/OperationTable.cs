using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// The operation table of the shard machine: what each kind of operation does to accounts, fees and the number of accounts, and the
/// evaluation of the data. docs/PROOFS.md, "Shard machine", says why it is sound.
/// </summary>
internal sealed partial class OperationTable
{
    public const string Name = "operations";

    private const int KindElement = 0;
    private const int AccountElement = 1;
    private const int ReceiverElement = 2;
    private const int AmountElement = 3;
    private const int FeeElement = 6;
    private const int SlotElement = 7;

    private readonly TableBuilder _builder;
    private readonly OperationColumns _columns;
    private readonly OperationSelectors _selectors;

    public OperationTable(ShardLayout layout)
    {
        Layout = layout;
        _builder = new TableBuilder(Name, layout.LogOperationRows);
        _selectors = new OperationSelectors(_builder.Columns);
        _columns = new OperationColumns(_builder.Columns);
        ConstrainKinds();
        ConstrainBlocks();
        ConstrainAccounts();
        ConstrainBalances();
        ConstrainPieces();
        ConstrainFees();
        ConstrainChained();
        Exchange();
        Table = _builder.Build();
    }

    public ShardLayout Layout { get; }

    public Table Table { get; }

    public OperationColumns Columns => _columns;

    public OperationSelectors Selectors => _selectors;

    /// <summary>Whether the operation is signed.</summary>
    private Expr IsSigned => _columns.Any(kind => kind.IsSigned());

    /// <summary>Whether the operation has a key in a second block.</summary>
    private Expr CarriesKey => _columns.Any(kind => kind.CarriesKey());

    private Expr IsOpen => _columns.Is(OperationKind.OpenAccount);

    /// <summary>Whether the row changes an account: first rows of all kinds but pads, second rows of transfers.</summary>
    private Expr Updates =>
        (_selectors.Sender * _columns.Any(kind => kind != OperationKind.Pad)) + (_selectors.Receiver * _columns.Is(OperationKind.Transfer));

    /// <summary>Whether the row changes an account that is open already.</summary>
    private Expr UpdatesKnown =>
        (_selectors.Sender * _columns.Any(kind => kind is not (OperationKind.Pad or OperationKind.OpenAccount)))
        + (_selectors.Receiver * _columns.Is(OperationKind.Transfer));

    /// <summary>On rows of blocks exactly one flag is set; both rows agree; two-block kinds and second blocks follow each other.</summary>
    private void ConstrainKinds()
    {
        Column[] flags = [.. _columns.Kinds, _columns.IsSecond];
        Expr sum = 0;
        foreach (Column flag in flags)
        {
            _builder.AssertBool(flag, $"{flag.Name} is a bit");
            _builder.AssertZero(_selectors.Sender * (flag.Next - flag), $"{flag.Name} is the same on both rows");
            sum += flag;
        }

        _builder.AssertZero(sum - _selectors.Live, "every block has a kind");
        _builder.AssertZero(_selectors.First * _columns.IsSecond, "the first block is no second one");
        _builder.AssertZero(_selectors.Receiver * (_columns.IsSecond.Next - CarriesKey), "second blocks follow");
    }

    /// <summary>Elements that a kind does not have are zero; second blocks are any eight elements.</summary>
    private void ConstrainBlocks()
    {
        foreach (Column element in _columns.Block)
        {
            _builder.AssertZero(_selectors.Sender * (element.Next - element), $"{element.Name} is the same on both rows");
        }

        Expr number = 0;
        foreach (OperationKind kind in Enum.GetValues<OperationKind>())
        {
            number += _columns.Is(kind) * (int)kind;
        }

        Expr first = 1 - _columns.IsSecond;
        _builder.AssertZero(first * (_columns.Block[KindElement] - number), "the block's kind");
        AssertAbsent(AccountElement, kind => kind != OperationKind.Pad);
        AssertAbsent(ReceiverElement, kind => kind.HasReceiver());
        for (int i = 0; i < Gwei.LimbCount; i++)
        {
            AssertAbsent(AmountElement + i, kind => kind.HasAmount());
        }

        AssertAbsent(FeeElement, kind => kind.IsSigned());
        AssertAbsent(SlotElement, kind => kind.IsSigned());
    }

    private void AssertAbsent(int element, Func<OperationKind, bool> isPresent)
    {
        Expr absent = 1 - _columns.IsSecond - _columns.Any(isPresent);
        _builder.AssertZero(absent * _columns.Block[element], FormattableString.Invariant($"element {element} is zero where it has no meaning"));
    }

    /// <summary>What stays from row to row or is summed up.</summary>
    private void ConstrainChained()
    {
        for (int i = 0; i < Digest8.WordCount; i++)
        {
            Column root = _columns.Root[i];
            _builder.AssertZero((_selectors.Live - Updates) * (root.Next - root), $"{root.Name} stays without an update");
        }

        _builder.AssertZero(_selectors.Sender * (_columns.Count.Next - _columns.Count - IsOpen), "count grows");
        _builder.AssertZero(_selectors.Receiver * (_columns.Count.Next - _columns.Count), "count stays");

        ExtExpr point = ExtExpr.Publics(_builder, ShardPublics.Point);
        ExtExpr sum = ExtExpr.Columns(_columns.Evaluation);
        ExtExpr before = sum;
        foreach (Column element in _columns.Block)
        {
            sum = (sum * point) + element;
        }

        for (int i = 0; i < Ext5.Degree; i++)
        {
            Column evaluation = _columns.Evaluation[i];
            _builder.AssertZero(_selectors.Sender * (evaluation.Next - sum[i]), $"{evaluation.Name} takes the block in");
            _builder.AssertZero(_selectors.Receiver * (evaluation.Next - before[i]), $"{evaluation.Name} stays");
            _builder.AssertZero(_selectors.First * (evaluation - _builder.PublicValue(ShardPublics.EvaluationIn + i)), $"{evaluation.Name} begins");
            _builder.AssertZero(_selectors.Final * (evaluation - _builder.PublicValue(ShardPublics.EvaluationOut + i)), $"{evaluation.Name} ends");
        }
    }

    private void Exchange()
    {
        KoalaBear half = KoalaBear.One.Halve();
        Expr block = _selectors.Number * half;
        _builder.Send(ShardBuses.Blocks, [block, .. Locals(_columns.Block)], _selectors.Uses, MultiplicityBound.PerRow(ShardPreprocessed.UsesMax));

        Expr slotLow = _columns.Pieces[0] + (_columns.Pieces[1] * (1 << SlotPieceBits));
        Expr[] key = [block, .. Locals(_columns.Key), slotLow, _columns.Pieces[2]];
        _builder.Send(ShardBuses.Keys, key, _selectors.Sender * IsSigned);

        Expr[] old = [_selectors.Number, 0, .. Locals(_columns.Key), .. Locals(_columns.Balance), _columns.LastSlot];
        _builder.Send(ShardBuses.Accounts, old, Updates);
        Expr[] changed = [_selectors.Number, 1, .. NewKey(), .. NewBalance(), _columns.NewLastSlot];
        _builder.Send(ShardBuses.Accounts, changed, Updates);
        Expr[] roots = [_selectors.Number, _columns.Account, .. Locals(_columns.Root), .. _columns.Root.Select(root => root.Next)];
        _builder.Send(ShardBuses.Roots, roots, Updates);
        Expr[] state = [Layout.StateNumber, _selectors.Final, .. Locals(_columns.Root), _columns.Count, 0, 0, 0];
        _builder.Send(ShardBuses.Accounts, state, _selectors.First + _selectors.Final);
    }

    private Expr[] NewBalance() => [.. Enumerable.Range(0, Gwei.LimbCount).Select(limb => OperationColumns.Limb(_columns.NewBalance, limb))];

    /// <summary>The key after the change: on first rows of kinds that carry one, what the second row took from the next block.</summary>
    private Expr[] NewKey() => [.. _columns.Key.Select(key => key + (CarriesKey * (key.Next - key)))];

    private static Expr[] Locals(IEnumerable<Column> columns) => [.. columns.Select(column => column.Local)];
}
