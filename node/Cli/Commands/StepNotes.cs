using P2PProver.Recursion;

namespace P2PProver.Node.Cli.Commands;

/// <summary>Tells on stderr what is being done to make circuits ready.</summary>
internal sealed class StepNotes(Shell shell) : IProgress<CircuitStep>
{
    public void Report(CircuitStep value)
    {
        string? note = value switch
        {
            CircuitStep.DescribingLeaf => "writing down Leaf",
            CircuitStep.DescribingMerge => "writing down Merge",
            CircuitStep.CommittingLeaf => "committing to Leaf",
            CircuitStep.CommittingMerge => "committing to Merge",
            _ => null,
        };
        if (note is not null)
        {
            shell.Note(note);
        }
    }
}
