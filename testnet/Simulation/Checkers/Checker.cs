using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Proofs;

namespace P2PProver.Testnet.Simulation.Checkers;

/// <summary>Looks on, believes only what it sees itself, and says when an invariant breaks. It never changes the run.</summary>
public abstract class Checker
{
    private protected Checker(SimWorld world)
    {
        World = world;
    }

    /// <summary>The run.</summary>
    protected SimWorld World { get; }

    /// <summary>A message is published.</summary>
    public virtual void OnPublish(SimNode node, MeshMessage message)
    {
    }

    /// <summary>A job made a proof.</summary>
    public virtual void OnProof(SimNode node, MockProof proof)
    {
    }

    /// <summary>A proof is durable.</summary>
    public virtual void OnStored(SimNode node, OutboxEntry entry)
    {
    }

    /// <summary>A proof is to leave the outbox; it is still there.</summary>
    public virtual void OnReleased(SimNode node, ProofHash proof)
    {
    }

    /// <summary>A transaction is sent.</summary>
    public virtual void OnSend(SimNode node, long nonce, RollupCall sent)
    {
    }

    /// <summary>A node bans a key.</summary>
    public virtual void OnBan(SimNode node, BanPeer ban)
    {
    }

    /// <summary>The chain moved.</summary>
    public virtual void OnStep(ChainStep moved)
    {
    }

    /// <summary>An event was handled.</summary>
    public virtual void AfterEvent(in SimEvent handled)
    {
    }

    /// <summary>The run is over.</summary>
    public virtual void OnEnd()
    {
    }

    /// <summary>Says that an invariant broke.</summary>
    protected void Fail(string what) => World.Checks.Add(GetType().Name, what);

    /// <summary>Says that an invariant broke unless a condition holds.</summary>
    protected void Expect(bool condition, string what)
    {
        if (!condition)
        {
            Fail(what);
        }
    }
}
