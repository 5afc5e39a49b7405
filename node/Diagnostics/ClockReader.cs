using System.Runtime.InteropServices;

namespace P2PProver.Node.Diagnostics;

/// <summary>Asks the Linux kernel, without the network, whether its clock is kept by NTP (adjtimex(2)).</summary>
public static partial class ClockReader
{
    private const int StatusUnsynchronised = 0x0040;
    private const int StateError = 5;

    /// <summary>The kernel's answer; unknown on other systems and where a sandbox refuses the call.</summary>
    public static ClockFacts Read()
    {
        ClockFacts unknown = new(ClockSync.Unknown, ErrorMaxMs: null);
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return unknown;
        }

        try
        {
            KernelClock clock = default;
            int state = AdjustTime(ref clock);
            if (state < 0)
            {
                return unknown;
            }

            bool isFree = state == StateError || (clock.Status & StatusUnsynchronised) != 0;
            return new ClockFacts(isFree ? ClockSync.Unsynchronised : ClockSync.Synchronised, clock.ErrorMaxMicroseconds / 1000.0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return unknown;
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AdjustTime(ref KernelClock clock);

    // SAFETY: struct timex takes 208 bytes on 64-bit Linux; 256 leave room, and modes = 0 makes the call read only.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct KernelClock
    {
        [FieldOffset(0)]
        public int Modes;

        [FieldOffset(24)]
        public long ErrorMaxMicroseconds;

        [FieldOffset(40)]
        public int Status;
    }
}
