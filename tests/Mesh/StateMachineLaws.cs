using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests;

/// <summary>Laws of a total, deterministic, bounded state machine, over random events in random order.</summary>
public sealed class StateMachineLaws
{
    private const int Events = 4000;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 12).Select(seed => (ulong)seed)];

    private static MeshNode NewNode(ulong seed, MockProofs proofs)
    {
        KeyedHashAuthenticator keys = new(TestKeys.Node(0));
        MeshOptions options = new()
        {
            Network = TestKeys.Hash("network"),
            ProofSystem = TestKeys.Hash("proofs"),
            Account = TestKeys.Account(0),
            Payout = TestKeys.Payout(0),
            ProverSlots = (int)(seed % 3),
            Mode = (MeshMode)(seed % 5 < 3 ? 0 : seed % 2 == 0 ? 1 : 2),
            SoloNode = TestKeys.Node(0),
            SettleConfirmations = 6,
        };
        return new MeshNode(options, keys, keys, proofs, new RankCache());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Handle_RandomEvents_NeverThrowsAndStaysBounded(ulong seed)
    {
        MockProofs proofs = new();
        MeshNode node = NewNode(seed, proofs);
        RandomEvents events = new(seed, proofs);
        for (int i = 0; i < Events; i++)
        {
            MeshEvent happened = events.Next();
            IReadOnlyList<MeshCommand> commands = Should.NotThrow(() => node.Handle(happened, events.Now), $"seed {seed}, event {i}: {happened}");
            events.Learn(commands);
            node.Sizes.Exceeded().ShouldBeNull($"seed {seed}, event {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Handle_SameEventsAgain_GivesTheSameCommands(ulong seed)
    {
        MockProofs proofs = new();
        MeshNode one = NewNode(seed, proofs);
        MeshNode other = NewNode(seed, proofs);
        RandomEvents events = new(seed, proofs);
        for (int i = 0; i < Events; i++)
        {
            MeshEvent happened = events.Next();
            IReadOnlyList<MeshCommand> commands = one.Handle(happened, events.Now);
            events.Learn(commands);
            other.Handle(happened, events.Now).Select(Text).ShouldBe(commands.Select(Text), $"seed {seed}, event {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Handle_EveryReceivedMessage_GetsOneVerdictAtMost(ulong seed)
    {
        MockProofs proofs = new();
        MeshNode node = NewNode(seed, proofs);
        RandomEvents events = new(seed, proofs);
        HashSet<ulong> judged = [];
        HashSet<(BatchKey, TaskId)> announced = [];
        HashSet<ProofHash> stored = [];
        for (int i = 0; i < Events; i++)
        {
            MeshEvent happened = events.Next();
            IReadOnlyList<MeshCommand> commands = node.Handle(happened, events.Now);
            events.Learn(commands);
            commands.OfType<GiveVerdict>().ShouldAllBe(verdict => judged.Add(verdict.Ticket));
            if (happened is MessageReceived { Message: not InvalidProof } message)
            {
                judged.ShouldContain(message.Ticket, "only reports wait");
            }

            if (happened is OutboxStored { Entry: not null } outbox)
            {
                stored.Add(outbox.Entry.Proof);
            }

            foreach (ProofHeader header in commands.OfType<Publish>().Select(publish => publish.Message).OfType<ProofHeader>()
                .Where(header => header.Node == node.Id))
            {
                stored.ShouldContain(header.Proof, "nothing is announced before it is durable");
            }
        }
    }

    private static string Text(MeshCommand command) => command switch
    {
        ReplayBatch replay => $"{replay.Batch.Key.Value} {string.Join(',', replay.Providers)}",
        StartJob start => $"{start.Job} {start.Payee} {string.Join(',', start.Inputs)}",
        StoreInOutbox store => $"{store.Entry.Proof} {string.Join(',', store.Entry.Payees)}",
        AnswerStatus answer => $"{answer.Ticket} {string.Join(',', answer.Reply.Headers)} {string.Join(',', answer.Reply.Finals)}",
        AskStatus ask => $"{ask.To} {string.Join(',', ask.Status.Batches)}",
        Publish publish => $"{publish.Topic} {publish.Message.Signature}",
        _ => command.ToString(),
    };
}
