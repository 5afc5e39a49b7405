using System.Globalization;

namespace P2PProver.Node.Configuration;

/// <summary>A whole number within a range, both ends included.</summary>
public sealed class WholeNumberSetting : SettingOf<int>
{
    private readonly int _default;
    private readonly int _min;
    private readonly int _max;

    /// <summary>Declares the key. <paramref name="defaultValue"/> lies between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public WholeNumberSetting(string key, int defaultValue, int min, int max, string description)
        : base(key, description)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(defaultValue, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(defaultValue, max);
        _default = defaultValue;
        _min = min;
        _max = max;
    }

    /// <summary>What zero stands for, where it is not meant as a number.</summary>
    public string? ZeroMeans { get; init; }

    /// <inheritdoc/>
    public override string TypeName => "whole number";

    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number from {_min} to {_max}");

    /// <inheritdoc/>
    public override string DefaultText => _default.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool IsJsonString => false;

    /// <inheritdoc/>
    public override object DefaultValue(ProcessEnvironment environment)
    {
        return _default;
    }

    /// <inheritdoc/>
    public override string Describe(object value)
    {
        return ZeroMeans is not null && (int)value == 0 ? $"0 ({ZeroMeans})" : base.Describe(value);
    }

    /// <inheritdoc/>
    public override SettingParse Parse(string text, string baseDirectory, ProcessEnvironment environment)
    {
        // Int128 tells a number that is merely far out of range from something that is no whole number.
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number))
        {
            return SettingParse.WrongType;
        }

        return number >= _min && number <= _max ? SettingParse.Accept((int)number) : SettingParse.OutOfRange;
    }

    /// <inheritdoc/>
    protected override string Format(object value)
    {
        return ((int)value).ToString(CultureInfo.InvariantCulture);
    }
}
