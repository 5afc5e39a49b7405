using P2PProver.Node.Cli;
using P2PProver.Node.Configuration;
using P2PProver.Node.Diagnostics;
using P2PProver.Testnet.Cli;

// The composition root of the testnet's tools; everything but the list of commands is the node's own command line.
ProcessEnvironment environment = ProcessEnvironment.Capture();
CliServices services = new(
    Shell.OfThisProcess(environment),
    environment,
    TimeProvider.System,
    new Host(TimeProvider.System),
    BuildInfo.OfThisProgram());

using Interrupts interrupts = Interrupts.Listen();
return (int)await new CommandLineApp(services, TestnetCommands.Create()).RunAsync(args, interrupts.Token);
