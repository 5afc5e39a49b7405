using System.Text.Json;
using Microsoft.Extensions.Logging;
using P2PProver.Node.Logging;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Logging;

public sealed partial class ShellLoggerTests
{
    [Fact]
    public void Event_AsText_IsOneAlignedLine()
    {
        Write(isJson: false, logger => LogMoved(logger, "shard 7", "peer \"x\""))
            .ShouldBe("2026-06-01T12:00:00.000Z WARN  area     moved shard 7 to peer \"x\"\n");
    }

    [Fact]
    public void Event_AsJson_HasItsParametersAsFields()
    {
        JsonElement json = JsonDocument.Parse(Write(isJson: true, logger => LogMoved(logger, "shard 7", "peer \"x\""))).RootElement;

        json.GetProperty("level").GetString().ShouldBe("warn");
        json.GetProperty("area").GetString().ShouldBe("area");
        json.GetProperty("event").GetInt32().ShouldBe(9001);
        json.GetProperty("message").GetString().ShouldBe("moved shard 7 to peer \"x\"");
        json.GetProperty("fields").GetProperty("Place").GetString().ShouldBe("peer \"x\"");
    }

    [Fact]
    public void Exception_IsWrittenInBothForms()
    {
        InvalidOperationException exception = new("why");

        Write(isJson: false, logger => LogFailed(logger, exception)).ShouldContain("failed\nSystem.InvalidOperationException: why");
        JsonDocument.Parse(Write(isJson: true, logger => LogFailed(logger, exception))).RootElement
            .GetProperty("exception").GetString()!.ShouldContain("why");
    }

    private static string Write(bool isJson, Action<ILogger> log)
    {
        using StringWriter writer = new();
        using ShellLoggerProvider provider = new(writer, isJson, new FakeTime());
        log(provider.CreateLogger("area"));
        return writer.ToString();
    }

    [LoggerMessage(EventId = 9001, Level = LogLevel.Warning, Message = "moved {Thing} to {Place}")]
    private static partial void LogMoved(ILogger logger, string thing, string place);

    [LoggerMessage(EventId = 9002, Level = LogLevel.Error, Message = "failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
