using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using P2PProver.Tidy.Rules;

namespace P2PProver.Tidy;

/// <summary>Every rule over samples that break it and samples that do not: a rule that cannot fail would protect nothing.</summary>
public sealed class SampleTests
{
    private const string Banned = "P:System.DateTime.UtcNow;Inject TimeProvider\nT:System.Console;Write through the Shell\nM:System.Random.#ctor;Pass a seeded Prng\n";

    [Theory]
    [InlineData("proving/Fields/P2PProver.Fields.csproj", "../Stark/P2PProver.Stark.csproj", true)]
    [InlineData("protocol/Mesh/P2PProver.Mesh.csproj", "../../node/P2PProver.Node.csproj", true)]
    [InlineData("proving/Recursion/P2PProver.Recursion.csproj", "../Rollup/P2PProver.Rollup.csproj", true)]
    [InlineData("proving/Stark/P2PProver.Stark.csproj", "../Fields/P2PProver.Fields.csproj", false)]
    [InlineData("proving/Stark/P2PProver.Stark.csproj", "..\\..\\tests\\Tidy\\P2PProver.Tidy.Tests.csproj", true)]
    [InlineData("tests/Tidy/P2PProver.Tidy.Tests.csproj", "../../node/P2PProver.Node.csproj", false)]
    public void ProjectReferenceRule_OverReference_FindsUpwardOnesOnly(string project, string reference, bool found)
    {
        SourceTree tree = new((project, $"<Project><ItemGroup><ProjectReference Include=\"{reference}\" /></ItemGroup></Project>"));
        new ProjectReferenceRule().Check(tree).Any().ShouldBe(found);
    }

    [Theory]
    [InlineData("P2PProver.Fields", "P2PProver.Stark", "Anything", true)]
    [InlineData("P2PProver.Crypto", "P2PProver.Hashing", "MerkleTree", true)]
    [InlineData("P2PProver.Crypto", "P2PProver.Hashing", "Keccak256", false)]
    [InlineData("P2PProver.Stark", "P2PProver.Hashing", "MerkleTree", false)]
    [InlineData("p2pprover", "P2PProver.Testnet", "Anything", true)]
    public void AssemblyReferenceRule_OverCompiledSample_FindsForbiddenUses(string from, string to, string type, bool found)
    {
        MetadataReference framework = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        CSharpCompilationOptions library = new(OutputKind.DynamicallyLinkedLibrary);
        CSharpCompilation lower = CSharpCompilation.Create(to, [CSharpSyntaxTree.ParseText($"public class {type} {{ }}")], [framework], library);
        CSharpCompilation upper = CSharpCompilation.Create(
            from, [CSharpSyntaxTree.ParseText($"public class User : {type} {{ }}")], [framework, lower.ToMetadataReference()], library);
        using MemoryStream image = new();
        upper.Emit(image).Success.ShouldBeTrue();
        image.Position = 0;
        AssemblyReferenceRule.Check("sample.dll", image).Any().ShouldBe(found);
    }

    [Theory]
    [InlineData("class A { System.DateTime T = System.DateTime.UtcNow; }", 1)]
    [InlineData("class A { DateTime T() => DateTime.UtcNow; }", 1)]
    [InlineData("#pragma warning disable RS0030\nusing static System.Console;\nclass A { void M() { WriteLine(1); } }", 2)]
    [InlineData("class A { object R = new Random(); }", 1)]
    [InlineData("class A { Random R = new(); }", 1)]
    [InlineData("class A { Random R = new(7); string S = \"DateTime.UtcNow\"; /* Console */ }", 0)]
    [InlineData("class A { DateTimeOffset T(TimeProvider p) => p.GetUtcNow(); }", 0)]
    public void BannedSymbolRule_OverSource_BindsNamesNotText(string source, int findings)
    {
        SourceTree tree = new(("BannedSymbols.txt", Banned), ("node/Sample.cs", source));
        new BannedSymbolRule().Check(tree).Select(f => f.Line).Distinct().Count().ShouldBe(findings);
    }

