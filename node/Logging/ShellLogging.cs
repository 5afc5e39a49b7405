using Microsoft.Extensions.Logging;
using P2PProver.Node.Configuration;

namespace P2PProver.Node.Logging;

/// <summary>Sets logging up as the configuration says. Event ids: 1000-1099 configuration, 1100-1199 diagnostics.</summary>
public static class ShellLogging
{
    /// <summary>A factory whose loggers write to <paramref name="writer"/>, which must be safe for several threads.</summary>
    public static ILoggerFactory CreateFactory(TextWriter writer, Settings settings, TimeProvider time)
    {
        LogLevel level = settings.Get(KnownSettings.LogLevel) switch
        {
            LogLevelName.Trace => LogLevel.Trace,
            LogLevelName.Debug => LogLevel.Debug,
            LogLevelName.Info => LogLevel.Information,
            LogLevelName.Warn => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        bool isJson = settings.Get(KnownSettings.LogFormat) == LogFormat.Json;
        return LoggerFactory.Create(builder => builder
            .SetMinimumLevel(level)
            .AddProvider(new ShellLoggerProvider(writer, isJson, time)));
    }
}
