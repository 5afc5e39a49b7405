namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether proving can use vector instructions.</summary>
public sealed class KernelsCheck : IMachineCheck
{
    /// <inheritdoc/>
    public string Id => "kernels";

    /// <inheritdoc/>
    public string Title => "Vector units";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        KernelFacts kernels = context.Host.Processor.Kernels;
        string found = kernels.ToString();
        CheckResult result = string.Equals(kernels.Field, KernelFacts.Scalar, StringComparison.Ordinal)
            ? CheckResult.Warn(
                found,
                "Proving works, but many times slower than with AVX2. See that the virtual machine passes AVX2 on and that no "
                    + "DOTNET_Enable* variable turns it off.")
            : CheckResult.Ok(found);
        return ValueTask.FromResult(result);
    }
}
