using System.Text.Json.Nodes;

namespace P2PProver.Interop.Tests;

/// <summary>Some js-libp2p nodes with gossipsub in one process.</summary>
internal sealed class GossipJs : IAsyncDisposable
{
    private readonly JsPeer _process;

    private GossipJs(JsPeer process)
    {
        _process = process;
    }

    public IReadOnlyList<string> Ids { get; private set; } = [];

    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>Starts nodes. The options are those of js gossipsub.</summary>
    public static async Task<GossipJs> StartAsync(int count, bool signs, JsonObject? options = null, JsonObject? scores = null)
    {
        GossipJs js = new(JsPeer.Launch("gossip.mjs"));
        JsonObject arguments = new()
        {
            ["count"] = count,
            ["policy"] = signs ? "StrictSign" : "StrictNoSign",
            ["options"] = options ?? [],
            ["scores"] = scores ?? [],
        };
        JsonArray nodes = (await js._process.CommandAsync("start", arguments))["nodes"]!.AsArray();
        js.Ids = [.. nodes.Select(n => (string)n!["id"]!)];
        js.Addresses = [.. nodes.Select(n => (string)n!["address"]!)];
        return js;
    }

    public Task<JsonObject> DoAsync(string command, int node, JsonObject? arguments = null)
    {
        JsonObject all = arguments ?? [];
        all["node"] = node;
        return _process.CommandAsync(command, all);
    }

    public Task<JsonObject> TopicAsync(string command, int node, string topic) => DoAsync(command, node, new JsonObject { ["topic"] = topic });

    public Task<JsonObject> PeerAsync(string command, int node, string topic, string peer) =>
        DoAsync(command, node, new JsonObject { ["topic"] = topic, ["peer"] = peer });

    public Task<JsonObject> PublishAsync(int node, string topic, string text) => DoAsync("publish", node, new JsonObject { ["topic"] = topic, ["text"] = text });

    /// <summary>Waits for so many messages at a node, and gives text, author and sender of each.</summary>
    public async Task<IReadOnlyList<(string Text, string? Author, string Sender)>> MessagesAsync(int node, int count)
    {
        JsonObject result = await DoAsync("awaitMessages", node, new JsonObject { ["count"] = count });
        return [.. result["messages"]!.AsArray().Select(m => ((string)m!["text"]!, (string?)m["author"], (string)m["sender"]!))];
    }

    public async Task<double> ScoreAsync(int node, string peer) => (double)(await DoAsync("score", node, new JsonObject { ["peer"] = peer }))["score"]!;

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
