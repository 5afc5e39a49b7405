using System.Text;

namespace P2PProver.Node.Configuration;

/// <summary>Writes the commented configuration file that <c>config defaults</c> prints.</summary>
public static class ConfigTemplate
{
    private const int CommentWidth = 100;

    /// <summary>A file with every key commented out, so that defaults keep following the version until a key is made one's own.</summary>
    public static string Write(IReadOnlyList<Setting> settings)
    {
        StringBuilder text = new();
        text.Append("// P2PProver configuration: JSON with comments and trailing commas.\n");
        text.Append("// Stronger than this file are the environment (P2PPROVER_SECTION__KEY) and the command line.\n");
        text.Append("// Uncomment the keys that you change; 'p2pprover config check' examines the file.\n");
        text.Append("{\n");
        bool isFirst = true;
        foreach (IGrouping<string, Setting> section in settings.GroupBy(SectionOf, StringComparer.Ordinal))
        {
            text.Append(isFirst ? "" : "\n");
            isFirst = false;
            WriteSection(text, section.Key, [.. section]);
        }

        return text.Append("}\n").ToString();
    }

    private static void WriteSection(StringBuilder text, string name, IReadOnlyList<Setting> settings)
    {
        string indent = name.Length == 0 ? "  " : "    ";
        if (name.Length > 0)
        {
            text.Append($"  \"{name}\": {{\n");
        }

        for (int i = 0; i < settings.Count; i++)
        {
            text.Append(i == 0 ? "" : "\n");
            WriteSetting(text, settings[i], indent);
        }

        if (name.Length > 0)
        {
            text.Append("  },\n");
        }
    }

    private static void WriteSetting(StringBuilder text, Setting setting, string indent)
    {
        string unit = setting.Unit is null ? "" : $"; unit: {setting.Unit}";
        string flag = setting.Flag is null ? "" : $"; flag: {setting.Flag}";
        string[] paragraphs =
        [
            setting.Description,
            $"{Capitalise(setting.Allowed)}{unit}. Default: {setting.DefaultText}.",
            $"env: {setting.EnvironmentName}{flag}",
        ];
        foreach (string line in paragraphs.SelectMany(paragraph => TextLayout.Wrap(paragraph, CommentWidth)))
        {
            text.Append($"{indent}// {line}\n");
        }

        string name = setting.Key[(setting.Key.LastIndexOf('.') + 1)..];
        text.Append($"{indent}// \"{name}\": {Example(setting)},\n");
    }

    private static string Example(Setting setting)
    {
        string value = setting is PathSetting ? "~/.p2pprover" : setting.DefaultText;
        return setting.IsJsonString ? $"\"{value}\"" : value;
    }

    private static string SectionOf(Setting setting)
    {
        int dot = setting.Key.LastIndexOf('.');
        return dot < 0 ? "" : setting.Key[..dot];
    }

    private static string Capitalise(string sentence)
    {
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }
}
