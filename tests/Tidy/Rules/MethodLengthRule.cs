using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace P2PProver.Tidy.Rules;

/// <summary>A method, accessor, operator or local function has at most 70 lines; kernels unrolled by hand are listed by name.</summary>
public sealed class MethodLengthRule : ITidyRule
{
    /// <summary>The longest method allowed, in lines from its signature to its end.</summary>
    public const int LinesMax = 70;

    /// <summary>Methods that may be longer as "path:name", each with its reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["proving/Hashing/Keccak/KeccakF1600.cs:Permute"] = "a round in parts would pass 25 registers through memory",
    };

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree) => tree.CSharp.SelectMany(file => Check(file.Path, file.Text));

    private static IEnumerable<Finding> Check(string path, string text)
    {
        foreach (SyntaxNode node in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes())
        {
            string? name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                OperatorDeclarationSyntax op => "operator " + op.OperatorToken.Text,
                AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                _ => null,
            };
            FileLinePositionSpan span = node.GetLocation().GetLineSpan();
            int lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (name is not null && lines > LinesMax && !Exceptions.ContainsKey($"{path}:{name}"))
            {
                yield return new Finding(path, span.StartLinePosition.Line + 1, $"{name} has {lines} lines, at most {LinesMax}: name its parts");
            }
        }
    }
}
