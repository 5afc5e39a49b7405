using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>One proof in the making: the protocol's steps in order, over the backend's handles.</summary>
internal sealed class ProverSession : IDisposable
{
    private readonly ProvingKey _key;
    private readonly ReadOnlyMemory<KoalaBear> _publicValues;
    private readonly IProverBackend _backend;
    private readonly int _threads;
    private readonly IProverStages? _stages;
    private readonly ProofShape _shape;
    private readonly ProtocolTranscript _transcript;
    private readonly IDeviceMatrix?[] _traces;
    private readonly Dictionary<CommitmentKind, IDeviceMatrix?[]> _extended = [];
    private readonly Dictionary<CommitmentKind, IDeviceTree> _trees = [];
    private readonly List<IDisposable> _owned = [];

    public ProverSession(
        ProvingKey key,
        IReadOnlyList<FieldMatrix> traces,
        ReadOnlyMemory<KoalaBear> publicValues,
        IProverBackend backend,
        int threads,
        IProverStages? stages)
    {
        _key = key;
        _publicValues = publicValues;
        _backend = backend;
        _threads = threads;
        _stages = stages;
        _shape = key.VerifyingKey.Shape;
        _transcript = new ProtocolTranscript(key.VerifyingKey, publicValues.Span);
        _traces = [.. traces.Select(trace => Own(backend.Upload(trace)))];
        if (key.PreprocessedTree is not null)
        {
            _extended[CommitmentKind.Preprocessed] = [.. key.PreprocessedExtended];
            _trees[CommitmentKind.Preprocessed] = key.PreprocessedTree;
        }
    }

    private Machine Machine => _key.VerifyingKey.Machine;

    private ProofParameters Parameters => _shape.Parameters;

    /// <summary>Runs the protocol.</summary>
    public byte[] Run()
    {
        ProofHead head = ProofHead.Create(_shape);
        CommitMain(head);
        FingerprintKey<Ext5>? fingerprints = CommitLookups(head);
        CommitQuotient(head, fingerprints);
        Dictionary<int, IDeviceMatrix> codewords = Open(head);
        List<IDeviceTree> rounds = FoldAll(head, codewords);
        head.QueryWitness = _transcript.GrindQuery(_threads);
        End(ProverStage.Grinding);
        byte[] proof = Answer(head, rounds);
        End(ProverStage.Queries);
        return proof;
    }

    public void Dispose()
    {
        foreach (IDisposable item in _owned)
        {
            item.Dispose();
        }
    }

    private void CommitMain(ProofHead head)
    {
        IDeviceMatrix?[] extended = [.. _traces.Select(trace => Own(_backend.Extend(trace!, Parameters.LogBlowup)))];
        if (!_shape.HasLookups)
        {
            FreeTraces();
        }

        End(ProverStage.MainExtension);
        Commit(CommitmentKind.Main, extended, head.MainCap);
        _transcript.ObserveMain(head.MainCap);
        End(ProverStage.MainCommitment);
    }

    private FingerprintKey<Ext5>? CommitLookups(ProofHead head)
    {
        if (!_shape.HasLookups)
        {
            return null;
        }

        head.LookupWitness = _transcript.GrindLookup(_threads);
        (Ext5 alpha, Ext5 beta) = _transcript.SampleLookup();
        FingerprintKey<Ext5> fingerprints = VerifierFolding.Key(Machine.Buses, alpha, beta);
        IDeviceMatrix?[] extended = new IDeviceMatrix?[Machine.Tables.Length];
        int terminal = 0;
        for (int i = 0; i < extended.Length; i++)
        {
            Table table = Machine.Tables[i];
            if (table.HasInteractions)
            {
                LookupRequest request = new(table, _traces[i]!, _key.PreprocessedTraces[i], _publicValues, fingerprints);
                using IDeviceMatrix permutation = _backend.Permutation(request, out head.Terminals[terminal++]);
                extended[i] = Own(_backend.Extend(permutation, Parameters.LogBlowup));
            }
        }

        FreeTraces();
        Commit(CommitmentKind.Permutation, extended, head.PermutationCap);
        _transcript.ObservePermutation(head.PermutationCap, head.Terminals);
        End(ProverStage.Lookups);
        return fingerprints;
    }

    private void CommitQuotient(ProofHead head, FingerprintKey<Ext5>? fingerprints)
    {
        Ext5 challenge = _transcript.SampleConstraintChallenge();
        IDeviceMatrix?[] extended = new IDeviceMatrix?[Machine.Tables.Length];
        int terminal = 0;
        for (int i = 0; i < extended.Length; i++)
        {
            Table table = Machine.Tables[i];
            QuotientRequest request = new(
                table,
                Parameters.LogBlowup,
                Extended(CommitmentKind.Main, i)!,
                Extended(CommitmentKind.Preprocessed, i),
                Extended(CommitmentKind.Permutation, i),
                table.HasInteractions ? head.Terminals[terminal++] : Ext5.Zero,
                _publicValues,
                fingerprints,
                challenge);
            extended[i] = Own(_backend.Quotient(request));
        }

        Commit(CommitmentKind.Quotient, extended, head.QuotientCap);
        _transcript.ObserveQuotient(head.QuotientCap);
        End(ProverStage.Quotient);
    }

