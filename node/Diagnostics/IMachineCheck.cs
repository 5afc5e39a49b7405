namespace P2PProver.Node.Diagnostics;

/// <summary>One check of <c>doctor</c>. It changes nothing and never needs the network.</summary>
public interface IMachineCheck
{
    /// <summary>A stable name for scripts.</summary>
    public string Id { get; }

    /// <summary>The name as people read it.</summary>
    public string Title { get; }

    /// <summary>Looks and judges.</summary>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation);
}
