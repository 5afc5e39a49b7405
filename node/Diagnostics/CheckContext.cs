using P2PProver.Node.Configuration;

namespace P2PProver.Node.Diagnostics;

/// <summary>What a check may look at.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Configuration">The configuration, which may be wrong.</param>
/// <param name="Time">The clock.</param>
public sealed record CheckContext(IHost Host, ConfigurationResult Configuration, TimeProvider Time)
{
    /// <summary>The best configuration that could be made.</summary>
    public Settings Settings => Configuration.Settings;

    /// <summary>How long a check waits for a program that it runs.</summary>
    public TimeSpan ProgramDeadline => TimeSpan.FromMilliseconds(Settings.Get(KnownSettings.DoctorProgramTimeoutMs));
}
