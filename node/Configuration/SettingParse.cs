using P2PProver.Node.Errors;

namespace P2PProver.Node.Configuration;

/// <summary>The outcome of reading one value: either a value, or the error that describes what is wrong with the text.</summary>
/// <param name="Value">The value, of the setting's own type; null when it was refused.</param>
/// <param name="Error"><see cref="ErrorCatalogue.WrongType"/> or <see cref="ErrorCatalogue.OutOfRange"/>; null if accepted.</param>
public readonly record struct SettingParse(object? Value, ErrorDefinition? Error)
{
    /// <summary>The text is not of the setting's type at all.</summary>
    public static SettingParse WrongType { get; } = new(null, ErrorCatalogue.WrongType);

    /// <summary>The text is of the right type, but not a value that is allowed.</summary>
    public static SettingParse OutOfRange { get; } = new(null, ErrorCatalogue.OutOfRange);

    /// <summary>The text stands for <paramref name="value"/>.</summary>
    public static SettingParse Accept(object value)
    {
        return new SettingParse(value, null);
    }
}
