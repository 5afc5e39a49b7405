using System.Text.Json;

namespace P2PProver.Node.Tests.Support;

/// <summary>What a run of the command left behind.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>stdout as one JSON document; a throw is a failed test.</summary>
    public JsonElement Json()
    {
        return JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>stderr as one JSON document.</summary>
    public JsonElement ErrorJson()
    {
        return JsonDocument.Parse(Error).RootElement;
    }

    public override string ToString()
    {
        return $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
    }
}
