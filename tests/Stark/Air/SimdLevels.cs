using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

/// <summary>The instruction sets of this process; switches of the runtime take the upper ones away.</summary>
public static class SimdLevels
{
    public static TheoryData<InstructionSet> Available =>
        [.. Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported)];
}
