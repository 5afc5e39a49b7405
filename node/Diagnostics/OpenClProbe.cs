using System.Runtime.InteropServices;
using System.Text;

namespace P2PProver.Node.Diagnostics;

/// <summary>
/// Lists OpenCL devices through the system's ICD loader, with the three calls that this takes (OpenCL 1.2 specification, 4.1-4.2).
/// </summary>
/// <remarks>Drivers run inside of the process that asks, and some crash: only the <c>opencl-probe</c> process calls this.</remarks>
public static unsafe class OpenClProbe
{
    /// <summary>The hidden verb that runs the search in a process of its own.</summary>
    public const string VerbName = "opencl-probe";

    /// <summary>The most devices that are listed.</summary>
    public const int DevicesMax = 16;

    private const string LoaderName = "libOpenCL.so.1";
    private const int PlatformsMax = 16;
    private const int TextMaxBytes = 256;
    private const ulong AllDeviceTypes = 0xFFFFFFFF;
    private const int NoPlatform = -1001;
    private const uint InfoComputeUnits = 0x1002;
    private const uint InfoGlobalMemory = 0x101F;
    private const uint InfoName = 0x102B;
    private const uint InfoVersion = 0x102F;

    /// <summary>Searches all platforms.</summary>
    public static OpenClFacts Read()
    {
        if (!NativeLibrary.TryLoad(LoaderName, out nint loader))
        {
            return new OpenClFacts(OpenClState.NoLoader, [], Problem: null);
        }

        if (!NativeLibrary.TryGetExport(loader, "clGetPlatformIDs", out nint getPlatforms)
            || !NativeLibrary.TryGetExport(loader, "clGetDeviceIDs", out nint getDevices)
            || !NativeLibrary.TryGetExport(loader, "clGetDeviceInfo", out nint getInfo))
        {
            return OpenClFacts.Failed($"{LoaderName} lacks the functions of an ICD loader");
        }

        // SAFETY: cl_int clGetPlatformIDs(cl_uint, cl_platform_id *, cl_uint *); the array holds as many entries as are announced.
        nint* platforms = stackalloc nint[PlatformsMax];
        uint platformCount = 0;
        int status = ((delegate* unmanaged<uint, nint*, uint*, int>)getPlatforms)(PlatformsMax, platforms, &platformCount);
        if (status is not 0 and not NoPlatform)
        {
            return OpenClFacts.Failed($"clGetPlatformIDs failed with {status}");
        }

        List<OpenClDevice> devices = [];
        for (int i = 0; i < Math.Min((int)platformCount, PlatformsMax); i++)
        {
            AddDevices(devices, platforms[i], getDevices, getInfo);
        }

        return new OpenClFacts(devices.Count > 0 ? OpenClState.Found : OpenClState.NoDevice, devices, Problem: null);
    }

    private static void AddDevices(List<OpenClDevice> devices, nint platform, nint getDevices, nint getInfo)
    {
        // SAFETY: cl_int clGetDeviceIDs(cl_platform_id, cl_device_type, cl_uint, cl_device_id *, cl_uint *); a platform without
        // devices answers with an error and leaves the count at zero.
        nint* ids = stackalloc nint[DevicesMax];
        uint count = 0;
        int status = ((delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)getDevices)(
            platform, AllDeviceTypes, DevicesMax, ids, &count);
        for (int i = 0; status == 0 && i < Math.Min((int)count, DevicesMax) && devices.Count < DevicesMax; i++)
        {
            devices.Add(new OpenClDevice(
                ReadText(ids[i], InfoName, getInfo),
                ReadText(ids[i], InfoVersion, getInfo),
                (int)ReadNumber(ids[i], InfoComputeUnits, sizeof(uint), getInfo),
                (long)ReadNumber(ids[i], InfoGlobalMemory, sizeof(ulong), getInfo)));
        }
    }

    private static string ReadText(nint device, uint info, nint getInfo)
    {
        byte* text = stackalloc byte[TextMaxBytes];
        int status = Query(device, info, TextMaxBytes, text, getInfo, out nuint length);
        if (status != 0 || length is 0 or > TextMaxBytes)
        {
            return "unknown";
        }

        // The length counts the terminating zero.
        return Encoding.UTF8.GetString(text, (int)length - 1).Trim();
    }

    private static ulong ReadNumber(nint device, uint info, int sizeBytes, nint getInfo)
    {
        ulong number = 0;
        int status = Query(device, info, (nuint)sizeBytes, (byte*)&number, getInfo, out _);
        return status == 0 ? number : 0;
    }

    private static int Query(nint device, uint info, nuint sizeBytes, byte* value, nint getInfo, out nuint length)
    {
        // SAFETY: cl_int clGetDeviceInfo(cl_device_id, cl_device_info, size_t, void *, size_t *); value has room for sizeBytes and
        // a longer answer is refused by the callee.
        nuint written = 0;
        int status = ((delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)getInfo)(device, info, sizeBytes, value, &written);
        length = written;
        return status;
    }
}
