namespace P2PProver.Node;

/// <summary>Lays out plain text: wrapping and aligned columns. Widths count UTF-16 units; our texts are ASCII.</summary>
public static class TextLayout
{
    /// <summary>Breaks a paragraph at spaces so that no line is longer than <paramref name="width"/>, unless a single word is.</summary>
    public static IReadOnlyList<string> Wrap(string paragraph, int width)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        lines.Add(line);
        return lines;
    }

    /// <summary>
    /// Aligns rows into columns, two spaces apart, without trailing space. The last column wraps at <paramref name="width"/>
    /// under itself; every row has the same number of cells.
    /// </summary>
    public static IEnumerable<string> Columns(IReadOnlyList<string[]> rows, string indent, int width)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        int last = rows[0].Length - 1;
        int[] widths = [.. Enumerable.Range(0, last).Select(column => rows.Max(row => row[column].Length))];
        int hang = indent.Length + widths.Sum() + (2 * last);
        foreach (string[] row in rows)
        {
            string head = indent + string.Concat(widths.Select((cell, column) => row[column].PadRight(cell + 2)));
            IReadOnlyList<string> tail = Wrap(row[last], Math.Max(width - hang, 30));
            yield return (head + tail[0]).TrimEnd();
            foreach (string line in tail.Skip(1))
            {
                yield return new string(' ', hang) + line;
            }
        }
    }
}
