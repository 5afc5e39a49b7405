using System.Globalization;
using System.Text;
using System.Text.Json;
using P2PProver.Contracts.Tests.Toolchain;

namespace P2PProver.Contracts.Tests.Constants;

/// <summary>
/// contracts/constants.json: the one table of the mesh's constants. The limits become a Solidity file, all of it a section of
/// docs/PROTOCOL.md; the client carries the file itself.
/// </summary>
internal sealed class MeshConstantsTable : IDisposable
{
    private const string Begin = "<!-- constants: generated from contracts/constants.json -->\n";
    private const string End = "<!-- end of constants -->\n";

    private readonly JsonDocument _document = JsonDocument.Parse(File.ReadAllText(ContractsFolder.PathOf("constants.json")));

    /// <summary>Names of the networks.</summary>
    public IReadOnlyList<string> Networks => [.. Section("networks").EnumerateObject().Select(static n => n.Name)];

    /// <summary>Names of the limits.</summary>
    public IReadOnlyList<string> Limits => [.. Section("limits").EnumerateObject().Select(static l => l.Name)];

    /// <summary>The Solidity file of the limits.</summary>
    public static string SolidityPath => ContractsFolder.PathOf("src", "generated", "MeshLimits.sol");

    /// <summary>The page with the table.</summary>
    public static string PagePath => ContractsFolder.PathOf("..", "docs", "PROTOCOL.md");

    /// <summary>The text of the Solidity file.</summary>
    public string Solidity
    {
        get
        {
            StringBuilder text = new("// SPDX-License-Identifier: Apache-2.0\npragma solidity 0.8.37;\n\n// Generated from contracts/constants.json. Do not edit.\n");
            foreach (string name in Limits)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n/// @dev {Meaning("limits", name)}\nuint256 constant {name} = {Limit(name)};\n");
            }

            return text.ToString();
        }
    }

    /// <summary>The tables of the page, between its markers.</summary>
    public string Page
    {
        get
        {
            string header = string.Join(" | ", Networks);
            string rule = string.Concat(Enumerable.Repeat(" --- |", Networks.Count));
            StringBuilder text = new(Begin);
            text.Append(CultureInfo.InvariantCulture, $"| constant | {header} | meaning |\n| --- |{rule} --- |\n");
            foreach (JsonProperty row in Section("networks").GetProperty(Networks[0]).EnumerateObject())
            {
                string values = string.Join(" | ", Networks.Select(network => Network(network, row.Name)));
                text.Append(CultureInfo.InvariantCulture, $"| `{row.Name}` | {values} | {Meaning("networks", row.Name)} |\n");
            }

            text.Append("\n| limit | value | meaning |\n| --- | --- | --- |\n");
            foreach (string name in Limits)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {Limit(name)} | {Meaning("limits", name)} |\n");
            }

            return text.Append(End).ToString();
        }
    }

    /// <summary>A limit's value.</summary>
    public long Limit(string name) => Section("limits").GetProperty(name).GetInt64();

    /// <summary>A network's value as it is written.</summary>
    public string Network(string network, string name) => Section("networks").GetProperty(network).GetProperty(name).ToString();

    /// <summary>The names of a network's values, in the order of the file.</summary>
    public IReadOnlyList<string> NamesOf(string network) => [.. Section("networks").GetProperty(network).EnumerateObject().Select(static v => v.Name)];

    /// <summary>The section of the page between its markers, with them; empty if there is none.</summary>
    public static string SectionOf(string page)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? "" : page[begin..(end + End.Length)];
    }

    /// <summary>Writes the Solidity file and the section of the page.</summary>
    public static void Write()
    {
        using MeshConstantsTable table = new();
        File.WriteAllText(SolidityPath, table.Solidity);
        string page = File.ReadAllText(PagePath);
        string section = SectionOf(page);
        if (section.Length > 0)
        {
            File.WriteAllText(PagePath, page.Replace(section, table.Page, StringComparison.Ordinal));
        }
    }

    public void Dispose() => _document.Dispose();

    private string Meaning(string section, string name) => Section("meanings").GetProperty(section).GetProperty(name).GetString()!;

    private JsonElement Section(string name) => _document.RootElement.GetProperty(name);
}