    [Theory]
    [InlineData("// TODO: later", true)]
    [InlineData("throw new NotImplementedException();", true)]
    [InlineData("string path = \"/home/alice/data\";", true)]
    [InlineData("string path = \"/root/.nuget/packages\";", true)]
    [InlineData("\"resolved\": \"https://registry.npmjs.org/a/-/a-1.0.0.tgz\"", true)]
    [InlineData("string path = \"~/.p2pprover/work/items\"; // todos are fine in prose", false)]
    public void WordRule_OverLine_FindsWhatDoesNotBelong(string line, bool found) =>
        new WordRule().Check(new SourceTree(("node/Sample.cs", line))).Any().ShouldBe(found);

    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    public void FileLengthRule_AroundTheLimit_FindsLongFiles(int lines, bool found) =>
        new FileLengthRule().Check(new SourceTree(("node/Sample.cs", string.Join('\n', Enumerable.Repeat("//", lines)) + "\n"))).Any().ShouldBe(found);

    [Theory]
    [InlineData(70, false)]
    [InlineData(71, true)]
    public void MethodLengthRule_AroundTheLimit_FindsLongMethods(int lines, bool found)
    {
        string body = string.Concat(Enumerable.Repeat("\n", lines - 2));
        SourceTree tree = new(("node/Sample.cs", $"class A\n{{\nvoid M() {{{body}\n}}\n}}\n"));
        new MethodLengthRule().Check(tree).Any().ShouldBe(found);
    }

    [Theory]
    [InlineData("[a](docs/PAGE.md)", false)]
    [InlineData("[a](docs/PAGE.md#the-wire)", false)]
    [InlineData("[a](docs/)", false)]
    [InlineData("[a](https://example.org/x)", false)]
    [InlineData("[a](docs/GONE.md)", true)]
    [InlineData("[a](docs/PAGE.md#gone)", true)]
    [InlineData("![a](picture.svg)", true)]
    public void LinkRule_OverLink_FindsDeadOnes(string link, bool found) =>
        new LinkRule().Check(new SourceTree(("README.md", link), ("docs/PAGE.md", "# Page\n\n## The wire\n"))).Any().ShouldBe(found);

    [Theory]
    [InlineData("\"PP-CFG-001\"", "| PP-CFG-001 | ... |", 0)]
    [InlineData("\"PP-CFG-002\"", "| PP-CFG-001 | ... |", 2)]
    [InlineData("\"PP-CFG-001\", \"PP-CFG-002\"", "| PP-CFG-001 | ... |", 1)]
    public void ErrorCodeRule_OverSourceAndDocument_FindsDifferences(string source, string document, int findings) =>
        new ErrorCodeRule().Check(new SourceTree(("node/Sample.cs", source), ("docs/ERRORS.md", document))).Count().ShouldBe(findings);

    [Theory]
    [InlineData("meter.CreateCounter<long>(\"p2pprover.claims.made\", \"{claim}\")", "| `p2pprover.claims.made` | ... |", 0)]
    [InlineData("meter.CreateHistogram<double>(\n    \"p2pprover.prove.duration\")", "", 1)]
    [InlineData("", "| `p2pprover.claims.made` | ... |", 1)]
    public void MetricRule_OverSourceAndDocument_FindsDifferences(string source, string document, int findings) =>
        new MetricRule().Check(new SourceTree(("node/Sample.cs", source), ("docs/METRICS.md", document))).Count().ShouldBe(findings);

    [Theory]
    [InlineData("\"node\\P2PProver.Node.csproj\"", true, 0)]
    [InlineData("", true, 1)]
    [InlineData("", false, 2)]
    public void SolutionRule_OverProject_WantsSolutionAndLockFile(string solution, bool locked, int findings)
    {
        SourceTree tree = new(
            ("P2PProver.sln", solution), ("node/P2PProver.Node.csproj", "<Project />"), (locked ? "node/packages.lock.json" : "node/other.json", "{}"));
        new SolutionRule().Check(tree).Count().ShouldBe(findings);
    }
}
