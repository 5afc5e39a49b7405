namespace P2PProver.Node.Configuration;

/// <summary>Lays the four layers over one another: defaults, file, environment, flags.</summary>
public sealed class ConfigurationLoader
{
    private readonly IReadOnlyList<Setting> _settings;
    private readonly ProcessEnvironment _environment;

    /// <summary>Prepares loading of <paramref name="settings"/>, normally <see cref="KnownSettings.All"/>.</summary>
    public ConfigurationLoader(IReadOnlyList<Setting> settings, ProcessEnvironment environment)
    {
        _settings = settings;
        _environment = environment;
    }

    /// <summary>Loads the configuration.</summary>
    /// <param name="configPath">The file named on the command line, which must exist; null for the data directory's, if any.</param>
    /// <param name="flags">The keys that the command line sets.</param>
    public ConfigurationResult Load(string? configPath, IReadOnlyList<FlagValue> flags)
    {
        ConfigFile? file = configPath is null
            ? ReadFromDataDirectory(flags)
            : ConfigFileReader.Read(_environment.ResolvePath(configPath, _environment.WorkingDirectory));

        SettingBinder binder = new(_settings, _environment);
        if (file is not null)
        {
            binder.BindFile(file, mayMoveDataDirectory: configPath is not null);
        }

        binder.BindEnvironment();
        binder.BindFlags(flags);
        return new ConfigurationResult(new Settings(binder.Values), binder.Problems, file?.Path);
    }

    /// <summary>Only flags, environment and default say where the data directory is: the file that lies in it comes after.</summary>
    private ConfigFile? ReadFromDataDirectory(IReadOnlyList<FlagValue> flags)
    {
        if (!_settings.Contains(KnownSettings.DataDir))
        {
            return null;
        }

        SettingBinder binder = new([KnownSettings.DataDir], _environment);
        binder.BindEnvironment();
        binder.BindFlags([.. flags.Where(flag => flag.Setting == KnownSettings.DataDir)]);
        string path = Path.Combine((string)binder.Values[0].Value, KnownSettings.FileName);
        return File.Exists(path) ? ConfigFileReader.Read(path) : null;
    }
}
