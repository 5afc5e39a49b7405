using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Keeps all outputs of a block.</summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class StoredOutputs<T>(Workspace workspace, int outputs, int vectors) : IOutputSink<T>
    where T : unmanaged, IPacked<T>
{
    private readonly T* _values = workspace.Values<T>((nint)outputs * vectors);

    public T* Slot(int output) => _values + ((nint)output * vectors);

    public BoundInstruction? After(int output) => null;
}
