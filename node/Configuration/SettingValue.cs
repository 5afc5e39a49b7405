namespace P2PProver.Node.Configuration;

/// <summary>A key with the value that holds and the layer that it came from.</summary>
/// <param name="Setting">The key.</param>
/// <param name="Value">The value, of the key's own type.</param>
/// <param name="Origin">The layer.</param>
public sealed record SettingValue(Setting Setting, object Value, SettingOrigin Origin)
{
    /// <summary>The value as it is shown; a secret is redacted.</summary>
    public string Shown => Setting.Show(Value);

    /// <summary>Records print their members, and a secret must not end up in a log that way.</summary>
    public override string ToString()
    {
        return $"{Setting.Key} = {Shown} ({Origin})";
    }
}
