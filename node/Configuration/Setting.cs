using System.Text;

namespace P2PProver.Node.Configuration;

/// <summary>One key of the configuration: everything that documents, templates, errors and parsing know about it.</summary>
public abstract class Setting
{
    /// <summary>The prefix of every environment variable of ours; a variable with it that names no key is an error.</summary>
    public const string EnvironmentPrefix = "P2PPROVER_";

    /// <summary>What is printed in place of a secret.</summary>
    public const string Redacted = "(redacted)";

    private protected Setting(string key, string description)
    {
        Key = key;
        Description = description;
        EnvironmentName = EnvironmentPrefix + ToVariable(key);
    }

    /// <summary>The key: sections joined by dots, such as <c>log.level</c>.</summary>
    public string Key { get; }

    /// <summary>The environment variable: sections joined by two underscores, words by one.</summary>
    public string EnvironmentName { get; }

    /// <summary>What the key does, in whole sentences.</summary>
    public string Description { get; }

    /// <summary>The option of the command line that sets the key; null where there is none.</summary>
    public string? Flag { get; init; }

    /// <summary>The unit of the value; null where it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The type as an operator reads it.</summary>
    public abstract string TypeName { get; }

    /// <summary>What is allowed, continuing the words "expected ...".</summary>
    public abstract string Allowed { get; }

    /// <summary>The default as documents and templates print it.</summary>
    public abstract string DefaultText { get; }

    /// <summary>Whether the file writes the value as a JSON string; otherwise it is a JSON number.</summary>
    public abstract bool IsJsonString { get; }

    /// <summary>The default on this machine.</summary>
    public abstract object DefaultValue(ProcessEnvironment environment);

    /// <summary>Reads a value. Relative paths start at <paramref name="baseDirectory"/>.</summary>
    public abstract SettingParse Parse(string text, string baseDirectory, ProcessEnvironment environment);

    /// <summary>Writes a value as <see cref="Parse"/> reads it; never shows a secret.</summary>
    public string Show(object value)
    {
        return IsSecret ? Redacted : Format(value);
    }

    /// <summary>Writes a value for a table, with its unit; never shows a secret.</summary>
    public virtual string Describe(object value)
    {
        return Unit is null ? Show(value) : $"{Show(value)} {Unit}";
    }

    /// <summary>Quotes the text of a refused value for a message; never shows a secret and keeps long text short.</summary>
    public string Quote(string text)
    {
        const int ShownMax = 60;
        string shown = text.Length > ShownMax ? text[..ShownMax] + "..." : text;
        return IsSecret ? Redacted : $"'{shown.ReplaceLineEndings(" ")}'";
    }

    /// <summary>Writes a value as <see cref="Parse"/> reads it.</summary>
    protected abstract string Format(object value);

    private static string ToVariable(string key)
    {
        // MiB is one word, whatever its capitals say.
        key = key.Replace("iB", "ib", StringComparison.Ordinal);
        StringBuilder name = new(key.Length + 8);
        for (int i = 0; i < key.Length; i++)
        {
            char letter = key[i];
            bool startsWord = char.IsUpper(letter) && i > 0 && char.IsLower(key[i - 1]);
            name.Append(startsWord ? "_" : "").Append(letter is '.' ? "__" : char.ToUpperInvariant(letter).ToString());
        }

        return name.ToString();
    }
}
