using System.CommandLine;
using System.CommandLine.Parsing;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>Says in our own words, with a code and the nearest match, why a command line could not be understood.</summary>
public static class UsageErrors
{
    /// <summary>Describes the first error of a command line that has one.</summary>
    public static CodedException Describe(ParseResult arguments)
    {
        Command command = arguments.CommandResult.Command;
        Failure failure = arguments.UnmatchedTokens.Count > 0
            ? DescribeUnmatched(command, arguments.UnmatchedTokens[0])
            : DescribeMissing(command, arguments.Errors[0]);
        return new CodedException(failure with { NextStep = $"Run '{HelpWriter.PathOf(command)} --help'." });
    }

    private static Failure DescribeUnmatched(Command command, string token)
    {
        if (token.Length > 1 && token[0] == '-')
        {
            string name = token.Split('=')[0];
            string hint = NearestMatch.Hint(name, OptionNames(command));
            return new Failure(ErrorCatalogue.UnknownOption, $"unknown option '{name}'{hint}");
        }

        if (command.Subcommands.Count > 0)
        {
            string hint = NearestMatch.Hint(token, VerbsOf(command));
            return new Failure(ErrorCatalogue.UnknownVerb, $"unknown verb '{token}'{hint}");
        }

        return new Failure(ErrorCatalogue.UnexpectedArgument, $"unexpected argument '{token}'");
    }

    private static Failure DescribeMissing(Command command, ParseError error)
    {
        return error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } option =>
                new Failure(ErrorCatalogue.BadArgument, $"option '{option.Option.Name}' needs a value, {option.Option.HelpName}"),
            OptionResult { Tokens.Count: > 1 } option =>
                new Failure(ErrorCatalogue.BadArgument, $"option '{option.Option.Name}' is given more than once"),
            ArgumentResult { Tokens.Count: 0 } argument =>
                new Failure(ErrorCatalogue.BadArgument, $"argument <{argument.Argument.Name}> is missing"),
            CommandResult when command.Subcommands.Count > 0 => new Failure(
                ErrorCatalogue.MissingVerb,
                $"'{HelpWriter.PathOf(command)}' needs a verb: {string.Join(", ", VerbsOf(command))}"),
            _ => new Failure(ErrorCatalogue.BadArgument, error.Message),
        };
    }

    private static IEnumerable<string> VerbsOf(Command command)
    {
        return command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
    }

    private static IEnumerable<string> OptionNames(Command command)
    {
        // Options of the whole path: those of the root are recursive.
        for (Symbol? symbol = command; symbol is Command word; symbol = symbol.Parents.FirstOrDefault())
        {
            foreach (Option option in word.Options.Where(option => word == command || option.Recursive))
            {
                yield return option.Name;
            }
        }
    }
}
