using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using P2PProver.Fields;

namespace P2PProver.Node.Diagnostics;

/// <summary>Reads the processor: model, usable cores, instruction sets, and the kernels that proving chooses for it.</summary>
public static class ProcessorReader
{
    private static readonly (string Name, bool IsSupported)[] Features =
    [
        ("AVX2", Avx2.IsSupported),
        ("BMI2", Bmi2.X64.IsSupported),
        ("AVX-512F", Avx512F.IsSupported),
        ("AVX-512BW", Avx512BW.IsSupported),
        ("AVX-512CD", Avx512CD.IsSupported),
        ("AVX-512DQ", Avx512DQ.IsSupported),
        ("AVX-512VL", Avx512F.VL.IsSupported),
        ("AVX-512VBMI", Avx512Vbmi.IsSupported),
        ("GFNI", Gfni.IsSupported),
        ("PCLMULQDQ", Pclmulqdq.IsSupported),
        ("AES", System.Runtime.Intrinsics.X86.Aes.IsSupported),
        ("AdvSimd", AdvSimd.IsSupported),
    ];

    /// <summary>Reads the processor below the given mount point of proc, normally <c>/proc</c>.</summary>
    public static ProcessorFacts Read(string procPath)
    {
        string[] features = [.. Features.Where(feature => feature.IsSupported).Select(feature => feature.Name)];

        // The same choice that the kernels themselves make; the runtime's DOTNET_Enable* variables have had their say in it.
        KernelFacts kernels = KernelFacts.Of(SimdLevel.Current, SimdLevel.Lanes);
        return new ProcessorFacts(ReadModel(procPath), Environment.ProcessorCount, features, kernels);
    }

    private static string ReadModel(string procPath)
    {
        try
        {
            string? line = File.ReadLines(Path.Combine(procPath, "cpuinfo"))
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
