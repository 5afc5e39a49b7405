namespace P2PProver.Node.Diagnostics;

/// <summary>One check of <c>doctor</c>. It changes nothing and never needs the network.</summary>
public interface IMachineCheck
{
    /// <summary>A stable name for scripts.</summary>
    string Id { get; }

    /// <summary>The name as people read it.</summary>
    string Title { get; }

    /// <summary>Looks and judges.</summary>
    ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation);
}
