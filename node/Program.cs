using P2PProver.Node.Cli;
using P2PProver.Node.Configuration;
using P2PProver.Node.Diagnostics;

// The composition root: the one place that knows the real console, clock, machine and signals.
ProcessEnvironment environment = ProcessEnvironment.Capture();
CliServices services = new(
    Shell.OfThisProcess(environment),
    environment,
    TimeProvider.System,
    new Host(TimeProvider.System),
    BuildInfo.OfThisProgram());

using Interrupts interrupts = Interrupts.Listen();
return (int)await new CommandLineApp(services).RunAsync(args, interrupts.Token);
