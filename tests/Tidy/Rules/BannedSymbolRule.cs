using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace P2PProver.Tidy.Rules;

/// <summary>
/// No source uses a symbol of BannedSymbols.txt, whatever warnings it suppresses: the rule binds names itself. The compiler's analyzer
/// gives the same answer while typing; this one cannot be switched off in the file that breaks it.
/// </summary>
public sealed class BannedSymbolRule : ITidyRule
{
    /// <summary>The files that own what is banned everywhere else, each with its reason.</summary>
    private static readonly Dictionary<string, string> Owners = new(StringComparer.Ordinal)
    {
        ["node/Cli/Shell.cs"] = "the one type that owns the console",
        ["tests/Benchmarks/Harness/Output.cs"] = "the one type of the benchmarks that owns the console",
    };

    private static readonly MetadataReference[] Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll" or "mscorlib.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        Dictionary<string, string> banned = Parse(tree.Find("BannedSymbols.txt") ?? string.Empty);
        SyntaxTree[] sources = [.. tree.CSharp.Where(f => !Owners.ContainsKey(f.Path)).Select(f => CSharpSyntaxTree.ParseText(f.Text, path: f.Path))];
        CSharpCompilation compilation = CSharpCompilation.Create("Tidy", [ImplicitUsings, .. sources], Framework);
        return sources.SelectMany(source => Check(source, compilation.GetSemanticModel(source), banned));
    }

    private static IEnumerable<Finding> Check(SyntaxTree source, SemanticModel model, Dictionary<string, string> banned)
    {
        foreach (SyntaxNode node in source.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax))
            {
                continue;
            }

            ISymbol? symbol = model.GetSymbolInfo(node).Symbol;
            string? reason = symbol is null ? null : Reason(symbol, banned);
            if (reason is not null)
            {
                int line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new Finding(source.FilePath, line, $"{symbol!.ToDisplayString()} is banned: {reason}");
            }
        }
    }

    private static string? Reason(ISymbol symbol, Dictionary<string, string> banned)
    {
        ISymbol definition = symbol.OriginalDefinition;
        return banned.GetValueOrDefault(definition.GetDocumentationCommentId() ?? string.Empty)
            ?? (definition.ContainingType is { } type ? banned.GetValueOrDefault(type.GetDocumentationCommentId() ?? string.Empty) : null);
    }

    private static Dictionary<string, string> Parse(string list) =>
        list.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(';', 2))
            .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "banned", StringComparer.Ordinal);
}
