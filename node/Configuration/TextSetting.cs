using System.Globalization;

namespace P2PProver.Node.Configuration;

/// <summary>Free text of bounded length.</summary>
public sealed class TextSetting : SettingOf<string>
{
    private readonly string _default;
    private readonly int _lengthMax;

    /// <summary>Declares the key. <paramref name="lengthMax"/> counts UTF-16 units.</summary>
    public TextSetting(string key, string defaultValue, int lengthMax, string description)
        : base(key, description)
    {
        _default = defaultValue;
        _lengthMax = lengthMax;
    }

    /// <inheritdoc/>
    public override string TypeName => "text";

    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"text of at most {_lengthMax} characters");

    /// <inheritdoc/>
    public override string DefaultText => _default;

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
        return text.Length <= _lengthMax ? SettingParse.Accept(text) : SettingParse.OutOfRange;
    }

    /// <inheritdoc/>
    protected override string Format(object value)
    {
        return (string)value;
    }
}
