using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>A matrix in pooled native memory.</summary>
internal sealed class CpuMatrix(FieldMatrix values) : IDeviceMatrix
{
    public FieldMatrix Values { get; } = values;

    public int Height => Values.Height;

    public int Width => Values.Width;

    public static FieldMatrix Unwrap(IDeviceMatrix matrix) =>
        matrix is CpuMatrix cpu ? cpu.Values : throw new ArgumentException("The matrix belongs to another backend.", nameof(matrix));

    public void Dispose() => Values.Dispose();
}
