using System.Globalization;
using Microsoft.Extensions.Logging;

namespace P2PProver.Node.Logging;

/// <summary>Writes each event as one line.</summary>
internal sealed class ShellLogger : ILogger
{
    private readonly string _area;
    private readonly TextWriter _writer;
    private readonly bool _isJson;
    private readonly TimeProvider _time;

    public ShellLogger(string area, TextWriter writer, bool isJson, TimeProvider time)
    {
        _area = area;
        _writer = writer;
        _isJson = isJson;
        _time = time;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        return null;
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        return logLevel != LogLevel.None;
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        LogEvent log = new(_time.GetUtcNow(), NameOf(logLevel), _area, eventId.Id, formatter(state, exception), exception);
        string line = _isJson ? log.ToJson(state as IReadOnlyList<KeyValuePair<string, object?>>) : log.ToText();
        _writer.Write(line + "\n");
    }

    private static string NameOf(LogLevel level)
    {
        return level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Critical => "error",
            _ => level.ToString().ToLower(CultureInfo.InvariantCulture),
        };
    }
}
