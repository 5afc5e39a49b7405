using System.Globalization;

namespace P2PProver.Node.Diagnostics;

/// <summary>Writes sizes for people, in powers of 1024.</summary>
public static class Size
{
    /// <summary>Bytes in one MiB.</summary>
    public const long MiB = 1024 * 1024;

    /// <summary>Bytes in one GiB.</summary>
    public const long GiB = 1024 * MiB;

    /// <summary>GiB with one decimal place, or whole MiB where that would be less than one.</summary>
    public static string Show(long bytes)
    {
        return bytes >= GiB
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)GiB:F1} GiB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB} MiB");
    }
}
