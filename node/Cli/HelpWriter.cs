using System.CommandLine;
using System.Globalization;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>Writes the help of the root, of a noun and of a verb.</summary>
public sealed class HelpWriter
{
    private const string Indent = "  ";
    private const string ProgramName = "p2pprover";

    private readonly Shell _shell;
    private readonly RootCommand _root;
    private readonly IReadOnlyList<KeyValuePair<CommandGroup, Verb>> _commands;

    /// <summary>Prepares help about <paramref name="commands"/>, the verbs and nouns below the root with their groups.</summary>
    public HelpWriter(Shell shell, RootCommand root, IReadOnlyList<KeyValuePair<CommandGroup, Verb>> commands)
    {
        _shell = shell;
        _root = root;
        _commands = commands;
    }

    /// <summary>The words that lead to a command, beginning with the program's name.</summary>
    public static string PathOf(Command command)
    {
        List<string> words = [];
        for (Symbol? symbol = command; symbol is Command word and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            words.Insert(0, word.Name);
        }

        return string.Join(' ', words.Prepend(ProgramName));
    }

    /// <summary>Writes the help of a command to stdout.</summary>
    public void Write(Command command)
    {
        if (command is Verb verb)
        {
            WriteVerb(verb);
        }
        else
        {
            WriteRoot();
        }
    }

    private void WriteRoot()
    {
        WriteParagraph(_root.Description!);
        WriteUsage($"{ProgramName} <verb> [options]");
        foreach (CommandGroup group in Enum.GetValues<CommandGroup>())
        {
            IEnumerable<Verb> verbs = _commands.Where(entry => entry.Key == group).Select(entry => entry.Value);
            WriteSection(group.ToString(), [.. verbs.Where(verb => !verb.Hidden).Select(RowOf)]);
        }

        WriteOptions("Global options", _root.Options);
        WriteExamples(
        [
            new Example($"{ProgramName} doctor", "Find out whether this machine can run a node"),
            new Example($"{ProgramName} config show --origin", "Show every setting and where its value comes from"),
            new Example($"{ProgramName} version --json | jq .kernels", "Every verb writes JSON when asked to"),
        ]);
        WriteSection("Exit status", [.. ExitCodes.Meanings.Select(RowOf)]);
        WriteParagraph($"Run '{ProgramName} <verb> --help' for more about a verb.", isLast: true);
    }

    private void WriteVerb(Verb verb)
    {
        WriteParagraph(verb.Description + ".");
        foreach (string paragraph in verb.Details)
        {
            WriteParagraph(paragraph);
        }

        WriteUsage(UsageOf(verb));
        WriteSection("Verbs", [.. verb.Subcommands.OfType<Verb>().Select(RowOf)]);
        WriteSection("Arguments", [.. verb.Arguments.Select(argument => new[] { $"<{argument.Name}>", argument.Description! })]);
        WriteOptions("Options", verb.Options);
        WriteOptions("Global options", _root.Options.Where(option => option.Recursive));
        WriteExamples(verb.Examples);
        if (verb.JsonSchema is not null)
        {
            WriteSection("JSON output", [[$"schema {verb.JsonSchema}"]]);
        }

        string seeAlso = verb.Body is null
            ? $"Run '{PathOf(verb)} <verb> --help' for more about a verb."
            : $"Run '{ProgramName} --help' for all verbs.";
        WriteParagraph(seeAlso, isLast: true);
    }

    private void WriteUsage(string usage)
    {
        WriteSection("Usage", [[usage]]);
    }

    private void WriteExamples(IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0)
        {
            return;
        }

        WriteHeading("Examples");
        foreach (Example example in examples)
        {
            _shell.WriteResult(Indent + _shell.Paint(Tone.Faint, $"# {example.Purpose}"));
            _shell.WriteResult($"{Indent}$ {example.CommandLine}");
        }

        _shell.WriteResult("");
    }

    private void WriteOptions(string heading, IEnumerable<Option> options)
    {
        WriteSection(heading, [.. options.Where(option => !option.Hidden).Select(RowOf)]);
    }

    private void WriteSection(string heading, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        WriteHeading(heading);
        foreach (string line in TextLayout.Columns(rows, Indent, _shell.WidthColumns))
        {
            _shell.WriteResult(line);
        }

        _shell.WriteResult("");
    }

    private void WriteHeading(string heading)
    {
        _shell.WriteResult(_shell.Paint(Tone.Heading, heading.ToUpperInvariant()));
    }

    private void WriteParagraph(string text, bool isLast = false)
    {
        foreach (string line in TextLayout.Wrap(text, _shell.WidthColumns))
        {
            _shell.WriteResult(line);
        }

        if (!isLast)
        {
            _shell.WriteResult("");
        }
    }

    private static string UsageOf(Verb verb)
    {
        string arguments = string.Concat(verb.Arguments.Select(argument => $" <{argument.Name}>"));
        string verbs = verb.Body is null ? " <verb>" : "";
        return $"{PathOf(verb)}{verbs}{arguments} [options]";
    }

    private static string[] RowOf(Verb verb)
    {
        return [verb.Name, verb.Description!];
    }

    private static string[] RowOf(KeyValuePair<ExitCode, string> meaning)
    {
        return [((int)meaning.Key).ToString(CultureInfo.InvariantCulture), meaning.Value];
    }

    private static string[] RowOf(Option option)
    {
        // Short names stand in a column of their own, so that the long ones align.
        string shortName = option.Aliases.FirstOrDefault(alias => alias.Length == 2) is string alias ? $"{alias}, " : "    ";
        string value = option.HelpName is null ? "" : $" {option.HelpName}";
        return [$"{shortName}{option.Name}{value}", option.Description!];
    }
}
