using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests;

/// <summary>Networks without adversaries.</summary>
public sealed class MeshNodeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(3, 2)]
    [InlineData(8, 8)]
    [InlineData(8, 13)]
    [InlineData(16, 64)]
    public void Network_HealthyAndRanked_SettlesAndWastesNothing(int nodes, int shards)
    {
        MeshRig rig = new(new RigOptions { Nodes = nodes, Shards = shards, Seed = (ulong)(nodes + shards) });
        Fields.Prng prng = new(7);
        foreach (RigNode node in rig.Nodes) { node.Slowness = Math.Exp(0.35 * Math.Sqrt(-2 * Math.Log(prng.NextDouble()+1e-9)) * Math.Cos(6.283 * prng.NextDouble())); }
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        rig.RunUntil(() => rig.Settled.Count == 1, 60 + (40.0 * shards / nodes) + (26 * shards), "the batch settles");
        rig.RunFor(5);
        int started = rig.Nodes.Sum(node => node.JobsStarted);
        Console.Error.WriteLine($"{nodes} {shards} {rig.Seconds} started {started} of {2 * shards} {string.Join(',', rig.Refusals.Select(r=>r.Verdict.Reason).GroupBy(x=>x).Select(g=>g.Key+":"+g.Count()))}");
        rig.Nodes.Sum(node => node.JobsDone).ShouldBe(2 * shards);
    }
}
