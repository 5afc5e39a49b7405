using System.Collections.Immutable;
using System.Diagnostics;
using P2PProver.Fields;

namespace P2PProver.Stark.Solidity;

/// <summary>The constraints of a machine as one graph: for each table the values that are folded with powers of alpha, in order.</summary>
internal sealed class FoldProgram
{
    private FoldProgram(FoldGraph graph, FoldInputs inputs, ImmutableArray<ImmutableArray<int>> tables)
    {
        Graph = graph;
        Inputs = inputs;
        Tables = tables;
    }

    /// <summary>All expressions.</summary>
    public FoldGraph Graph { get; }

    /// <summary>What the inputs are.</summary>
    public FoldInputs Inputs { get; }

    /// <summary>For each table the nodes of its constraints.</summary>
    public ImmutableArray<ImmutableArray<int>> Tables { get; }

    /// <summary>Writes down what the native verifier's own folding computes.</summary>
    public static FoldProgram Create(VerifyingKey key)
    {
        FoldGraph graph = new();
        FoldInputs inputs = new(key);
        ImmutableArray<int> basis = [.. Enumerable.Range(0, Ext5.Degree).Select(graph.Basis)];
        FingerprintKey<int>? fingerprints = key.Shape.HasLookups ? Fingerprints(key, graph, inputs) : null;
        ImmutableArray<ImmutableArray<int>>.Builder tables = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        int terminal = 0;
        for (int i = 0; i < key.Machine.Tables.Length; i++)
        {
            Table table = key.Machine.Tables[i];
            ConstraintFolder<int, FoldGraph> folder = new(table, graph, basis);
            TableInputs values = new(key, graph, inputs, i);
            int last = table.HasInteractions ? graph.Input(inputs.Terminal(terminal++)) : 0;
            int root = folder.Fold(values.Row(), values.Permutation(last), fingerprints, graph.Input(FoldInputs.Alpha));
            tables.Add(Terms(graph, root, table.TotalConstraintCount));
        }

        return new FoldProgram(graph, inputs, tables.ToImmutable());
    }

    private static FingerprintKey<int> Fingerprints(VerifyingKey key, FoldGraph graph, FoldInputs inputs) => new(
        key.Machine.Buses,
        [.. Enumerable.Range(0, key.Machine.Buses.Buses.Length).Select(bus => graph.Input(inputs.BusBase(bus)))],
        [graph.Constant(KoalaBear.One), .. Enumerable.Range(1, inputs.BetaPowers).Select(i => graph.Input(inputs.BetaPower(i)))]);

    // The fold is ((c0 alpha + c1) alpha + c2) ...; this takes it apart again.
    private static ImmutableArray<int> Terms(FoldGraph graph, int root, int count)
    {
        int[] terms = new int[count];
        for (int i = count - 1; i > 0; i--)
        {
            FoldNode sum = graph[root];
            FoldNode product = graph[sum.A];
            bool isStep = sum.Kind == FoldKind.Add && product.Kind == FoldKind.Multiply && product.B == graph.Input(FoldInputs.Alpha);
            if (!isStep)
            {
                throw new UnreachableException("A fold is Horner's rule in alpha.");
            }

            terms[i] = sum.B;
            root = product.A;
        }

        terms[0] = root;
        return [.. terms];
    }

    /// <summary>The inputs of one table, as the folding wants to see them.</summary>
    private readonly ref struct TableInputs(VerifyingKey key, FoldGraph graph, FoldInputs inputs, int table)
    {
        private readonly int _logHeight = key.Machine.Tables[table].LogHeight;

        public RowView<int> Row() => new()
        {
            MainLocal = Opened(CommitmentKind.Main, next: false),
            MainNext = Opened(CommitmentKind.Main, next: true),
            PreprocessedLocal = Opened(CommitmentKind.Preprocessed, next: false),
            PreprocessedNext = Opened(CommitmentKind.Preprocessed, next: true),
            PublicValues = Publics(),
            IsFirst = graph.Input(inputs.IsFirst(_logHeight)),
            IsLast = graph.Input(inputs.IsLast(_logHeight)),
            IsTransition = graph.Input(inputs.IsTransition(_logHeight)),
        };

        public PermutationView<int> Permutation(int terminal) => new()
        {
            Local = Opened(CommitmentKind.Permutation, next: false),
            Next = Opened(CommitmentKind.Permutation, next: true),
            Terminal = terminal,
        };

        private int[] Publics()
        {
            int[] publics = new int[key.Machine.PublicValueCount];
            for (int i = 0; i < publics.Length; i++)
            {
                publics[i] = graph.Input(inputs.Public(i));
            }

            return publics;
        }

        private int[] Opened(CommitmentKind kind, bool next)
        {
            OpeningBlock? block = key.Shape.FindOpening(kind, table, next);
            int[] values = new int[block?.Width ?? 0];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = graph.Input(inputs.Opening(block!.Offset + i));
            }

            return values;
        }
    }
}
