using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Node.Configuration;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>
/// The one owner of the console. stdout carries a verb's result and nothing else; notes, warnings and errors go to stderr.
/// </summary>
public sealed class Shell
{
    private const int WidthWithoutTerminal = 100;
    private const int WidthMin = 60;
    private const int WidthMax = 120;

    private readonly ShellChannel _output;
    private readonly ShellChannel _error;
    private readonly bool _mayColor;

    /// <summary>Writes to the given streams.</summary>
    public Shell(ShellChannel output, ShellChannel error, ProcessEnvironment environment)
    {
        _output = output;
        _error = error;

        // https://no-color.org: the variable counts when it is present and not empty.
        _mayColor = environment.Variable("NO_COLOR") is null && environment.Variable("TERM") is not "dumb";
    }

    /// <summary>Whether results and errors are written as JSON.</summary>
    public bool IsJson { get; set; }

    /// <summary>How much is said on stderr.</summary>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>Whether text is coloured.</summary>
    public ColorMode Color { get; set; }

    /// <summary>The width to lay a result out for, in columns.</summary>
    public int WidthColumns => _output.WidthColumns;

    /// <summary>Where System.CommandLine writes completions, which are a result.</summary>
    public TextWriter ResultWriter => _output.Writer;

    /// <summary>Where log lines go.</summary>
    public TextWriter DiagnosticWriter => _error.Writer;

    /// <summary>The shell over the console of this process.</summary>
    public static Shell OfThisProcess(ProcessEnvironment environment)
    {
        // The only place that may touch the console: everything else writes through the Shell, so that the contract of the two
        // streams is kept by construction.
#pragma warning disable RS0030
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        TextWriter output = new StreamWriter(Console.OpenStandardOutput(), encoding);
        TextWriter error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true });
        bool outputIsTerminal = !Console.IsOutputRedirected;
        bool errorIsTerminal = !Console.IsErrorRedirected;
        int width = outputIsTerminal ? Math.Clamp(Console.WindowWidth, WidthMin, WidthMax) : WidthWithoutTerminal;
#pragma warning restore RS0030
        return new Shell(
            new ShellChannel(output, outputIsTerminal, width),
            new ShellChannel(error, errorIsTerminal, width),
            environment);
    }

    /// <summary>Writes one line of the result.</summary>
    /// <exception cref="CodedException">stdout refused it.</exception>
    public void WriteResult(string line)
    {
        Guarded(() => _output.Writer.Write(line + "\n"));
    }

    /// <summary>Writes the result as one JSON object whose first member names its schema.</summary>
    /// <param name="schema">The schema with its version, such as <c>p2pprover.doctor/1</c>.</param>
    /// <param name="result">What becomes a JSON object, its names in camel case.</param>
    /// <exception cref="CodedException">stdout refused it.</exception>
    public void WriteResult<T>(string schema, T result)
    {
        WriteResult(ToJson(schema, result, JsonStyle.Indented));
    }

    /// <summary>Pushes the result out, so that a full disk is noticed before the verb claims success.</summary>
    /// <exception cref="CodedException">stdout refused it.</exception>
    public void Flush()
    {
        Guarded(_output.Writer.Flush);
    }

    /// <summary>Tells something on the way; dropped by --quiet.</summary>
    public void Note(string message)
    {
        Say("note", Tone.Faint, message);
    }

    /// <summary>Tells of something that may need attention; dropped by --quiet.</summary>
    public void Warn(string message)
    {
        Say("warning", Tone.Warning, message);
    }

    /// <summary>Reports a failure. Never dropped.</summary>
    /// <param name="failure">What is shown.</param>
    /// <param name="exception">What caused it; its details are shown with --verbose only.</param>
    public void Fail(Failure failure, Exception? exception = null)
    {
        string? trace = Verbosity == Verbosity.Verbose ? exception?.ToString() : null;
        if (IsJson)
        {
            WriteError(ToJson("p2pprover.error/1", ErrorReport.Of(failure, trace), JsonStyle.OneLine));
            return;
        }

        WriteError($"{Paint(_error, Tone.Bad, $"error[{failure.Error.Code}]")}: {failure.Message}");
        foreach (string detail in failure.Details)
        {
            WriteError($"  {detail}");
        }

        WriteError($"  {Paint(_error, Tone.Faint, "next:")} {failure.NextStep}");
        if (trace is not null)
        {
            WriteError(trace);
        }
    }

    /// <summary>Colours a piece of the result, if results are coloured.</summary>
    public string Paint(Tone tone, string text)
    {
        return Paint(_output, tone, text);
    }

    private void Say(string level, Tone tone, string message)
    {
        if (Verbosity == Verbosity.Quiet)
        {
            return;
        }

        string line = IsJson
            ? ToJson("p2pprover.message/1", new MessageReport(level, message), JsonStyle.OneLine)
            : $"{Paint(_error, tone, level)}: {message}";
        WriteError(line);
    }

    private string Paint(ShellChannel stream, Tone tone, string text)
    {
        bool isColored = Color == ColorMode.Always || (Color == ColorMode.Auto && _mayColor && stream.IsTerminal);
        return isColored ? $"\u001b[{CodeOf(tone)}m{text}\u001b[0m" : text;
    }

    private void WriteError(string line)
    {
        try
        {
            _error.Writer.Write(line + "\n");
            _error.Writer.Flush();
        }
        catch (IOException)
        {
            // Nobody is left to tell; the exit status still says it.
            Verbosity = Verbosity.Quiet;
        }
    }

    private static void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            throw new CodedException(ErrorCatalogue.OutputUnwritable, $"the result could not be written: {exception.Message}", exception);
        }
    }

    private static string CodeOf(Tone tone)
    {
        return tone switch
        {
            Tone.Heading => "1",
            Tone.Good => "32",
            Tone.Warning => "33",
            Tone.Bad => "31",
            _ => "2",
        };
    }

    private static string ToJson<T>(string schema, T value, JsonSerializerOptions options)
    {
        JsonObject json = JsonSerializer.SerializeToNode(value, options)!.AsObject();
        json.Insert(0, "schema", schema);
        return json.ToJsonString(options);
    }
}
