namespace P2PProver.Fields.Tests;

/// <summary>A fact that is skipped, with the reason, where the instruction set is missing or switched off.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstructionSetFactAttribute : FactAttribute
{
    public InstructionSetFactAttribute(InstructionSet level)
    {
        Level = level;
        if (!SimdLevel.IsSupported(level))
        {
            Skip = $"{level} is not available in this process.";
        }
    }

    public InstructionSet Level { get; }
}
