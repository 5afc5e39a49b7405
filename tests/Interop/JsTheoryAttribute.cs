namespace P2PProver.Interop.Tests;

/// <summary>A theory that needs the foreign peer. Without it the theory is skipped with the reason, or fails where INTEROP_REQUIRED=1.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JsTheoryAttribute : TheoryAttribute
{
    public JsTheoryAttribute()
    {
        Skip = JsEnvironment.IsRequired ? null : JsEnvironment.MissingReason;
    }
}
