using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>All checkers of a run, and what they found.</summary>
public sealed class CheckerSet
{
    private const int ViolationsMax = 16;

    private readonly SimWorld _world;
    private readonly Checker[] _checkers;
    private readonly List<Violation> _violations = [];

    internal CheckerSet(SimWorld world)
    {
        _world = world;
        _checkers =
        [
            new PaymentChecker(world),
            new SlashChecker(world),
            new OutboxChecker(world),
            new NonceChecker(world),
            new BoundsChecker(world),
            new ConductChecker(world),
            new LivenessChecker(world),
        ];
    }

    /// <summary>Broken invariants so far.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Claims slashed so far.</summary>
    public int Slashes { get; internal set; }

    internal void Add(string checker, string what)
    {
        if (_violations.Count < ViolationsMax)
        {
            _world.Log.Write(_world.Agenda.Now, -1, LogKind.Violation);
            _violations.Add(new Violation(_world.Agenda.Now, checker, what));
        }
    }

    internal void OnPublish(SimNode node, MeshMessage message) => Each(checker => checker.OnPublish(node, message));

    internal void OnProof(SimNode node, MockProof proof) => Each(checker => checker.OnProof(node, proof));

    internal void OnStored(SimNode node, OutboxEntry entry) => Each(checker => checker.OnStored(node, entry));

    internal void OnReleased(SimNode node, ProofHash proof) => Each(checker => checker.OnReleased(node, proof));

    internal void OnSend(SimNode node, long nonce, RollupCall sent) => Each(checker => checker.OnSend(node, nonce, sent));

    internal void OnBan(SimNode node, BanPeer ban) => Each(checker => checker.OnBan(node, ban));

    internal void OnStep(ChainStep moved) => Each(checker => checker.OnStep(moved));

    internal void OnEnd() => Each(checker => checker.OnEnd());

    internal void AfterEvent(in SimEvent handled)
    {
        foreach (Checker checker in _checkers)
        {
            checker.AfterEvent(handled);
        }
    }

    private void Each(Action<Checker> tell)
    {
        foreach (Checker checker in _checkers)
        {
            tell(checker);
        }
    }
}
