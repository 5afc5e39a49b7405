using System.Xml.Linq;

namespace P2PProver.Tidy.Rules;

/// <summary>Project files reference only what <see cref="DependencyTable"/> permits.</summary>
public sealed class ProjectReferenceRule : ITidyRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach ((string path, string text) in tree.Projects)
        {
            string? from = DependencyTable.ShortName(Path.GetFileNameWithoutExtension(path));
            if (from is null)
            {
                yield return new Finding(path, 0, "projects are named P2PProver.<Room>");
                continue;
            }

            foreach (XElement reference in XDocument.Parse(text).Descendants("ProjectReference"))
            {
                string target = ((string?)reference.Attribute("Include") ?? string.Empty).Replace('\\', '/');
                string? to = DependencyTable.ShortName(Path.GetFileNameWithoutExtension(target));
                if (to is null || !DependencyTable.Permits(from, to))
                {
                    yield return new Finding(path, 0, $"{from} may not reference {to ?? target}: see the dependency table of docs/ARCHITECTURE.md");
                }
            }
        }
    }
}
