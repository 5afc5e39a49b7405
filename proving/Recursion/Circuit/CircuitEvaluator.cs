using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>Runs the instructions of a circuit once, in order, and remembers the first check that fails.</summary>
internal ref partial struct CircuitEvaluator
{
    private readonly ProgramParts _parts;
    private readonly ReadOnlySpan<KoalaBear> _tape;
    private readonly Ext5[] _values;
    private readonly KoalaBear[] _outputs;
    private CircuitFault? _fault;
    private int _label;

    public CircuitEvaluator(CircuitProgram program, ReadOnlySpan<KoalaBear> tape, ReadOnlySpan<KoalaBear> publicValues)
    {
        Witness = new CircuitWitness(program, publicValues);
        _parts = program.Parts;
        _tape = tape;
        _values = Witness.Values;
        _outputs = new KoalaBear[Witness.Inputs.Length];
    }

    /// <summary>What has been computed.</summary>
    public CircuitWitness Witness { get; }

    /// <summary>Runs all instructions.</summary>
    /// <returns>The first fault, or null.</returns>
    public CircuitFault? Run()
    {
        foreach (ref readonly Instruction instruction in _parts.Instructions.AsSpan())
        {
            _label = instruction.Label;
            Run(instruction);
        }

        return _fault;
    }

    private void Run(in Instruction instruction)
    {
        switch (instruction.Code)
        {
            case InstructionCode.Extension:
                RunExtension(_parts.ExtensionRows[instruction.Row]);
                break;
            case InstructionCode.ExtensionInput:
                _values[_parts.ExtensionRows[instruction.Row].C] = new Ext5(_tape.Slice(instruction.X, Ext5.Degree));
                break;
            case InstructionCode.Base:
                RunBase(_parts.BaseRows[instruction.Row]);
                break;
            case InstructionCode.BaseInput:
                _values[_parts.BaseRows[instruction.Row].C] = Ext5.FromBase(_tape[instruction.X]);
                break;
            case InstructionCode.BaseBit:
                uint source = _values[instruction.X].C0.ToCanonical();
                _values[_parts.BaseRows[instruction.Row].A] = (source >> instruction.Y & 1) == 1 ? Ext5.One : Ext5.Zero;
                break;
            case InstructionCode.Pack:
                RunPack(_parts.PackGroups[instruction.Row]);
                break;
            case InstructionCode.Permute:
                RunPermutation(_parts.Permutations[instruction.Row]);
                break;
            default:
                _values[instruction.X] = Witness.Sums[instruction.Row + 1];
                break;
        }
    }

    private void RunExtension(in ArithmeticRow row)
    {
        Ext5 a = _values[row.A];
        switch (row.Defined)
        {
            case ArithmeticPort.Out:
                _values[row.Out] = Result(row);
                break;
            case ArithmeticPort.C:
                _values[row.C] = _values[row.Out] - (a * _values[row.B]);
                break;
            case ArithmeticPort.B:
                Require(a.TryInverse(out Ext5 inverse), FaultKind.DivisionByZero);
                _values[row.B] = (_values[row.Out] - _values[row.C]) * inverse;
                break;
            default:
                Require(Result(row) == _values[row.Out], FaultKind.NotEqual);
                break;
        }
    }

    private readonly Ext5 Result(in ArithmeticRow row)
    {
        Ext5 a = _values[row.A];
        Ext5 b = _values[row.B];
        Ext5 c = _values[row.C];
        return row.Form switch
        {
            ArithmeticForm.Product => (a * b * row.Factor) + c,
            ArithmeticForm.Mix => a + (c * (a - b) * row.Factor),
            _ => a + b + (c * (a - b) * row.Factor),
        };
    }

    private void RunBase(in ArithmeticRow row)
    {
        KoalaBear known = _values[row.C].C0 + row.Addend;
        KoalaBear factor = row.Factor * _values[row.A].C0;
        switch (row.Defined)
        {
            case ArithmeticPort.Out:
                _values[row.Out] = Ext5.FromBase((factor * _values[row.B].C0) + known);
                break;
            case ArithmeticPort.B:
                Require(factor.TryInverse(out KoalaBear inverse), FaultKind.DivisionByZero);
                _values[row.B] = Ext5.FromBase((_values[row.Out].C0 - known) * inverse);
                break;
            default:
                Require((factor * _values[row.B].C0) + known == _values[row.Out].C0, FaultKind.NotEqual);
                break;
        }
    }

    private void RunPack(PackGroup group)
    {
        Span<KoalaBear> stream = Witness.Streams.AsSpan(group.FirstElement, group.Length);
        bool fromBlocks = group.TapeOffset < 0 && !group.DefinesBlocks;
        for (int i = 0; fromBlocks && i < group.Blocks.Length; i++)
        {
            Witness.BlockElements(group.Blocks[i]).CopyTo(stream[(i * PackGroup.BlockWidth)..]);
        }

        RunItems(group, stream, fromBlocks);
        for (int i = 0; group.DefinesBlocks && i < group.Blocks.Length; i++)
        {
            stream.Slice(i * PackGroup.BlockWidth, PackGroup.BlockWidth).CopyTo(Witness.BlockElements(group.Blocks[i]));
        }
    }

    private void RunItems(PackGroup group, Span<KoalaBear> stream, bool fromBlocks)
    {
        int place = 0;
        int tape = group.TapeOffset;
        for (int i = 0; i < group.Items.Length; i++)
        {
            PackItem item = group.Items[i];
            Span<KoalaBear> elements = stream.Slice(place, item.Width);
            place += item.Width;
            if (i < group.DefinedItems)
            {
                if (tape >= 0)
                {
                    _tape.Slice(tape, item.Width).CopyTo(elements);
                    tape += item.Width;
                }

                _values[item.Cell] = item.IsExtension ? new Ext5(elements) : Ext5.FromBase(elements[0]);
            }
            else
            {
                ReadItem(item, elements, fromBlocks);
            }
        }

        if (group.Items.IsEmpty)
        {
            _tape.Slice(tape, stream.Length).CopyTo(stream);
        }
    }

    private void ReadItem(PackItem item, Span<KoalaBear> elements, bool compare)
    {
        for (int k = 0; k < elements.Length; k++)
        {
            KoalaBear value = _values[item.Cell][k];
            Require(!compare || value == elements[k], FaultKind.NotEqual);
            elements[k] = value;
        }
    }

    private void Require(bool condition, FaultKind kind)
    {
        if (!condition)
        {
            _fault ??= new CircuitFault(kind, _parts.Labels[_label]);
        }
    }
}
