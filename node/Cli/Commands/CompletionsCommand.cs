using System.CommandLine;
using System.CommandLine.Completions;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli.Commands;

/// <summary><c>p2pprover completions</c></summary>
public sealed class CompletionsCommand : ICliCommand
{
    private const string Schema = "p2pprover.completions/1";

    /// <inheritdoc/>
    public CommandGroup Group => CommandGroup.Basics;

    /// <inheritdoc/>
    public Verb Build()
    {
        string shells = string.Join(", ", CompletionScripts.ByShell.Keys);
        Argument<string> shell = new("shell") { Description = $"The shell: {shells}" };
        shell.CompletionSources.Add(_ => CompletionScripts.ByShell.Keys.Select(name => new CompletionItem(name)));
        Verb verb = new("completions", "Print a script that completes p2pprover's verbs and options in your shell")
        {
            Details = ["The script asks the program itself, so it stays right when the program is updated."],
            Examples =
            [
                new Example(
                    "p2pprover completions bash > ~/.local/share/bash-completion/completions/p2pprover",
                    "bash, from the next session on"),
                new Example("p2pprover completions zsh > \"${fpath[1]}/_p2pprover\"", "zsh"),
                new Example("p2pprover completions fish > ~/.config/fish/completions/p2pprover.fish", "fish"),
                new Example("p2pprover completions pwsh | Out-String | Invoke-Expression", "PowerShell, this session only"),
            ],
            JsonSchema = Schema,
            Body = (invocation, _) => Task.FromResult(Print(invocation.Shell, invocation.Arguments.GetRequiredValue(shell))),
        };
        verb.Add(shell);
        return verb;
    }

    private static ExitCode Print(Shell shell, string name)
    {
        if (!CompletionScripts.ByShell.TryGetValue(name, out string? script))
        {
            string hint = NearestMatch.Hint(name, CompletionScripts.ByShell.Keys);
            string known = string.Join(", ", CompletionScripts.ByShell.Keys);
            Failure failure = new(ErrorCatalogue.BadArgument, $"unknown shell '{name}'{hint}");
            throw new CodedException(failure with { NextStep = $"Name one of {known}." });
        }

        if (shell.IsJson)
        {
            shell.WriteResult(Schema, new CompletionsReport(name, script));
        }
        else
        {
            shell.WriteResult(script);
        }

        return ExitCode.Ok;
    }
}
