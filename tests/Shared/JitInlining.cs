using System.Reflection;
using System.Runtime.Loader;

namespace P2PProver.Testing;

/// <summary>
/// Finds kernels that the JIT did not compile as written: with more than 512 locals in a method, or past its budget, it stops
/// inlining without a word, and operators on packed values become calls that are ten times slower.
/// </summary>
internal static class JitInlining
{
    private static readonly string[] Reasons = ["too many locals", "inline exceeds budget"];

    /// <summary>
    /// Runs a static method of the test assembly on fresh copies of the product's assemblies, so that everything is compiled anew, and
    /// returns the inlining failures of those reasons in methods whose full names begin with the prefix.
    /// </summary>
    /// <param name="exercise">A static method without captured state that runs every kernel of interest, in each instantiation.</param>
    /// <param name="prefix">For example a namespace.</param>
    public static async Task<IReadOnlyList<string>> FailuresAsync(Action exercise, string prefix)
    {
        if (exercise.Target is not null || !exercise.Method.IsStatic)
        {
            throw new ArgumentException("The method must be static and capture nothing; it is found again by name.", nameof(exercise));
        }

        using JitInliningListener listener = new();
        AssemblyLoadContext fresh = new FreshContext(exercise.Method.DeclaringType!.Assembly.Location);
        try
        {
            Assembly copy = fresh.LoadFromAssemblyPath(exercise.Method.DeclaringType.Assembly.Location);
            Type type = copy.GetType(exercise.Method.DeclaringType.FullName!, throwOnError: true)!;
            MethodInfo method = type.GetMethod(exercise.Method.Name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
            method.Invoke(null, null);
            await listener.FlushAsync();
        }
        finally
        {
            fresh.Unload();
        }

        return [.. listener.Failures
            .Where(f => f.Method.StartsWith(prefix, StringComparison.Ordinal) && Reasons.Contains(f.Reason, StringComparer.Ordinal))
            .Select(f => $"{f.Method} <- {f.Inlinee}: {f.Reason}")
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Loads the product's and the tests' assemblies again, and shares all others.</summary>
    private sealed class FreshContext(string mainAssemblyPath) : AssemblyLoadContext(isCollectible: true)
    {
        private readonly AssemblyDependencyResolver _resolver = new(mainAssemblyPath);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            bool own = assemblyName.Name!.StartsWith("P2PProver.", StringComparison.Ordinal);
            string? path = own ? _resolver.ResolveAssemblyToPath(assemblyName) : null;
            return path is null ? null : LoadFromAssemblyPath(path);
        }
    }
}
