namespace P2PProver.Node.Configuration;

/// <summary>The configuration that holds for this process. Immutable.</summary>
public sealed class Settings
{
    private readonly Dictionary<Setting, SettingValue> _values;

    /// <summary>Collects one value for each key.</summary>
    public Settings(IReadOnlyList<SettingValue> values)
    {
        All = values;
        _values = values.ToDictionary(value => value.Setting);
    }

    /// <summary>Every key with its value, in the order of declaration.</summary>
    public IReadOnlyList<SettingValue> All { get; }

    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">The key was not declared when the configuration was loaded.</exception>
    public T Get<T>(SettingOf<T> setting)
        where T : notnull
    {
        return (T)_values[setting].Value;
    }

    /// <summary>The value of a key with its origin.</summary>
    /// <exception cref="KeyNotFoundException">The key was not declared when the configuration was loaded.</exception>
    public SettingValue Find(Setting setting)
    {
        return _values[setting];
    }
}
