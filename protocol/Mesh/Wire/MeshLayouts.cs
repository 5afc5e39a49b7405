using P2PProver.Crypto;

namespace P2PProver.Mesh.Wire;

/// <summary>
/// The one list of what leaves a node: readers, writers, signing bytes and the tables of docs/PROTOCOL.md are made of it. Fields keep their
/// places; a change needs a new version.
/// </summary>
internal static class MeshLayouts
{
    /// <summary>Topic announce.</summary>
    public static readonly MessageLayout<BatchAnnounce> BatchAnnounce = new(
        MessageKind.BatchAnnounce,
        MessageCaps.BatchAnnounce,
        "topic `announce`",
        [
            Hash<BatchAnnounce>("batch", "key of the batch", m => m.Batch.Value),
            new NumberField<BatchAnnounce>("commitNumber", ulong.MaxValue, "block that committed it", m => m.CommitBlock.Number),
            Hash<BatchAnnounce>("commitHash", "hash of that block", m => m.CommitBlock.Hash),
            Hash<BatchAnnounce>("transaction", "hash of the transaction that committed it", m => m.Transaction),
            new ListField<BatchAnnounce, NodeId>(
                "providers", MeshLimits.WitnessProvidersMax, "who serves the witness; strictly ascending", Hash<NodeId>(string.Empty, string.Empty, n => n.Value), m => m.WitnessProviders),
            Node<BatchAnnounce>(),
            Signature<BatchAnnounce>(),
        ],
        v => Checked.Announce(new BatchAnnounce(
            new BatchKey(v.Hash()), new BlockRef(v.Number(), v.Hash()), v.Hash(), v.List(NodeOf), new NodeId(v.Hash()), v.Signature())));

    /// <summary>Topic claim.</summary>
    public static readonly MessageLayout<Claim> Claim = new(
        MessageKind.Claim,
        MessageCaps.Claim,
        "topic `claim`",
        [
            Hash<Claim>("batch", "key of the batch", m => m.Batch.Value),
            Level<Claim>(m => m.Task),
            Index<Claim>(m => m.Task),
            new NumberField<Claim>("expiryMs", long.MaxValue, "end of the claim, milliseconds since 1970", m => (ulong)m.ExpiryMs),
            Node<Claim>(),
            Signature<Claim>(),
        ],
        v => Checked.Task(new BatchKey(v.Hash()), new TaskId(v.Small(), v.Small()), out BatchKey batch, out TaskId task)
            ? new Claim(batch, task, (long)v.Number(), new NodeId(v.Hash()), v.Signature())
            : null);

    /// <summary>Topic claim.</summary>
    public static readonly MessageLayout<ClaimHeartbeat> ClaimHeartbeat = new(
        MessageKind.ClaimHeartbeat,
        MessageCaps.ClaimHeartbeat,
        "topic `claim`",
        [
            Hash<ClaimHeartbeat>("batch", "key of the batch", m => m.Batch.Value),
            Level<ClaimHeartbeat>(m => m.Task),
            Index<ClaimHeartbeat>(m => m.Task),
            new NumberField<ClaimHeartbeat>("quarter", 3, "quarters of the claim's life that have passed; at least 1", m => (ulong)m.Quarter),
            Node<ClaimHeartbeat>(),
            Signature<ClaimHeartbeat>(),
        ],
        v => Checked.Task(new BatchKey(v.Hash()), new TaskId(v.Small(), v.Small()), out BatchKey batch, out TaskId task) && v.Small() is > 0 and int quarter
            ? new ClaimHeartbeat(batch, task, quarter, new NodeId(v.Hash()), v.Signature())
            : null);

