using System.Globalization;
using System.Text.Json;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Configuration;

/// <summary>Matches the keys of one layer after the other with the settings; a later layer replaces an earlier one's value.</summary>
internal sealed class SettingBinder
{
    private readonly ProcessEnvironment _environment;
    private readonly Dictionary<string, Setting> _byKey;
    private readonly Dictionary<string, Setting> _byVariable;
    private readonly Dictionary<Setting, SettingValue> _values;
    private readonly IReadOnlyList<Setting> _settings;
    private readonly List<ConfigProblem> _problems = [];

    public SettingBinder(IReadOnlyList<Setting> settings, ProcessEnvironment environment)
    {
        _settings = settings;
        _environment = environment;
        _byKey = settings.ToDictionary(setting => setting.Key, StringComparer.Ordinal);
        _byVariable = settings.ToDictionary(setting => setting.EnvironmentName, StringComparer.Ordinal);
        _values = settings.ToDictionary(
            setting => setting,
            setting => new SettingValue(setting, setting.DefaultValue(environment), SettingOrigin.Default));
    }

    public IReadOnlyList<SettingValue> Values => [.. _settings.Select(setting => _values[setting])];

    public IReadOnlyList<ConfigProblem> Problems => _problems;

    public void BindFile(ConfigFile file, bool mayMoveDataDirectory)
    {
        List<ConfigProblem> before = [.. _problems];
        _problems.Clear();
        _problems.AddRange(file.Problems);
        string directory = Path.GetDirectoryName(file.Path) ?? _environment.WorkingDirectory;
        foreach (ConfigFileEntry entry in file.Entries)
        {
            SettingOrigin origin = new(OriginKind.File, file.Path, entry.Line);
            BindEntry(entry, origin, directory, mayMoveDataDirectory);
        }

        // The parser's problems and the binder's own are told in one order, that of the lines.
        List<ConfigProblem> ordered = [.. before, .. _problems.OrderBy(problem => problem.Origin.Line ?? 0)];
        _problems.Clear();
        _problems.AddRange(ordered);
    }

    public void BindEnvironment()
    {
        IEnumerable<string> names = _environment.Variables.Keys
            .Where(name => name.StartsWith(Setting.EnvironmentPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (string name in names)
        {
            SettingOrigin origin = new(OriginKind.Environment, name);
            if (_byVariable.TryGetValue(name, out Setting? setting))
            {
                BindText(setting, _environment.Variables[name], origin, _environment.WorkingDirectory);
            }
            else
            {
                string hint = NearestMatch.Hint(name, _byVariable.Keys);
                Report(ErrorCatalogue.UnknownVariable, origin, name, $"unknown environment variable '{name}'{hint}");
            }
        }
    }

    public void BindFlags(IReadOnlyList<FlagValue> flags)
    {
        foreach (FlagValue flag in flags)
        {
            BindText(flag.Setting, flag.Text, new SettingOrigin(OriginKind.Flag, flag.Flag), _environment.WorkingDirectory);
        }
    }

    private void BindEntry(ConfigFileEntry entry, SettingOrigin origin, string directory, bool mayMoveDataDirectory)
    {
        if (!_byKey.TryGetValue(entry.Key, out Setting? setting))
        {
            BindUnknown(entry, origin);
        }
        else if (setting == KnownSettings.DataDir && !mayMoveDataDirectory)
        {
            string message = $"{PlaceOf(origin)}: dataDir cannot be set by the file inside the data directory";
            Report(ErrorCatalogue.MisplacedDataDir, origin, entry.Key, message);
        }
        else if (entry.Token != (setting.IsJsonString ? JsonTokenType.String : JsonTokenType.Number))
        {
            string found = entry.Token is JsonTokenType.String or JsonTokenType.Number
                ? $"{NameOf(entry.Token)} {setting.Quote(entry.Text)}"
                : NameOf(entry.Token);
            Report(ErrorCatalogue.WrongType, origin, entry.Key, $"{PlaceOf(origin)}: '{entry.Key}' is {found}; expected {setting.Allowed}");
        }
        else
        {
            BindText(setting, entry.Text, origin, directory);
        }
    }

    private void BindUnknown(ConfigFileEntry entry, SettingOrigin origin)
    {
        bool isSection = _byKey.Keys.Any(key => key.StartsWith(entry.Key + ".", StringComparison.Ordinal));
        if (!isSection)
        {
            string hint = NearestMatch.Hint(entry.Key, _byKey.Keys);
            Report(ErrorCatalogue.UnknownKey, origin, entry.Key, $"{PlaceOf(origin)}: unknown key '{entry.Key}'{hint}");
        }
        else if (entry.Token != JsonTokenType.StartObject)
        {
            string message = $"{PlaceOf(origin)}: '{entry.Key}' is {NameOf(entry.Token)}; expected a section, {{ ... }}";
            Report(ErrorCatalogue.WrongType, origin, entry.Key, message);
        }
    }

    private void BindText(Setting setting, string text, SettingOrigin origin, string directory)
    {
        SettingParse parse = setting.Parse(text, directory, _environment);
        if (parse.Error is ErrorDefinition error)
        {
            Report(error, origin, setting.Key, $"{PlaceOf(origin)}: '{setting.Key}' is {setting.Quote(text)}; expected {setting.Allowed}");
        }
        else
        {
            _values[setting] = new SettingValue(setting, parse.Value!, origin);
        }
    }

    private void Report(ErrorDefinition error, SettingOrigin origin, string key, string message)
    {
        _problems.Add(new ConfigProblem(new Failure(error, message), origin, key));
    }

    private static string PlaceOf(SettingOrigin origin)
    {
        return origin.Line is int line ? string.Create(CultureInfo.InvariantCulture, $"{origin.Name}:{line}") : origin.Name ?? "default";
    }

    private static string NameOf(JsonTokenType token)
    {
        return token switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Null => "null",
            JsonTokenType.String => "the text",
            JsonTokenType.Number => "the number",
            _ => "true or false",
        };
    }
}
