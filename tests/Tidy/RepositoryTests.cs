using P2PProver.Tidy.Rules;

namespace P2PProver.Tidy;

/// <summary>The rules over the repository itself.</summary>
public sealed class RepositoryTests
{
    private static readonly SourceTree Repository = SourceTree.Repository();

    public static TheoryData<ITidyRule> Rules =>
    [
        new ProjectReferenceRule(), new BannedSymbolRule(), new WordRule(), new FileLengthRule(), new MethodLengthRule(),
        new LinkRule(), new ErrorCodeRule(), new MetricRule(), new SolutionRule(),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Repository_UnderRule_HasNoFinding(ITidyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        string.Join('\n', rule.Check(Repository)).ShouldBeEmpty();
    }

    [Fact]
    public void Repository_WhenRead_HoldsTheWholeLayout()
    {
        Repository.CSharp.Count().ShouldBeGreaterThan(20);
        foreach (string room in DependencyTable.Allowed.Keys)
        {
            Repository.Projects.Count(p => p.Path.EndsWith($"P2PProver.{room}.csproj", StringComparison.Ordinal)).ShouldBe(1, room);
            Repository.Exists($"tests/{room}/P2PProver.{room}.Tests.csproj").ShouldBeTrue(room);
        }
    }

    [Fact]
    public void Assemblies_AsCompiled_StayWithinTheDependencyTable()
    {
        foreach (string room in DependencyTable.Allowed.Keys)
        {
            string file = Path.Combine(AppContext.BaseDirectory, room == "Node" ? "p2pprover.dll" : $"P2PProver.{room}.dll");
            using FileStream image = File.OpenRead(file);
            AssemblyReferenceRule.Check(Path.GetFileName(file), image).ShouldBeEmpty();
        }
    }

    [Fact]
    public void ArchitecturePage_DependencyTable_IsTheOneEnforced()
    {
        string page = Repository.Find("docs/ARCHITECTURE.md").ShouldNotBeNull();
        foreach ((string from, string[] targets) in DependencyTable.Allowed)
        {
            page.ShouldContain($"| {from} | {(targets.Length == 0 ? "nothing of ours" : string.Join(", ", targets))} |");
        }
    }
}
