using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Node.Errors;
using P2PProver.Rollup;

namespace P2PProver.Node.Cli.Commands;

/// <summary>What the commands of the rollup share.</summary>
internal static class RollupOptions
{
    /// <summary>The name of a state file.</summary>
    public const string StateName = "state.bin";

    /// <summary>The name of a file of signed operations.</summary>
    public const string OperationsName = "operations.bin";

    /// <summary>The option that names the rollup.</summary>
    public static Option<string?> Domain() => new("--domain")
    {
        Description = "The rollup's domain as 32 hexadecimal bytes; without it, that of local rollups without a contract",
        HelpName = "HEX",
    };

    /// <summary>The option for small shards.</summary>
    public static Option<int> BlocksPerShard()
    {
        Option<int> option = new("--blocks-per-shard")
        {
            Description = "Blocks of a shard; only the default can be settled",
            HelpName = "N",
            DefaultValueFactory = _ => BatchShape.Standard.BlocksPerShard,
        };
        option.Validators.Add(result => Require(result.GetValueOrDefault<int>() is >= OperationKinds.BlocksMax and <= 1 << 16, result));
        return option;
    }

    /// <summary>An account index of the command line.</summary>
    /// <exception cref="CodedException">It is too large.</exception>
    public static AccountIndex Index(uint value) => value < AccountIndex.Limit
        ? new AccountIndex(value)
        : throw new CodedException(ErrorCatalogue.BadArgument, $"{value} is not an account index: below {AccountIndex.Limit}");

    /// <summary>A fee of the command line.</summary>
    /// <exception cref="CodedException">It is too large.</exception>
    public static Gwei Fee(ulong value) => value < Operation.FeeLimit
        ? new Gwei(value)
        : throw new CodedException(ErrorCatalogue.BadArgument, $"{value} gwei is not a fee: below {Operation.FeeLimit}");

    /// <summary>The name of a kind of operation in results.</summary>
    public static string NameOf(OperationKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>Writes a report as JSON, or as two columns of names and values.</summary>
    public static void Write<T>(Shell shell, string schema, T report)
    {
        if (shell.IsJson)
        {
            shell.WriteResult(schema, report);
            return;
        }

        JsonObject json = JsonSerializer.SerializeToNode(report, JsonStyle.OneLine)!.AsObject();
        List<string[]> rows = [.. json.Where(member => member.Value is not null).Select(member => new[] { member.Key, Describe(member.Value!) })];
        foreach (string line in TextLayout.Columns(rows, string.Empty, int.MaxValue))
        {
            shell.WriteResult(line);
        }
    }

    private static string Describe(JsonNode value) => value switch
    {
        JsonObject members => string.Join(", ", members.Select(member => $"{member.Value} {member.Key}")),
        JsonArray items => $"{items.Count}",
        _ => value.ToString(),
    };

    private static void Require(bool condition, System.CommandLine.Parsing.OptionResult result)
    {
        if (!condition)
        {
            result.AddError("out of range");
        }
    }
}
