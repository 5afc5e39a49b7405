namespace P2PProver.Node.Configuration;

/// <summary>A path of the file system. The value is always absolute.</summary>
public sealed class PathSetting : SettingOf<string>
{
    private readonly Func<ProcessEnvironment, string> _default;

    /// <summary>Declares the key. <paramref name="defaultText"/> says in words what <paramref name="defaultValue"/> computes.</summary>
    public PathSetting(string key, string defaultText, Func<ProcessEnvironment, string> defaultValue, string description)
        : base(key, description)
    {
        DefaultText = defaultText;
        _default = defaultValue;
    }

    /// <inheritdoc/>
    public override string TypeName => "path";

    /// <inheritdoc/>
    public override string Allowed => "a path; a relative one starts at the file's directory, or at the working directory";

    /// <inheritdoc/>
    public override string DefaultText { get; }

    /// <inheritdoc/>
    public override bool IsJsonString => true;

    /// <inheritdoc/>
    public override object DefaultValue(ProcessEnvironment environment)
    {
        return environment.ResolvePath(_default(environment), environment.WorkingDirectory);
    }

    /// <inheritdoc/>
    public override SettingParse Parse(string text, string baseDirectory, ProcessEnvironment environment)
    {
        bool isPath = text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal);
        return isPath ? SettingParse.Accept(environment.ResolvePath(text, baseDirectory)) : SettingParse.OutOfRange;
    }

    /// <inheritdoc/>
    protected override string Format(object value)
    {
        return (string)value;
    }
}
