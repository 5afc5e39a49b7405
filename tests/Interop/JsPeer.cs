using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2PProver.Interop.Tests;

/// <summary>A js-libp2p node in a process of its own, told what to do over its standard input.</summary>
internal sealed class JsPeer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<JsonObject> _events = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task _reading;
    private int _commands;

    private JsPeer(string script)
    {
        if (JsEnvironment.MissingReason is string reason)
        {
            throw new InvalidOperationException(reason);
        }

        _process = Process.Start(new ProcessStartInfo("node", script)
        {
            WorkingDirectory = JsEnvironment.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? string.Empty);
        _process.BeginErrorReadLine();
        _reading = ReadAsync();
    }

    /// <summary>The peer id.</summary>
    public string Id { get; private set; } = string.Empty;

    /// <summary>The first listening address, with the peer id.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>Starts a process that runs another script; nothing in it is started yet.</summary>
    public static JsPeer Launch(string script) => new(script);

    public static async Task<JsPeer> StartAsync(string keyType, bool listen, bool earlyMuxer, string? kad = null)
    {
        JsPeer peer = new("peer.mjs");
        JsonObject started = await peer.CommandAsync("start", new JsonObject { ["keyType"] = keyType, ["listen"] = listen, ["earlyMuxer"] = earlyMuxer, ["kad"] = kad });
        peer.Id = (string)started["id"]!;
        peer.Address = listen ? (string)started["addresses"]![0]! : string.Empty;
        return peer;
    }

    /// <summary>Gives a command and waits for its result.</summary>
    public async Task<JsonObject> CommandAsync(string command, JsonObject? arguments = null)
    {
        string id = Interlocked.Increment(ref _commands).ToString(CultureInfo.InvariantCulture);
        TaskCompletionSource<JsonObject> answer = _pending[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        JsonObject line = arguments ?? [];
        line["id"] = id;
        line["command"] = command;
        await _process.StandardInput.WriteLineAsync(line.ToJsonString());
        await _process.StandardInput.FlushAsync();
        JsonObject result;
        try
        {
            result = await answer.Task.WaitAsync(Limit);
        }
        catch (TimeoutException never)
        {
            throw new TimeoutException($"js never answered '{command}'; it wrote: {string.Join('\n', _errors)}", never);
        }

        return result["error"] is JsonNode error ? throw new InvalidOperationException($"js, {command}: {error}") : result["result"]!.AsObject();
    }

    /// <summary>Waits for an event of a kind that fits.</summary>
    public async Task<JsonObject> EventAsync(string kind, Predicate<JsonObject> fits)
    {
        using CancellationTokenSource deadline = new(Limit);
        while (true)
        {
            foreach (JsonObject seen in _events)
            {
                if ((string?)seen["event"] == kind && fits(seen))
                {
                    return seen;
                }
            }

            try
            {
                await _news.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException never)
            {
                throw new TimeoutException($"the event '{kind}' of js never came; it wrote: {string.Join('\n', _errors)}", never);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        await _reading;
        _process.Dispose();
        _news.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            JsonObject message = JsonNode.Parse(line)!.AsObject();
            if (message["id"] is JsonNode id && _pending.TryRemove(id.GetValue<string>(), out TaskCompletionSource<JsonObject>? answer))
            {
                answer.TrySetResult(message);
            }
            else
            {
                _events.Enqueue(message);
                _news.Release();
            }
        }

        foreach (TaskCompletionSource<JsonObject> left in _pending.Values)
        {
            left.TrySetException(new JsonException($"the js process ended: {string.Join('\n', _errors)}"));
        }
    }
}
