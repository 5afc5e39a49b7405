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
        string found = $"field {kernels.Field}, hash {kernels.Hash}, Keccak {kernels.Keccak}";
        CheckResult result = string.Equals(kernels.Field, KernelFacts.Scalar, StringComparison.Ordinal)
            ? CheckResult.Warn(
                found,
                "proving works but is many times slower without AVX2; see that the virtual machine passes it on and that no "
                    + "DOTNET_Enable* variable turns it off")
            : CheckResult.Ok(found);
        return ValueTask.FromResult(result);
    }
}
