using System.Collections.Immutable;
using P2PProver.Fields;

namespace P2PProver.Stark.Tests;

/// <summary>The addition machine with valid traces, padding included, and random challenges.</summary>
internal sealed class MachineRun : IDisposable
{
    public MachineRun(AdditionMachine machine, int additions = 11)
    {
        Prng prng = new(99);
        ushort[] summands = new ushort[additions];
        foreach (ref ushort summand in summands.AsSpan())
        {
            summand = (ushort)prng.NextUInt32();
        }

        Tables = machine.Tables;
        Preprocessed = machine.Preprocessed();
        (Traces, PublicValues) = machine.Generate(1234, summands);
        Combined = machine.Combine(Traces, Preprocessed);
        Key = VerifierFolding.Key(BusLayout.Create(Tables), prng.NextExt(), prng.NextExt());
    }

    public ImmutableArray<Table> Tables { get; }

    public FieldMatrix[] Traces { get; }

    public FieldMatrix?[] Preprocessed { get; }

    public KoalaBear[] PublicValues { get; }

    public TableTrace[] Combined { get; }

    public FingerprintKey<Ext5> Key { get; }

    public (FieldMatrix? Trace, Ext5 Terminal) Permutation(int table)
    {
        FieldMatrix trace = PermutationTrace.Generate(
            Tables[table], Traces[table], Preprocessed[table], PublicValues, Key, 1, out Ext5 terminal);
        return (trace, terminal);
    }

    /// <summary>The sum of the terminals of all tables.</summary>
    public Ext5 TerminalSum()
    {
        Ext5 sum = Ext5.Zero;
        for (int i = 0; i < Tables.Length; i++)
        {
            (FieldMatrix? trace, Ext5 terminal) = Permutation(i);
            trace?.Dispose();
            sum += terminal;
        }

        return sum;
    }

    public void Dispose()
    {
        foreach (TableTrace trace in Combined)
        {
            trace.Main.Dispose();
            trace.Preprocessed?.Dispose();
        }
    }
}
