using P2PProver.Fields;
using P2PProver.Testnet.Simulation.Events;
using P2PProver.Testnet.Simulation.Network;

namespace P2PProver.Simulation.Tests.Network;

public sealed class GossipOverlayTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(500)]
    public void Publish_HealthyNetwork_ReachesEveryNodeOnce(int nodes)
    {
        Net net = new(nodes, new NetworkOptions(), seed: 3);
        net.Publish(0);
        net.Run();
        net.Received.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public void Publish_LossAndDuplicates_StillReachesEveryNodeOnce()
    {
        Net net = new(64, new NetworkOptions { LossShare = 0.3, DuplicateShare = 0.3 }, seed: 4);
        net.Publish(5);
        net.Run();
        net.Received.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public void Publish_Partitioned_StaysOnItsSideUntilHealed()
    {
        Net net = new(40, new NetworkOptions(), seed: 5);
        net.Links.Partition(node => node % 2);
        net.Publish(0);
        net.Run();
        net.Received.Where((_, node) => node % 2 == 1).ShouldAllBe(count => count == 0);

        net.Links.Heal();
        net.Overlay.Repair();
        net.Run();
        net.Received.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public void Publish_EclipsedByCensors_NeverArrives()
    {
        Net net = new(30, new NetworkOptions(), seed: 6);
        net.Topology.Eclipse(7, [8, 9, 10]);
        net.Censors.UnionWith([8, 9, 10]);
        net.Publish(0);
        net.Run();
        net.Received[7].ShouldBe(0);
    }

    [Fact]
    public void Publish_SameSeed_SameArrivals()
    {
        static List<(int, TimeSpan)> Arrivals()
        {
            Net net = new(50, new NetworkOptions { LossShare = 0.1, DuplicateShare = 0.1 }, seed: 7);
            net.Publish(1);
            net.Publish(2);
            net.Run();
            return net.Log;
        }

        Arrivals().ShouldBe(Arrivals());
    }

    [Fact]
    public void Traffic_OneMessage_CountsEveryCopySent()
    {
        Net net = new(100, new NetworkOptions { OverheadBytes = 100 }, seed: 8);
        net.Publish(0);
        net.Run();
        long copies = net.Traffic.Messages(TrafficKind.Claim);
        net.Traffic.TotalBytes(TrafficKind.Claim).ShouldBe(copies * 300);
        (copies - net.Traffic.Duplicates(TrafficKind.Claim)).ShouldBeGreaterThanOrEqualTo(99);
        copies.ShouldBeLessThan(100 * 9);
    }

    private sealed class Net : IGossipNodes
    {
        private readonly Agenda<SimEvent> _agenda = new();

        public Net(int nodes, NetworkOptions options, ulong seed)
        {
            Prng random = new(seed);
            Links = new Links(options, nodes, random.Fork());
            Topology = Topology.Random(nodes, options.Degree, random.Fork());
            Traffic = new TrafficLedger(nodes);
            Received = new int[nodes];
            Overlay = new GossipOverlay(options, _agenda, Links, Topology, Traffic, this, random.Fork());
        }

        public Links Links { get; }

        public Topology Topology { get; }

        public TrafficLedger Traffic { get; }

        public GossipOverlay Overlay { get; }

        public int[] Received { get; }

        public HashSet<int> Censors { get; } = [];

        public List<(int, TimeSpan)> Log { get; } = [];

        public void Publish(int origin)
        {
            Received[origin]++;
            Overlay.Publish(origin, TrafficKind.Claim, 200, "claim");
        }

        public void Run()
        {
            while (_agenda.TryNext(out SimEvent next))
            {
                Overlay.Arrive(next);
            }
        }

        public bool IsUp(int node) => true;

        public bool Accept(int node, int from, GossipMessage message)
        {
            Received[node]++;
            Log.Add((node, _agenda.Now));
            return true;
        }

        public bool Withholds(int node, int peer, GossipMessage message) => Censors.Contains(node);
    }
}