    /// <summary>Evaluates everything at zeta and batches it: one codeword for each height.</summary>
    private Dictionary<int, IDeviceMatrix> Open(ProofHead head)
    {
        Ext5 zeta = _transcript.SampleZeta();
        Dictionary<int, IDevicePoint> points = _shape.LogHeights.ToDictionary(height => height, height => Own(_backend.Prepare(height, zeta)));
        foreach (IGrouping<(int Commitment, int Matrix), OpeningBlock> blocks in ByMatrix())
        {
            OpeningBlock first = blocks.First();
            _backend.Evaluate(
                Matrix(first), points[first.LogHeight], Claimed(head, first).Span, Claimed(head, Next(blocks)).Span);
        }

        _transcript.ObserveOpenings(head.Openings);
        head.BatchWitness = _transcript.GrindBatch(_threads);
        Ext5 batch = _transcript.SampleBatch();
        End(ProverStage.Openings);
        Dictionary<int, IDeviceMatrix> codewords = [];
        foreach (int height in _shape.LogHeights)
        {
            CombineTerm[] terms = [.. ByMatrix().Where(blocks => blocks.First().LogHeight == height).Select(blocks => Term(head, blocks))];
            codewords[height] = Own(_backend.Combine(points[height], terms, batch, Parameters.LogBlowup));
        }

        End(ProverStage.Batching);
        return codewords;
    }

    private List<IDeviceTree> FoldAll(ProofHead head, Dictionary<int, IDeviceMatrix> codewords)
    {
        List<IDeviceTree> trees = [];
        IDeviceMatrix codeword = codewords[_shape.LogHeights[0]];
        for (int i = 0; i < _shape.Schedule.Rounds.Count; i++)
        {
            FriRound round = _shape.Schedule.Rounds[i];
            IDeviceMatrix groups = Own(_backend.ArrangeGroups(codeword, round.LogArity));
            IDeviceTree tree = Own(_backend.Commit(Parameters.Hash, [groups], _shape.FoldCapHeight(round)));
            trees.Add(tree);
            tree.Cap.CopyTo(head.FoldCaps[i]);
            _transcript.ObserveFold(head.FoldCaps[i]);
            head.FoldWitnesses[i] = _transcript.GrindFold(_threads);
            Ext5 challenge = _transcript.SampleFold();
            IDeviceMatrix? rollIn = round.RollsIn ? codewords[round.LogSizeAfter - Parameters.LogBlowup] : null;
            codeword = Own(_backend.Fold(codeword, round.LogArity, challenge, rollIn));
        }

        using FieldMatrix last = _backend.Download(codeword);
        FinalPolynomial.Interpolate(last.ExtElements, head.FinalPolynomial);
        _transcript.ObserveFinal(head.FinalPolynomial);
        End(ProverStage.Folding);
        return trees;
    }

    private byte[] Answer(ProofHead head, List<IDeviceTree> rounds)
    {
        int[] queries = _transcript.SampleQueries();
        ProofWriter writer = new(Parameters, ProofForm.Compact);
        writer.WriteHead(_shape, head);
        IEnumerable<IDeviceTree> trees = _shape.Commitments.Select(commitment => _trees[commitment.Kind]).Concat(rounds);
        TreeOpening[] openings = [.. trees.Select(tree => _backend.Open(tree, queries))];
        writer.WriteOpenings([.. _shape.CommitmentTrees, .. _shape.RoundTrees], openings, queries);
        return writer.ToArray();
    }

    private void Commit(CommitmentKind kind, IDeviceMatrix?[] extended, Digest8[] cap)
    {
        IDeviceTree tree = Own(_backend.Commit(Parameters.Hash, [.. extended.OfType<IDeviceMatrix>()], Parameters.CapHeight));
        tree.Cap.CopyTo(cap);
        _extended[kind] = extended;
        _trees[kind] = tree;
    }

    private IEnumerable<IGrouping<(int Commitment, int Matrix), OpeningBlock>> ByMatrix() =>
        _shape.Openings.GroupBy(block => (block.Commitment, block.Matrix));

    private static OpeningBlock? Next(IEnumerable<OpeningBlock> blocks) => blocks.FirstOrDefault(block => block.IsNext);

    private static Memory<Ext5> Claimed(ProofHead head, OpeningBlock? block) =>
        block is null ? Memory<Ext5>.Empty : head.Openings.AsMemory(block.Offset, block.Width);

    private CombineTerm Term(ProofHead head, IEnumerable<OpeningBlock> blocks)
    {
        OpeningBlock first = blocks.First();
        int next = _shape.BatchedWidth(first.LogHeight);
        return new CombineTerm(Matrix(first), first.BatchExponent, next, Claimed(head, first), Claimed(head, Next(blocks)));
    }

    private IDeviceMatrix Matrix(OpeningBlock block)
    {
        CommitmentShape commitment = _shape.Commitments[block.Commitment];
        return Extended(commitment.Kind, commitment.Matrices[block.Matrix].Table)!;
    }

    private IDeviceMatrix? Extended(CommitmentKind kind, int table) =>
        _extended.TryGetValue(kind, out IDeviceMatrix?[]? matrices) ? matrices[table] : null;

    private void FreeTraces()
    {
        foreach (IDeviceMatrix? trace in _traces)
        {
            trace?.Dispose();
        }
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }

    private void End(ProverStage stage) => _stages?.Ended(stage);
}
