using P2PProver.Contracts.Client.Tests.Transactions;

namespace P2PProver.Contracts.Client.Tests;

/// <summary>The assembly as a program: a child that sends transactions and is killed.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => MortalSender.RunAsync(arguments);
}
