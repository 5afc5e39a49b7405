using System.Globalization;
using Microsoft.Win32.SafeHandles;
using P2PProver.Benchmarks.Stark;

using SafeFileHandle standardOutput = new(1, ownsHandle: false);
using StreamWriter output = new(new FileStream(standardOutput, FileAccess.Write));

// stark [log2 of rows] [threads] [repetitions]
if (args is ["stark", ..])
{
    int Option(int index, int otherwise) => args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
    StarkBenchmark.Run(output, Option(1, 14), Option(2, Environment.ProcessorCount), Option(3, 5));
    return 0;
}

return 2;
