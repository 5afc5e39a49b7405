using System.Globalization;

namespace P2PProver.Node.Configuration;

/// <summary>Where a value of the configuration came from.</summary>
/// <param name="Kind">The layer.</param>
/// <param name="Name">The file's path, the variable's name or the option; null for a default.</param>
/// <param name="Line">The line of the file, counted from one; null for the other layers.</param>
public sealed record SettingOrigin(OriginKind Kind, string? Name = null, int? Line = null)
{
    /// <summary>The origin of a built-in default.</summary>
    public static SettingOrigin Default { get; } = new(OriginKind.Default);

    /// <summary>The origin as an operator reads it, such as <c>env P2PPROVER_LOG__LEVEL</c> or <c>file config.json:3</c>.</summary>
    public override string ToString()
    {
        return Kind switch
        {
            OriginKind.File when Line is int line => string.Create(CultureInfo.InvariantCulture, $"file {Name}:{line}"),
            OriginKind.File => $"file {Name}",
            OriginKind.Environment => $"env {Name}",
            OriginKind.Flag => $"flag {Name}",
            _ => "default",
        };
    }
}
