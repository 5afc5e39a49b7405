using P2PProver.Fields;

namespace P2PProver.Hashing.Tests;

/// <summary>A fact about vector code, skipped with its reason where there are no vectors.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute()
    {
        if (SimdLevel.Current == InstructionSet.Scalar)
        {
            Skip = "Needs AVX2, which this processor or process does not offer.";
        }
    }
}
