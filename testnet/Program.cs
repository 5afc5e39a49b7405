using P2PProver.Node.Cli;
using P2PProver.Node.Configuration;
using P2PProver.Node.Diagnostics;
using P2PProver.Testnet.Cli;

// The composition root of the testnet tool: the node's command line over other commands.
ProcessEnvironment environment = ProcessEnvironment.Capture();
CliServices services = new(
    Shell.OfThisProcess(environment),
    environment,
    TimeProvider.System,
    new Host(TimeProvider.System),
    BuildInfo.OfThisProgram());

using Interrupts interrupts = Interrupts.Listen();
return (int)await new CommandLineApp(services, TestnetCommands.Create(services)).RunAsync(args, interrupts.Token);
