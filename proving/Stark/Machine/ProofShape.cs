using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The shape of every proof of one machine under one parameter set. Prover and verifier read heights, widths, counts and the order of
/// everything from here; nothing of that kind is ever read from a proof.
/// </summary>
public sealed class ProofShape
{
    /// <summary>Columns of one block of the row hash, to which rows are padded with zeros.</summary>
    public const int RowBlock = 8;

    /// <summary>Derives and checks the shape.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="tables">The tables, in order.</param>
    /// <exception cref="ArgumentException">The parameters are malformed, or some table does not fit them.</exception>
    public ProofShape(ProofParameters parameters, IReadOnlyList<TableShape> tables)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(tables);
        if ((parameters.Validate() ?? tables.Select(table => Validate(parameters, table)).FirstOrDefault(reason => reason is not null))
            is string reason)
        {
            throw new ArgumentException(reason, nameof(tables));
        }

        Parameters = parameters;
        Tables = [.. tables];
        Schedule = FriSchedule.Create(parameters, tables.Select(table => table.LogHeight));
        Commitments = [.. Enum.GetValues<CommitmentKind>().Select(Commitment).OfType<CommitmentShape>()];
        Openings = Blocks();
        OpenedValueCount = Openings.Sum(block => block.Width);
        CommitmentTrees = [.. Commitments.Select(commitment => TreeShape.OfCommitment(commitment, parameters))];
        RoundTrees = [.. Schedule.Rounds.Select(round => TreeShape.OfRound(round, FoldCapHeight(round)))];
        LogHeights = [.. tables.Select(table => table.LogHeight).Distinct().OrderDescending()];
    }

    /// <summary>The parameter set.</summary>
    public ProofParameters Parameters { get; }

    /// <summary>The tables, in order.</summary>
    public ImmutableArray<TableShape> Tables { get; }

    /// <summary>The FRI rounds.</summary>
    public FriSchedule Schedule { get; }

    /// <summary>The commitments that have any column, in the order of <see cref="CommitmentKind"/>.</summary>
    public ImmutableArray<CommitmentShape> Commitments { get; }

    /// <summary>The claimed values: commitment by commitment, matrix by matrix, point by point.</summary>
    public ImmutableArray<OpeningBlock> Openings { get; }

    /// <summary>Claimed values in all.</summary>
    public int OpenedValueCount { get; }

    /// <summary>log2 of the distinct table heights, tallest first.</summary>
    public ImmutableArray<int> LogHeights { get; }

    /// <summary>The Merkle tree of each commitment.</summary>
    public ImmutableArray<TreeShape> CommitmentTrees { get; }

    /// <summary>The Merkle tree of each FRI round.</summary>
    public ImmutableArray<TreeShape> RoundTrees { get; }

    /// <summary>The tree of a commitment or, behind those, of a FRI round.</summary>
    /// <param name="tree">The commitments in their order, then the FRI rounds.</param>
    public TreeShape Tree(int tree) => tree < CommitmentTrees.Length ? CommitmentTrees[tree] : RoundTrees[tree - CommitmentTrees.Length];

    /// <summary>Whether any table takes part in LogUp; without, there is no permutation commitment and no LogUp challenge.</summary>
    public bool HasLookups => Tables.Any(table => table.HasInteractions);

    /// <summary>Number of LogUp terminals: one for each table with interactions.</summary>
    public int TerminalCount => Tables.Count(table => table.HasInteractions);

    /// <summary>The commitment of a kind, or null when no table has columns of that kind.</summary>
    /// <param name="kind">The kind.</param>
    public CommitmentShape? Find(CommitmentKind kind) => Commitments.FirstOrDefault(commitment => commitment.Kind == kind);

    /// <summary>Bytes of a proof before the answers to its queries.</summary>
    public int HeadBytes => (4 * HeadElements()) + (Parameters.DigestBytes * HeadDigests());

    /// <summary>Digests in the cap of a FRI round: fewer than the parameters' when the round has fewer rows.</summary>
    /// <param name="round">The round.</param>
    public int FoldCapLength(FriRound round) => 1 << FoldCapHeight(round);

    /// <summary>log2 of <see cref="FoldCapLength"/>.</summary>
    /// <param name="round">The round.</param>
    public int FoldCapHeight(FriRound round) => Math.Min(Parameters.CapHeight, round.LogSizeAfter);

    /// <summary>The claimed values of a table in a commitment at a point; empty when that is not opened.</summary>
    /// <param name="openings">All claimed values.</param>
    /// <param name="kind">The commitment.</param>
    /// <param name="table">The table's index.</param>
    /// <param name="next">Whether the next row's point is meant.</param>
    public ReadOnlySpan<T> Opened<T>(ReadOnlySpan<T> openings, CommitmentKind kind, int table, bool next)
    {
        OpeningBlock? block = FindOpening(kind, table, next);
        return block is null ? [] : openings.Slice(block.Offset, block.Width);
    }

    /// <summary>Where the claimed values of a table in a commitment at a point are; null when that is not opened.</summary>
    /// <param name="kind">The commitment.</param>
    /// <param name="table">The table's index.</param>
    /// <param name="next">Whether the next row's point is meant.</param>
    public OpeningBlock? FindOpening(CommitmentKind kind, int table, bool next)
    {
        foreach (OpeningBlock block in Openings)
        {
            CommitmentShape commitment = Commitments[block.Commitment];
            if (commitment.Kind == kind && commitment.Matrices[block.Matrix].Table == table && block.IsNext == next)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>The columns of one height over all commitments, each tree's row padded to a whole number of hash blocks.</summary>
    /// <param name="logHeight">log2 of the height.</param>
    public int BatchedWidth(int logHeight) => Commitments.Sum(commitment => PaddedWidth(commitment, logHeight));

    /// <summary>The group of a commitment's tree that holds the tables of a height; -1 where there are none.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="logHeight">log2 of the height.</param>
    public int GroupOf(int commitment, int logHeight)
    {
        ImmutableArray<TreeGroup> groups = CommitmentTrees[commitment].Groups;
        int group = groups.Length - 1;
        while (group >= 0 && groups[group].LogSize != logHeight + Parameters.LogBlowup)
        {
            group--;
        }

        return group;
    }

    /// <summary>The columns of a group, padded to a whole number of hash blocks.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="group">The group within its tree.</param>
    public int PaddedGroupWidth(int commitment, int group) => Padded(CommitmentTrees[commitment].Groups[group].Width);

    /// <summary>Whether some table of a height has columns in a commitment that are opened at the next row's point.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="logHeight">log2 of the height.</param>
    public bool HasNext(int commitment, int logHeight) =>
        Commitments[commitment].Matrices.Any(matrix => matrix.LogHeight == logHeight && matrix.Points == 2);

    private static int Padded(int width) => (width + RowBlock - 1) / RowBlock * RowBlock;

    private static int PaddedWidth(CommitmentShape commitment, int logHeight)
    {
        int width = commitment.Matrices.Where(matrix => matrix.LogHeight == logHeight).Sum(matrix => matrix.Width);
        return Padded(width);
    }

    private int HeadDigests() =>
        ((HasLookups ? 3 : 2) << Parameters.CapHeight) + Schedule.Rounds.Sum(FoldCapLength);

    private int HeadElements()
    {
        int extensions = TerminalCount + OpenedValueCount + (1 << Parameters.LogFinalLength);
        int witnesses = (HasLookups && Parameters.LookupGrindingBits > 0 ? 1 : 0)
            + (Parameters.BatchGrindingBits > 0 ? 1 : 0)
            + (Parameters.FoldGrindingBits > 0 ? Schedule.Rounds.Count : 0)
            + (Parameters.QueryGrindingBits > 0 ? 1 : 0);
        return (ProofParameters.ExtensionDegree * extensions) + witnesses;
    }

    private static string? Validate(ProofParameters parameters, TableShape table) => table switch
    {
        { LogHeight: < 1 } => $"{table.Name}: a table has at least two rows",
        _ when table.LogHeight < parameters.LogFinalLength => $"{table.Name}: the table is shorter than the final polynomial",
        _ when table.LogHeight + parameters.LogBlowup > KoalaBear.TwoAdicity => $"{table.Name}: the evaluation domain exceeds the field's two-adicity",
        _ when table.LogHeight + parameters.LogBlowup < parameters.CapHeight => $"{table.Name}: the cap is wider than the committed matrix is high",
        _ when table.LogQuotientChunks > parameters.LogBlowup => $"{table.Name}: the constraint degree is too high for the blow-up",
        { MainWidth: <= 0 } => $"{table.Name}: a table needs a main column",
        { PreprocessedWidth: < 0 } or { PermutationWidth: < 0 } or { ConstraintCount: < 0 } => $"{table.Name}: negative width",
        _ => null,
    };

    private CommitmentShape? Commitment(CommitmentKind kind)
    {
        ImmutableArray<CommittedMatrix> matrices =
            [.. Tables.Select((table, index) => Matrix(kind, table, index)).Where(matrix => matrix.Width > 0)];
        return matrices.IsEmpty ? null : new CommitmentShape(kind, matrices);
    }

    private static CommittedMatrix Matrix(CommitmentKind kind, TableShape table, int index) => kind switch
    {
        CommitmentKind.Main => new(index, table.LogHeight, table.MainWidth, table.UsesNextMain ? 2 : 1),
        CommitmentKind.Quotient => new(index, table.LogHeight, table.QuotientChunks * ProofParameters.ExtensionDegree, 1),
        CommitmentKind.Preprocessed => new(index, table.LogHeight, table.PreprocessedWidth, table.UsesNextPreprocessed ? 2 : 1),
        _ => new(index, table.LogHeight, table.PermutationWidth * ProofParameters.ExtensionDegree, 2),
    };

    // A height's columns stand in the order of its trees' padded rows; the last place has the power 0, and the next row's point has the
    // powers above those of zeta. So a verifier weights a whole row at once and uses the sum for both points.
    private ImmutableArray<OpeningBlock> Blocks()
    {
        ImmutableArray<OpeningBlock>.Builder blocks = ImmutableArray.CreateBuilder<OpeningBlock>();
        int offset = 0;
        for (int commitment = 0; commitment < Commitments.Length; commitment++)
        {
            ImmutableArray<CommittedMatrix> matrices = Commitments[commitment].Matrices;
            for (int matrix = 0; matrix < matrices.Length; matrix++)
            {
                CommittedMatrix shape = matrices[matrix];
                int before = matrices.Take(matrix).Where(other => other.LogHeight == shape.LogHeight).Sum(other => other.Width);
                int behind = Commitments.Skip(commitment).Sum(tree => PaddedWidth(tree, shape.LogHeight));
                int exponent = behind - before - shape.Width;
                for (int point = 0; point < shape.Points; point++)
                {
                    bool isNext = point == 1;
                    int power = exponent + (isNext ? BatchedWidth(shape.LogHeight) : 0);
                    blocks.Add(new(commitment, matrix, isNext, offset, shape.Width, shape.LogHeight, power));
                    offset += shape.Width;
                }
            }
        }

        return blocks.ToImmutable();
    }
}
