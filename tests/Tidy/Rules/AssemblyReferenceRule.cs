using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace P2PProver.Tidy.Rules;

/// <summary>
/// What a compiled assembly really uses stays within <see cref="DependencyTable"/>, and within
/// <see cref="DependencyTable.OnlyTypes"/> where only some types are open to it.
/// </summary>
public static class AssemblyReferenceRule
{
    /// <summary>Checks one assembly image. The path is only reported.</summary>
    public static IEnumerable<Finding> Check(string path, Stream image)
    {
        using PEReader portable = new(image, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = portable.GetMetadataReader();
        string? from = DependencyTable.ShortName(metadata.GetString(metadata.GetAssemblyDefinition().Name));
        if (from is null)
        {
            yield break;
        }

        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
            {
                continue;
            }

            AssemblyReference target = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
            string? to = DependencyTable.ShortName(metadata.GetString(target.Name));
            string name = metadata.GetString(type.Name);
            if (to is not null && to != from && !DependencyTable.Permits(from, to))
            {
                yield return new Finding(path, 0, $"{from} may not use {to} ({name})");
            }
            else if (to is not null && DependencyTable.OnlyTypes.TryGetValue((from, to), out string[]? only) && !only.Contains(name, StringComparer.Ordinal))
            {
                yield return new Finding(path, 0, $"{from} may use only {string.Join(", ", only)} of {to}, not {name}");
            }
        }
    }
}
