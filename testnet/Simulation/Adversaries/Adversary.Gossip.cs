using P2PProver.Crypto;
using P2PProver.Mesh;
using P2PProver.Testnet.Simulation.Chain;
using P2PProver.Testnet.Simulation.Engine;

namespace P2PProver.Testnet.Simulation.Adversaries;

/// <summary>Attacks by messages: theft, equivocation, false reports, spam.</summary>
public sealed partial class Adversary
{
    private void OnHeard(SimNode node, MeshMessage message)
    {
        if (message is ProofHeader header && _acted.Add((node.Index, header.Batch, header.Task)))
        {
            if (node.Does(Behaviours.Theft))
            {
                Later(() => Steal(node, header));
            }

            if (node.Does(Behaviours.FalseReports))
            {
                Later(() => ReportFalsely(node, header));
            }
        }

        if (message is FinalHeader final && node.Does(Behaviours.Theft))
        {
            Later(() => CopySettlement(node, final));
        }
    }

    /// <summary>A moment later: an attack never runs inside the handling of a message.</summary>
    private void Later(Action action) => _world.At(_world.Agenda.Now + TimeSpan.FromMilliseconds(1 + _random.NextInt(50)), action);

    /// <summary>Announces another's proof as its own, or bytes with the payee changed to itself.</summary>
    private void Steal(SimNode node, ProofHeader header)
    {
        if (!node.IsUp || _world.Proofs.Find(header.Proof) is not { } proof)
        {
            return;
        }

        ProofHash hash = header.Proof;
        if (_random.NextBool())
        {
            Count("re-attribute");
            Address[] payees = [.. proof.Payees];
            payees[^1] = node.Payout;
            JobKind kind = header.Task.IsLeaf ? JobKind.Leaf : JobKind.Merge;
            JobId job = new(header.Batch, header.Task, kind);
            hash = _world.Proofs.Forge(job, _world.ShardsOf(header.Batch), payees, default, node.Index, provesAnotherStatement: false).Hash;
        }
        else
        {
            Count("re-sign");
        }

        Publish(node, MeshTopic.Header, new ProofHeader(header.Batch, header.Task, hash, header.SizeBytes, node.Id, default));
    }

    /// <summary>Sends another's final proof with itself as submitter, or as payee of every position.</summary>
    private void CopySettlement(SimNode node, FinalHeader final)
    {
        int tried = _copies.GetValueOrDefault((node.Index, final.Batch));
        if (!node.IsUp || tried >= CopiesPerBatchMax || _world.Proofs.Find(final.Proof) is not { IsFinal: true } proof)
        {
            return;
        }

        _copies[(node.Index, final.Batch)] = tried + 1;
        Count("copied settlement");
        SettleCall stolen = new(final.Batch.Value, proof.Payees, proof.Submitter, proof);
        stolen = _random.NextBool()
            ? stolen with { Submitter = node.Payout }
            : stolen with { Payees = [.. proof.Payees.Select(_ => node.Payout)] };
        Submit(node, stolen);
    }

    private void ReportFalsely(SimNode node, ProofHeader header)
    {
        if (node.IsUp)
        {
            Count("false report");
            Publish(node, MeshTopic.Report, new InvalidProof(header, InvalidProofReason.Proof, node.Id, default));
        }
    }

    private void Equivocate(SimNode node, Publish publish)
    {
        if (publish.Message is ProofHeader header)
        {
            Count("equivocation");
            ProofHash other = new(MockHash.Of(_random.NextUInt64()));
            Later(() => Publish(node, MeshTopic.Header, header with { Proof = other }));
        }
        else if (publish.Message is Claim claim)
        {
            Count("equivocation");
            Later(() => Publish(node, MeshTopic.Claim, claim with { ExpiryMs = claim.ExpiryMs - 1 }));
        }
    }

    private void Spam(SimNode node)
    {
        double rate = _world.Options.Adversaries.SpamPerSecond;
        _world.At(_world.Agenda.Now + TimeSpan.FromSeconds(1 / rate), () => Spam(node));
        if (!node.IsUp || _world.Chain.State.FirstLive is not { } batch)
        {
            return;
        }

        Count("spam");
        BatchKey key = new(batch.Key);
        TaskId task = new(_random.NextInt(3), _random.NextInt(batch.ShardCount));
        long expiry = node.LocalTime.ToUnixTimeMilliseconds() + 5000;
        NodeId stranger = _world.Keys.NodeOf(1_000_000 + _random.NextInt(1000));
        NodeId other = _world.Nodes[_random.NextInt(_world.Nodes.Count)].Id;
        ProofHash noBytes = new(MockHash.Of(_random.NextUInt64()));
        switch (_random.NextInt(6))
        {
            case 0:
                PublishRaw(node, MeshTopic.Claim, new Claim(key, task, expiry, other, default));
                break;
            case 1:
                MeshMessage unknown = new Claim(key, task, expiry, stranger, default);
                PublishRaw(node, MeshTopic.Claim, unknown with { Signature = _world.Signatures.SignerOf(stranger).Sign(unknown) });
                break;
            case 2:
                Publish(node, MeshTopic.Claim, new Claim(key, new TaskId(6, 63), expiry, node.Id, default));
                break;
            case 3:
                Publish(node, MeshTopic.Claim, new Claim(key, task, expiry + 3_600_000, node.Id, default));
                break;
            case 4:
                Publish(node, MeshTopic.Header, new ProofHeader(key, task, noBytes, MeshLimits.ProofBytesMax, node.Id, default));
                break;
            default:
                Publish(node, MeshTopic.Claim, new Claim(new BatchKey(MockHash.Of(_random.NextUInt64())), task, expiry, node.Id, default));
                break;
        }
    }

    private void Publish(SimNode node, MeshTopic topic, MeshMessage message)
    {
        if (node.IsUp)
        {
            PublishRaw(node, topic, node.Sign(message));
        }
    }

    private void PublishRaw(SimNode node, MeshTopic topic, MeshMessage message)
    {
        _world.Log.Write(_world.Agenda.Now, node.Index, LogKind.Attack, value: (long)topic);
        node.Publish(topic, message);
    }
}
