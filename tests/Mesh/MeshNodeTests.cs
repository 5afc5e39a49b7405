using P2PProver.Fields;
using P2PProver.Mesh.Tests.Rig;

namespace P2PProver.Mesh.Tests;

/// <summary>Networks without adversaries.</summary>
public sealed class MeshNodeTests
{
    private static double Normal(Prng prng) => Enumerable.Range(0, 12).Sum(_ => prng.NextDouble()) - 6;

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
        Prng prng = new(7);
        rig.Nodes.ForEach(node => node.Slowness = Math.Exp(0.35 * Normal(prng)));
        rig.ConnectAll();
        rig.RunFor(3);
        rig.Commit(1);
        rig.RunUntil(() => rig.Settled.Count == 1, 60 + (40.0 * shards / nodes) + (26 * shards), "the batch settles");
        rig.RunFor(5);
        int started = rig.Nodes.Sum(node => node.JobsStarted);
        rig.Nodes.Sum(node => node.JobsDone).ShouldBe(2 * shards, "no task is finished twice");
        started.ShouldBeLessThan((2 * shards) + (shards / 2) + 2, "few jobs are begun in vain");
        rig.CheckPayments();
        rig.Nodes.SelectMany(node => node.Said).ShouldNotContain(command => command is BanPeer || command is SendClaims);
    }
}
