namespace P2PProver.Node.Configuration;

/// <summary>A setting whose values are of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type that <see cref="Settings.Get{T}"/> returns.</typeparam>
public abstract class SettingOf<T> : Setting
    where T : notnull
{
    private protected SettingOf(string key, string description)
        : base(key, description)
    {
    }
}
