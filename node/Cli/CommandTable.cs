using P2PProver.Node.Cli.Commands;

namespace P2PProver.Node.Cli;

/// <summary>Every command of <c>p2pprover</c>. A new one is a file under Cli/Commands and a line here.</summary>
public static class CommandTable
{
    /// <summary>The commands, in the order in which their group's help lists them.</summary>
    public static IReadOnlyList<ICliCommand> Create(CliServices services)
    {
        return
        [
            new ConfigCommand(),
            new CompletionsCommand(),
            new VersionCommand(services.Host, services.Build),
            new WalletCommand(),
            new BatchCommand(),
            new RollupCommand(),
            new ProofCommand(),
            new ContractsCommand(),
            new StakeCommand(),
            new DoctorCommand(services.Host),
            new OpenClProbeCommand(),
        ];
    }
}
