namespace P2PProver.Node.Configuration;

/// <summary>One of a few names, those of an enumeration in lower case.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class ChoiceSetting<T> : SettingOf<T>
    where T : struct, Enum
{
    private readonly T _default;

    /// <summary>Declares the key.</summary>
    public ChoiceSetting(string key, T defaultValue, string description)
        : base(key, description)
    {
        _default = defaultValue;
    }

    /// <inheritdoc/>
    public override string TypeName => "choice";

    /// <inheritdoc/>
    public override string Allowed => $"one of {string.Join(", ", Enum.GetValues<T>().Select(NameOf))}";

    /// <inheritdoc/>
    public override string DefaultText => NameOf(_default);

    /// <inheritdoc/>
    public override bool IsJsonString => true;

    /// <inheritdoc/>
    public override object DefaultValue(ProcessEnvironment environment)
    {
        return _default;
    }

    /// <inheritdoc/>
    public override SettingParse Parse(string text, string baseDirectory, ProcessEnvironment environment)
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(NameOf(value), text, StringComparison.Ordinal))
            {
                return SettingParse.Accept(value);
            }
        }

        return SettingParse.OutOfRange;
    }

    /// <inheritdoc/>
    protected override string Format(object value)
    {
        return NameOf((T)value);
    }

    private static string NameOf(T value)
    {
        return value.ToString().ToLowerInvariant();
    }
}
