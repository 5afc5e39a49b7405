using P2PProver.Node.Cli;

namespace P2PProver.Testnet.Cli;

/// <summary>Every command of the testnet tool. A new one is a file in this folder and a line here.</summary>
public static class TestnetCommands
{
    /// <summary>The commands, in the order in which help lists them.</summary>
    public static IReadOnlyList<ICliCommand> Create(CliServices services) =>
    [
        new SimCommand(),
        new ScenarioCommand(services.Host, services.Build),
    ];
}