    /// <summary>Topic header.</summary>
    public static readonly MessageLayout<ProofHeader> ProofHeader = new(
        MessageKind.ProofHeader,
        MessageCaps.ProofHeader,
        "topic `header`",
        [
            Hash<ProofHeader>("batch", "key of the batch", m => m.Batch.Value),
            Level<ProofHeader>(m => m.Task),
            Index<ProofHeader>(m => m.Task),
            Hash<ProofHeader>("proof", "Keccak-256 of the proof's bytes", m => m.Proof.Value),
            Size<ProofHeader>(m => m.SizeBytes),
            Node<ProofHeader>(),
            Signature<ProofHeader>(),
        ],
        v => Checked.Task(new BatchKey(v.Hash()), new TaskId(v.Small(), v.Small()), out BatchKey batch, out TaskId task)
            ? Checked.Header(new ProofHeader(batch, task, new ProofHash(v.Hash()), v.Small(), new NodeId(v.Hash()), v.Signature()))
            : null);

    /// <summary>Topic root.</summary>
    public static readonly MessageLayout<FinalHeader> FinalHeader = new(
        MessageKind.FinalHeader,
        MessageCaps.FinalHeader,
        "topic `root`",
        [
            Hash<FinalHeader>("batch", "key of the batch", m => m.Batch.Value),
            Hash<FinalHeader>("proof", "Keccak-256 of the proof's bytes", m => m.Proof.Value),
            Size<FinalHeader>(m => m.SizeBytes),
            new BytesField<FinalHeader>("submitter", Address.Bytes, "account bound in the proof, to which the refund goes", (m, target) => m.Submitter.Value.CopyTo(target)),
            Node<FinalHeader>(),
            Signature<FinalHeader>(),
        ],
        v => Checked.Final(new FinalHeader(
            new BatchKey(v.Hash()), new ProofHash(v.Hash()), v.Small(), v.Address(), new NodeId(v.Hash()), v.Signature())));

    /// <summary>Topic report.</summary>
    public static readonly MessageLayout<InvalidProof> InvalidProof = new(
        MessageKind.InvalidProof,
        MessageCaps.InvalidProof,
        "topic `report`",
        [
            new RecordField<InvalidProof, ProofHeader>("header", "of the invalid proof, with its author's signature", ProofHeader, m => m.Header),
            new NumberField<InvalidProof>("reason", (ulong)InvalidProofReason.Statement, "0 proof, 1 statement", m => (ulong)m.Reason),
            Node<InvalidProof>(),
            Signature<InvalidProof>(),
        ],
        v => new InvalidProof(v.Record<ProofHeader>(), (InvalidProofReason)v.Small(), new NodeId(v.Hash()), v.Signature()));

    /// <summary>Topic report.</summary>
    public static readonly MessageLayout<Equivocation> Equivocation = new(
        MessageKind.Equivocation,
        MessageCaps.Equivocation,
        "topic `report`",
        [
            new RecordField<Equivocation, ProofHeader>("first", "the header with the smaller proof hash", ProofHeader, m => m.First),
            new RecordField<Equivocation, ProofHeader>("second", "the other header of the same author, batch and task", ProofHeader, m => m.Second),
            Node<Equivocation>(),
            Signature<Equivocation>(),
        ],
        v => Checked.Evidence(new Equivocation(v.Record<ProofHeader>(), v.Record<ProofHeader>(), new NodeId(v.Hash()), v.Signature())));

    /// <summary>Request of the status stream.</summary>
    public static readonly MessageLayout<Status> Status = new(
        MessageKind.Status,
        MessageCaps.Status,
        "request of `/p2pprover/status/1`",
        [
            Hash<Status>("network", "hash of the network file", m => m.Network),
            Hash<Status>("proofSystem", "ProofSystemId", m => m.ProofSystem),
            new NumberField<Status>("headNumber", ulong.MaxValue, "newest block that the node has seen", m => m.Head.Number),
            Hash<Status>("headHash", "hash of that block", m => m.Head.Hash),
            new NumberField<Status>("settledIndex", ulong.MaxValue, "index of the last settled batch", m => m.SettledIndex),
            new ListField<Status, BatchStatus>(
                "batches",
                MeshLimits.LiveBatchesMax,
                "live batches by commit order",
                new GroupField<BatchStatus>(
                    Hash<BatchStatus>("batch", "key", b => b.Batch.Value),
                    new BytesField<BatchStatus>("known", KnownBytes, "big-endian; bit p: a header for position p, bit 127: a final header", (b, target) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(target, b.Known))),
                m => m.Batches),
        ],
        v => new Status(v.Hash(), v.Hash(), new BlockRef(v.Number(), v.Hash()), v.Number(), v.List(BatchOf)));

