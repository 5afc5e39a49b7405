using System.Globalization;
using System.Text;

namespace P2PProver.Mesh.Wire;

/// <summary>The tables of docs/PROTOCOL.md, made of the one list of layouts.</summary>
public static class MessageTables
{
    /// <summary>The line before the tables in the document.</summary>
    public const string Begin = "<!-- messages: begin -->";

    /// <summary>The line behind them.</summary>
    public const string End = "<!-- messages: end -->";

    /// <summary>All tables in Markdown, with a newline at the end.</summary>
    public static string Render()
    {
        StringBuilder text = new();
        foreach (IMessageLayout layout in MeshLayouts.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{(int)layout.Kind} {layout.Kind}**, {layout.Carrier}, at most {layout.BytesMax:N0} bytes.\n\n");
            text.Append("| element | field | form | meaning |\n| --- | --- | --- | --- |\n");
            text.Append(CultureInfo.InvariantCulture, $"| 0, 1 | version, kind | numbers | {layout.Version}, {(int)layout.Kind} |\n");
            int element = 2;
            foreach ((string name, string form, string meaning) in layout.Rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {element++} | {name} | {form} | {meaning} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
