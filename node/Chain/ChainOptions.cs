using System.CommandLine;
using P2PProver.Node.Cli;

namespace P2PProver.Node.Chain;

/// <summary>The options of every verb that speaks to a chain.</summary>
internal sealed class ChainOptions
{
    private readonly Option<string> _network = new("--network") { Description = "The network file, as 'contracts deploy' writes it", HelpName = "FILE", Required = true };
    private readonly Option<string?> _account = new("--account") { Description = "The key file (keystore V3) of the account that sends and pays", HelpName = "FILE" };
    private readonly Option<string?> _passwordFile = new("--password-file") { Description = "The file whose first line is the password of the key file", HelpName = "FILE" };
    private readonly Option<string?> _passwordEnv = new("--password-env") { Description = "The environment variable that holds the password instead", HelpName = "NAME" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Try it on the newest state and tell what it would cost; send nothing", Arity = ArgumentArity.Zero };

    /// <summary>The network file of a command line.</summary>
    public string Network(Invocation invocation) => invocation.ResolvePath(invocation.Arguments.GetValue(_network)!);

    /// <summary>The key file of a command line; null if none is given.</summary>
    public string? Account(Invocation invocation) => Resolved(invocation, _account);

    /// <summary>The password file of a command line; null if none is given.</summary>
    public string? PasswordFile(Invocation invocation) => Resolved(invocation, _passwordFile);

    /// <summary>The variable with the password; null if none is given.</summary>
    public string? PasswordEnv(Invocation invocation) => invocation.Arguments.GetValue(_passwordEnv);

    /// <summary>Whether nothing is to be sent.</summary>
    public bool IsDryRun(Invocation invocation) => invocation.Arguments.GetValue(_dryRun);

    /// <summary>Adds the options for reading.</summary>
    public void AddForReading(Verb verb) => verb.Add(_network);

    /// <summary>Adds the options of an account, without those of a network.</summary>
    public void AddAccount(Verb verb)
    {
        verb.Add(_account);
        verb.Add(_passwordFile);
        verb.Add(_passwordEnv);
        verb.Add(_dryRun);
    }

    /// <summary>Adds the options for sending.</summary>
    public void AddForSending(Verb verb)
    {
        AddForReading(verb);
        AddAccount(verb);
    }

    private static string? Resolved(Invocation invocation, Option<string?> option) =>
        invocation.Arguments.GetValue(option) is { } path ? invocation.ResolvePath(path) : null;
}