    /// <summary>Answer of the status stream.</summary>
    public static readonly MessageLayout<StatusReply> StatusReply = new(
        MessageKind.StatusReply,
        MessageCaps.StatusReply,
        "answer of `/p2pprover/status/1`",
        [
            new RecordField<StatusReply, Status>("status", "of the answering node", Status, m => m.Status),
            new ListField<StatusReply, ProofHeader>("headers", MeshLimits.StatusHeadersMax, "that the asker lacks", Whole(ProofHeader), m => m.Headers),
            new ListField<StatusReply, FinalHeader>("finals", MeshLimits.LiveBatchesMax, "that the asker lacks", Whole(FinalHeader), m => m.Finals),
        ],
        v => new StatusReply(v.Record<Status>(), v.List(e => (ProofHeader)e.Content!), v.List(e => (FinalHeader)e.Content!)));

    /// <summary>Request of the proof stream.</summary>
    public static readonly MessageLayout<ProofRequest> ProofRequest = new(
        MessageKind.ProofRequest,
        MessageCaps.ProofRequest,
        "request of `/p2pprover/proof/1`; the body of the answer is the proof",
        [Hash<ProofRequest>("proof", "Keccak-256 of the proof's bytes", m => m.Proof.Value)],
        v => new ProofRequest(new ProofHash(v.Hash())));

    /// <summary>Request of the witness stream.</summary>
    public static readonly MessageLayout<WitnessRequest> WitnessRequest = new(
        MessageKind.WitnessRequest,
        MessageCaps.WitnessRequest,
        "request of `/p2pprover/witness/1`; the body of the answer is the package",
        [Hash<WitnessRequest>("witness", "Keccak-256 of the witness package", m => m.Witness)],
        v => new WitnessRequest(v.Hash()));

    /// <summary>All of them, in the order of their kinds.</summary>
    public static readonly IReadOnlyList<IMessageLayout> All =
        [BatchAnnounce, Claim, ClaimHeartbeat, ProofHeader, FinalHeader, InvalidProof, Equivocation, Status, StatusReply, ProofRequest, WitnessRequest];

    private const int KnownBytes = 16;

    private static BytesField<T> Hash<T>(string name, string meaning, Func<T, Hash32> get) =>
        new(name, Hash32.Bytes, meaning, (m, target) => get(m).Write(target));

    private static BytesField<T> Node<T>()
        where T : MeshMessage => Hash<T>("node", "Ed25519 key of the author", m => m.Node.Value);

    private static BytesField<T> Signature<T>()
        where T : MeshMessage => new("signature", MessageSignature.Bytes, "Ed25519, of the author", (m, target) => m.Signature.Write(target));

    private static NumberField<T> Level<T>(Func<T, TaskId> get) =>
        new("level", Checked.LevelMax, "level of the task, 0 for leaves", m => (ulong)get(m).Level);

    private static NumberField<T> Index<T>(Func<T, TaskId> get) =>
        new("index", Checked.IndexMax, "position of the task within its level", m => (ulong)get(m).Index);

    private static NumberField<T> Size<T>(Func<T, int> get) =>
        new("sizeBytes", MeshLimits.ProofBytesMax, "number of the proof's bytes, at least 1", m => (ulong)get(m));

    private static RecordField<T, T> Whole<T>(MessageLayout<T> layout)
        where T : class => new(string.Empty, string.Empty, layout, m => m);

    private static NodeId NodeOf(FieldValue value) => new(Hash32.TryRead((byte[])value.Content!, out Hash32 hash) ? hash : default);

    private static BatchStatus BatchOf(FieldValue value)
    {
        FieldValues parts = new((FieldValue[])value.Content!);
        return new BatchStatus(new BatchKey(parts.Hash()), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(parts.Bytes()));
    }
}
