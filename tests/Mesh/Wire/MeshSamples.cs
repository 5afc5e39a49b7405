using P2PProver.Crypto;
using P2PProver.Mesh.Wire;
using P2PProver.Testing;

namespace P2PProver.Mesh.Tests.Wire;

/// <summary>Valid messages of every kind, signed by keys of a seed.</summary>
internal sealed class MeshSamples
{
    private readonly TestRandom _random;
    private readonly Ed25519PrivateKey _key;

    public MeshSamples(ulong seed)
    {
        _random = new TestRandom(seed);
        Ed25519PrivateKey.TryRead(_random.Bytes(Ed25519PrivateKey.SeedBytes), out Ed25519PrivateKey? key).ShouldBeTrue();
        _key = key;
        Network = Hash();
        Signer = new Ed25519MessageSigner(key, Network);
    }

    public Hash32 Network { get; }

    public Ed25519MessageSigner Signer { get; }

    /// <summary>The same author on another network.</summary>
    public Ed25519MessageSigner SignerOn(Hash32 network) => new(_key, network);

    public Hash32 Hash() => Hash32.TryRead(_random.Bytes(Hash32.Bytes), out Hash32 hash) ? hash : default;

    public T Signed<T>(T message)
        where T : MeshMessage => (T)(message with { Signature = Signer.Sign(message) });

    public BatchAnnounce Announce(int providers) => Signed(new BatchAnnounce(
        new BatchKey(Hash()), new BlockRef(_random.Next(), Hash()), Hash(), [.. Enumerable.Range(0, providers).Select(_ => new NodeId(Hash())).Order()], Signer.Node, default));

    public Claim Claim() => Signed(new Claim(new BatchKey(Hash()), Task(), (long)(_random.Next() >> 1), Signer.Node, default));

    public ClaimHeartbeat Heartbeat() => Signed(new ClaimHeartbeat(new BatchKey(Hash()), Task(), 1 + _random.Next(3), Signer.Node, default));

    public ProofHeader Header() => Signed(new ProofHeader(new BatchKey(Hash()), Task(), new ProofHash(Hash()), 1 + _random.Next(MeshLimits.ProofBytesMax), Signer.Node, default));

    public FinalHeader Final()
    {
        Address.TryRead(_random.Bytes(Address.Bytes), out Address submitter).ShouldBeTrue();
        return Signed(new FinalHeader(new BatchKey(Hash()), new ProofHash(Hash()), 1 + _random.Next(MeshLimits.ProofBytesMax), submitter, Signer.Node, default));
    }

    public InvalidProof InvalidProof() => Signed(new InvalidProof(Header(), (InvalidProofReason)_random.Next(2), Signer.Node, default));

    public Equivocation Equivocation()
    {
        ProofHeader first = Header();
        ProofHeader second = Signed(first with { Proof = new ProofHash(Hash()) });
        bool isOrdered = first.Proof.CompareTo(second.Proof) < 0;
        return Signed(new Equivocation(isOrdered ? first : second, isOrdered ? second : first, Signer.Node, default));
    }

    public Status Status(int batches) => new(
        Hash(), Hash(), new BlockRef(_random.Next(), Hash()), _random.Next(),
        [.. Enumerable.Range(0, batches).Select(_ => new BatchStatus(new BatchKey(Hash()), new UInt128(_random.Next(), _random.Next())))]);

    public StatusReply Reply(int headers, int finals) => new(
        Status(MeshLimits.LiveBatchesMax), [.. Enumerable.Range(0, headers).Select(_ => Header())], [.. Enumerable.Range(0, finals).Select(_ => Final())]);

    /// <summary>One of every kind that travels on topics, and again with the lists as long as they get.</summary>
    public IEnumerable<MeshMessage> Gossip()
    {
        yield return Announce(0);
        yield return Announce(MeshLimits.WitnessProvidersMax);
        yield return Claim();
        yield return Heartbeat();
        yield return Header();
        yield return Final();
        yield return InvalidProof();
        yield return Equivocation();
    }

    private TaskId Task()
    {
        IReadOnlyList<TaskId> tasks = ProofTree.Of(MeshLimits.ShardsMax).Tasks;
        return tasks[_random.Next(tasks.Count)];
    }
}
