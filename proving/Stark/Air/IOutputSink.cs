using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Where an interpreter puts constraint values, and what it does with them between instructions.</summary>
/// <typeparam name="T">The packed field.</typeparam>
internal unsafe interface IOutputSink<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>The first vector of an output.</summary>
    T* Slot(int output);

    /// <summary>The step to run after an output has been written, if any. Outputs are written in ascending order.</summary>
    BoundInstruction? After(int output);
}
