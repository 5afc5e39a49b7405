using Microsoft.Extensions.Logging;

namespace P2PProver.Node.Logging;

/// <summary>Makes loggers that write to the shell's stderr.</summary>
public sealed class ShellLoggerProvider : ILoggerProvider
{
    private readonly TextWriter _writer;
    private readonly bool _isJson;
    private readonly TimeProvider _time;

    /// <summary>Writes lines to <paramref name="writer"/>, as JSON or as text.</summary>
    public ShellLoggerProvider(TextWriter writer, bool isJson, TimeProvider time)
    {
        _writer = writer;
        _isJson = isJson;
        _time = time;
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        return new ShellLogger(categoryName, _writer, _isJson, _time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer belongs to the shell.
    }
}
