using P2PProver.Crypto;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Scenarios.Simulated;

/// <summary>Carries out what a scenario's script says, through the simulator's own hooks.</summary>
internal sealed class Script
{
    private const long UserFeeCap = long.MaxValue / 256;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    private readonly SimWorld _world;
    private readonly ScriptOptions _options;
    private readonly HashSet<BatchKey> _struck = [];
    private readonly List<TimeSpan> _forcedSent = [];
    private long _nextNonce;
    private int _nextVictim = 1;

    public Script(SimWorld world, ScriptOptions options)
    {
        (_world, _options) = (world, options);
        if (options.EveryoneStopsAt is { } stop)
        {
            world.At(stop, StopEveryone);
        }

        if (options.RollingKillInterval is { } interval)
        {
            world.At(world.Options.FirstBatch, () => KillNext(interval));
        }

        if (options.KillFinaliser)
        {
            world.At(world.Options.FirstBatch, StrikeFinaliser);
        }

        foreach (TimeSpan at in options.ForcedItemsAt)
        {
            world.At(at, SendForcedItem);
        }

        if (options.UserEscapes)
        {
            world.At(world.Options.Chain.BlockTime, Leave);
        }
    }

    /// <summary>The account of the rollup's user.</summary>
    public static Address User { get; } = MockHash.Address(0x05e4, 1);

    /// <summary>What a forced item carries besides its fee.</summary>
    public static UInt128 ForcedAmount { get; } = RollupRules.Coin;

    /// <summary>When forced items were sent.</summary>
    public IReadOnlyList<TimeSpan> ForcedSent => _forcedSent;

    /// <summary>Nodes that were stopped.</summary>
    public int Kills { get; private set; }

    /// <summary>When the user had its coins back.</summary>
    public TimeSpan? RecoveredAt { get; private set; }

    /// <summary>Whether nothing that the scenario asks about can happen any more.</summary>
    public bool IsOver => _options.UserEscapes && RecoveredAt is not null;

    private void StopEveryone()
    {
        for (int node = 0; node < _world.Nodes.Count; node++)
        {
            _world.Crash(node, forGood: true);
            Kills++;
        }
    }

    /// <summary>Stops one node after the other, node 0 too: no process is special.</summary>
    private void KillNext(TimeSpan interval)
    {
        int node = _nextVictim++ % _world.Nodes.Count;
        Strike(node);
        _world.At(_world.Agenda.Now + interval, () => KillNext(interval));
    }

    private void StrikeFinaliser()
    {
        foreach (SimNode node in _world.Nodes)
        {
            foreach (OutboxEntry entry in node.Outbox.Values)
            {
                if (entry.IsFinal && node.IsUp && _struck.Add(entry.Batch))
                {
                    Strike(node.Index);
                    break;
                }
            }
        }

        _world.At(_world.Agenda.Now + LookInterval, StrikeFinaliser);
    }

    private void Strike(int node)
    {
        if (!_world.Nodes[node].IsUp)
        {
            return;
        }

        Kills++;
        _world.Crash(node);
        _world.At(_world.Agenda.Now + _options.KillDownTime, () => _world.Restart(node));
    }

    private void SendForcedItem()
    {
        _forcedSent.Add(_world.Agenda.Now);
        Submit(new ForcedItemCall(_world.Options.Rules.ForcedFee + ForcedAmount));
    }

    /// <summary>In every block: freezes if the contract lets anyone, then escapes, then takes out what is credited.</summary>
    private void Leave()
    {
        RollupState state = _world.Chain.State;
        bool isWaiting = _world.Chain.NonceOf(User) < _nextNonce;
        if (state.Escaped.Contains(User) && !isWaiting && state.Pending.GetValueOrDefault(User) == 0)
        {
            RecoveredAt ??= _world.Agenda.Now;
        }
        else if (!isWaiting)
        {
            RollupCall call = !state.IsFrozen ? new FreezeCall() : !state.Escaped.Contains(User) ? new EscapeCall() : new WithdrawCall();
            if (!_world.WouldRevert(User, call))
            {
                Submit(call);
            }
        }

        _world.At(_world.Agenda.Now + _world.Options.Chain.BlockTime, Leave);
    }

    private void Submit(RollupCall call)
    {
        _nextNonce = Math.Max(_nextNonce, _world.Chain.NonceOf(User));
        if (_world.Chain.Submit(_world.Agenda.Now, User, _nextNonce, UserFeeCap, call) == SubmitOutcome.Accepted)
        {
            _nextNonce++;
        }
    }
}
