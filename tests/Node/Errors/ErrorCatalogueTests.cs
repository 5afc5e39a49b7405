using System.Reflection;
using System.Text.RegularExpressions;
using P2PProver.Node.Errors;
using P2PProver.Node.Tests.Support;

namespace P2PProver.Node.Tests.Errors;

public sealed partial class ErrorCatalogueTests
{
    [Fact]
    public void Codes_AreUniqueWellFormedAndNumberedWithoutGaps()
    {
        ErrorCatalogue.All.Select(error => error.Code).ShouldBeUnique(StringComparer.Ordinal);
        foreach (IGrouping<string, ErrorDefinition> area in ErrorCatalogue.All.GroupBy(error => error.Code[..7], StringComparer.Ordinal))
        {
            int number = 0;
            foreach (ErrorDefinition error in area)
            {
                number++;
                error.Code.ShouldMatch("^PP-[A-Z]{3}-[0-9]{3}$");
                error.Code.ShouldEndWith($"-{number:D3}");
            }
        }
    }

    [Fact]
    public void Definitions_AreWholeSentences()
    {
        foreach (ErrorDefinition error in ErrorCatalogue.All)
        {
            error.Title.ShouldNotEndWith(".");
            error.Meaning.ShouldEndWith(".");
            error.NextStep.ShouldEndWith(".");
            error.ExitCode.ShouldNotBe(ExitCode.Ok);
        }
    }

    [Fact]
    public void EveryDefinition_IsUsedSomewhere()
    {
        string sources = string.Concat(Repository.NodeSources().Where(path => !IsCatalogue(path)).Select(File.ReadAllText));
        foreach (FieldInfo field in Fields())
        {
            string use = $"{nameof(ErrorCatalogue)}.{field.Name}";
            sources.ShouldContain(use, customMessage: $"{field.Name} is in the catalogue, but nothing uses it");
        }
    }

    [Fact]
    public void EveryCode_IsWrittenInTheCatalogueOnly()
    {
        foreach (string path in Repository.NodeSources().Where(path => !IsCatalogue(path)))
        {
            CodePattern().IsMatch(File.ReadAllText(path)).ShouldBeFalse($"{path} writes an error code of its own");
        }
    }

    [Fact]
    public void Catalogue_ListsEveryDefinition()
    {
        ErrorCatalogue.All.ShouldBe(Fields().Select(field => (ErrorDefinition)field.GetValue(null)!));
    }

    private static IEnumerable<FieldInfo> Fields()
    {
        return typeof(ErrorCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(ErrorDefinition));
    }

    private static bool IsCatalogue(string path)
    {
        return Path.GetFileName(path) is "ErrorCatalogue.cs";
    }

    [GeneratedRegex("PP-[A-Z]{3}-[0-9]{3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodePattern();
}
