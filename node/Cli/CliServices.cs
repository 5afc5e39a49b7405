using P2PProver.Node.Configuration;
using P2PProver.Node.Diagnostics;

namespace P2PProver.Node.Cli;

/// <summary>What the outside world gives to the command line; tests give their own.</summary>
/// <param name="Shell">The console.</param>
/// <param name="Environment">Variables and directories.</param>
/// <param name="Time">The clock.</param>
/// <param name="Host">This machine.</param>
/// <param name="Build">This program.</param>
public sealed record CliServices(Shell Shell, ProcessEnvironment Environment, TimeProvider Time, IHost Host, BuildInfo Build);
