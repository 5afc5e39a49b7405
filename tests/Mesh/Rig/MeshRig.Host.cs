using P2PProver.Crypto;

namespace P2PProver.Mesh.Tests.Rig;

/// <summary>What a host does for its node.</summary>
internal sealed partial class MeshRig
{
    private void Do(RigNode node, MeshNode process, MeshCommand command)
    {
        // What a killed process has begun never ends.
        void Later(double delayMs, Func<MeshEvent> happened) => At(delayMs, () =>
        {
            if (node.Node == process)
            {
                Tell(node, happened());
            }
        });
        switch (command)
        {
            case Publish publish:
                Broadcast(node, publish);
                break;
            case GiveVerdict verdict when verdict.Verdict != MessageVerdict.Accept:
                Refusals.Add((node.Number, verdict));
                break;
            case PullProof pull:
                Pull(node, pull, Later);
                break;
            case VerifyProof verify:
                node.Bytes.ShouldContain(verify.Proof);
                Later(30, () => new ProofVerified(verify.Batch, verify.Task, verify.Proof, Proofs.Verify(verify.Proof)));
                break;
            case VerifyFinal verify:
                node.Bytes.ShouldContain(verify.Proof);
                Later(10, () => new FinalVerified(verify.Batch, verify.Proof, Proofs.VerifyFinal(verify.Proof)));
                break;
            case DropProof drop:
                node.Bytes.Remove(drop.Proof);
                break;
            case ReplayBatch replay:
                Later(100, () => new BatchReplayed(replay.Batch.Key, MockProofs.Replay(replay.Batch.ShardCount)));
                break;
            case StartJob start:
                StartJob(node, start, Later);
                break;
            case CancelJob cancel:
                node.Jobs.Remove(cancel.Job).ShouldBeTrue("only running jobs are cancelled");
                break;
            case StoreInOutbox store:
                Later(5, () =>
                {
                    node.Outbox.Add(store.Entry);
                    node.Bytes.Add(store.Entry.Proof);
                    return new OutboxStored(store.Entry);
                });
                break;
            case ReleaseFromOutbox release:
                node.Outbox.RemoveAll(entry => entry.Proof == release.Proof).ShouldBeGreaterThan(0);
                break;
            case SetTimer timer:
                SetTimer(node, timer);
                break;
            case AskStatus ask:
                AskStatus(node, ask, Later);
                break;
            default:
                DoOnChain(node, command);
                break;
        }
    }

    private void SetTimer(RigNode node, SetTimer timer)
    {
        long ms = (long)(timer.At - Start).TotalMilliseconds;
        ms.ShouldBeGreaterThan(_ms);
        _timers[node.Number] = ms;
        At(ms - _ms, () =>
        {
            if (_timers.TryGetValue(node.Number, out long wanted) && wanted == ms)
            {
                _timers.Remove(node.Number);
                Tell(node, new TimerFired());
            }
        });
    }

    /// <summary>Says something in a node's name, whatever its process thinks of it.</summary>
    public void Inject(RigNode node, MeshTopic topic, MeshMessage message) => Broadcast(node, new Publish(topic, message));

    private void Broadcast(RigNode node, Publish publish)
    {
        Overhears(node, publish.Message);
        foreach (RigNode other in Nodes)
        {
            if (other != node && Passes(node.Number, other.Number, publish.Message))
            {
                At(Latency(), () => Tell(other, new MessageReceived(publish.Topic, node.Id, publish.Message, ++_ticket)));
            }
        }
    }

    private void Pull(RigNode node, PullProof pull, Action<double, Func<MeshEvent>> later)
    {
        RigNode? source = Nodes.Find(other => other.Id == pull.From);
        bool reached = source is not null && !source.Dead && Reaches(node.Number, source.Number);
        if (!reached)
        {
            later(500, () => new ProofPulled(pull.From, pull.Proof, PullOutcome.Failed));
            return;
        }

        At(Latency(), () =>
        {
            bool served = !source!.Dead && source.Node.Handle(new ProofRequested(node.Id, new ProofRequest(pull.Proof), ++_ticket), Now)
                .ToArray().OfType<ServeProof>().Any();
            if (served && !source.Bytes.Contains(pull.Proof))
            {
                served = false;
            }

            later(Latency(), () =>
            {
                if (served)
                {
                    node.Bytes.Add(pull.Proof);
                }

                return new ProofPulled(pull.From, pull.Proof, served ? PullOutcome.Here : PullOutcome.NotThere);
            });
        });
    }

    private void AskStatus(RigNode node, AskStatus ask, Action<double, Func<MeshEvent>> later)
    {
        RigNode? peer = Nodes.Find(other => other.Id == ask.To);
        if (peer is null || peer.Dead || !Reaches(node.Number, peer.Number))
        {
            later(500, () => new StatusReceived(ask.To, null));
            return;
        }

        At(Latency(), () =>
        {
            StatusReply? reply = peer.Dead ? null : peer.Node.Handle(new StatusRequested(node.Id, ask.Status, ++_ticket), Now)
                .ToArray().OfType<AnswerStatus>().SingleOrDefault()?.Reply;
            later(Latency(), () => new StatusReceived(ask.To, reply));
        });
    }

    private void StartJob(RigNode node, StartJob start, Action<double, Func<MeshEvent>> later)
    {
        node.Jobs.Add(start.Job).ShouldBeTrue("one job of each kind at a time");
        node.Jobs.Count.ShouldBeLessThanOrEqualTo(node.Options.ProverSlots);
        node.JobsStarted++;
        start.Inputs.ShouldAllBe(input => node.Bytes.Contains(input));
        TimeSpan time = start.Job.Kind switch
        {
            JobKind.Leaf => node.Options.LeafJob,
            JobKind.Merge => node.Options.MergeJob,
            _ => node.Options.FinalJob,
        };
        MeshNode process = node.Node;
        At(time.TotalMilliseconds * node.Slowness, () =>
        {
            if (node.Node == process && !node.Dead && node.Jobs.Remove(start.Job))
            {
                node.JobsDone++;
                Tell(node, Finish(node, start));
            }
        });
    }

    private JobFinished Finish(RigNode node, StartJob start)
    {
        BatchInfo batch = Chain.OfType<BatchCommitted>().Last(committed => committed.Batch.Key == start.Job.Batch).Batch;
        List<Address> payees;
        ProofHash hash;
        if (start.Job.Kind == JobKind.Finalise)
        {
            payees = [.. Proofs.Verify(start.Inputs[0])!.Payees];
            hash = Proofs.Finalise(batch, payees, start.Payee);
        }
        else
        {
            payees = Proofs.Payees(batch, start.Job.Task, start.Inputs, start.Payee);
            hash = Proofs.Prove(batch, start.Job.Task, payees);
        }

        JobFinished finished = Forge(node, new JobFinished(start.Job, hash, 1000, payees), batch);
        node.Bytes.Add(finished.Proof);
        _made.Add((batch.Key, start.Job.Task, start.Job.Kind == JobKind.Finalise, start.Payee));
        return finished;
    }
}
