using System.Diagnostics;
using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Runs an <see cref="AirProgram"/> over blocks of rows. Everything that stays the same from block to block (addresses of operands,
/// words of uniforms, kernels, loads of columns) is resolved once, in the constructor. Owned by one worker; not safe for concurrent use.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class AirInterpreter<T>
    where T : unmanaged, IPacked<T>
{
    private readonly TileSet _tiles;
    private readonly int _vectors;
    private readonly KoalaBear[] _uniforms;
    private readonly Workspace _workspace;
    private readonly T* _registers;
    private readonly IOutputSink<T> _sink;
    private readonly BoundInstruction[] _code;
    private readonly RowPrefetcher _prefetcher;

    internal AirInterpreter(
        AirProgram program, ReadOnlySpan<KoalaBear> publicValues, TileSet tiles, IOutputSink<T> sink, Workspace workspace)
    {
        _tiles = tiles;
        _workspace = workspace;
        _vectors = tiles.Layout.Vectors<T>();
        _uniforms = program.EvaluateUniforms(publicValues);
        _registers = workspace.Values<T>((nint)program.RegisterCount * _vectors);
        _sink = sink;
        _code = Bind(program);
        _prefetcher = new RowPrefetcher(tiles.Columns, _code.Length, tiles.Layout.LoadedRows);
    }

    /// <summary>Runs the program on the block that the columns are set to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void Run()
    {
        nint vectors = _vectors;
        _prefetcher.Restart();
        fixed (BoundInstruction* code = _code)
        {
            // SAFETY: every bound address points into memory of this worker that holds a block's vectors from there on.
            BoundInstruction* end = code + _code.Length;
            for (BoundInstruction* i = code; i < end;)
            {
                BoundInstruction* pause = i + Math.Min(RowPrefetcher.Period, end - i);
                for (; i < pause; i++)
                {
                    i->Kernel(i, vectors);
                }

                _prefetcher.Advance();
            }
        }
    }

    /// <summary>The first vector of an operand; not for uniforms.</summary>
    internal T* Address(AirOperand operand)
    {
        int index = operand.Index;
        int next = _tiles.Layout.Next;
        return operand.Kind switch
        {
            AirOperandKind.None => null,
            AirOperandKind.Register => _registers + ((nint)index * _vectors),
            AirOperandKind.MainLocal => (T*)_tiles.Columns.Column(isPreprocessed: false, index),
            AirOperandKind.MainNext => (T*)(_tiles.Columns.Column(isPreprocessed: false, index) + next),
            AirOperandKind.PreprocessedLocal => (T*)_tiles.Columns.Column(isPreprocessed: true, index),
            AirOperandKind.PreprocessedNext => (T*)(_tiles.Columns.Column(isPreprocessed: true, index) + next),
            AirOperandKind.Selector => (T*)_tiles.Selectors!.Column(index),
            AirOperandKind.Output => _sink.Slot(index),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The value of a uniform operand.</summary>
    internal KoalaBear Uniform(AirOperand operand) => _uniforms[operand.Index];

    private BoundInstruction[] Bind(AirProgram program)
    {
        List<BoundInstruction> code = [];
        int loaded = 0;
        for (int i = 0; i < program.Instructions.Length; i++)
        {
            AirInstruction instruction = program.Instructions[i];
            loaded = AddLoads(code, loaded, i);
            code.Add(instruction.Opcode == AirOpcode.Sum ? BindSum(program, instruction) : Bind(instruction));
            if (instruction.D.Kind == AirOperandKind.Output && _sink.After(instruction.D.Index) is BoundInstruction step)
            {
                code.Add(step);
            }
        }

        AddLoads(code, loaded, program.Instructions.Length);
        return [.. code];
    }

    /// <summary>Adds the loads that come before an instruction; returns how many have been added so far.</summary>
    private int AddLoads(List<BoundInstruction> code, int loaded, int before)
    {
        int next = loaded;
        while (next < _tiles.Columns.Plan.Loads.Length && _tiles.Columns.Plan.Loads[next].Before <= before)
        {
            code.Add(_tiles.Columns.Step(_tiles.Columns.Plan.Loads[next]));
            next++;
        }

        return next;
    }

    private BoundInstruction BindSum(AirProgram program, AirInstruction instruction)
    {
        ReadOnlySpan<SumTerm> terms = program.SumTerms.AsSpan().Slice(instruction.A.Index, instruction.B.Index);
        SumKernel<T>.Operands* operands = _workspace.Values<SumKernel<T>.Operands>(1);
        operands->X = (T**)_workspace.Values<nint>(terms.Length);
        operands->Y = (T**)_workspace.Values<nint>(terms.Length);
        operands->Weights = _workspace.Values<T>(terms.Length);
        for (int i = 0; i < terms.Length; i++)
        {
            operands->X[i] = Address(terms[i].X);
            operands->Add(terms[i].Kind, Address(terms[i].Y), T.Broadcast(_uniforms[terms[i].Uniform]));
        }

        return new BoundInstruction
        {
            Kernel = &SumKernel<T>.Run,
            D = Address(instruction.D),
            A = operands,
            K = _uniforms[instruction.Uniform].Montgomery,
        };
    }

    private BoundInstruction Bind(AirInstruction instruction)
    {
        KoalaBear uniform = _uniforms.Length == 0 ? default : _uniforms[instruction.Uniform];
        return new BoundInstruction
        {
            Kernel = AirKernels<T>.Of(instruction.Opcode, uniform),
            D = Address(instruction.D),
            A = Address(instruction.A),
            B = Address(instruction.B),
            C = Address(instruction.C),
            K = AirKernels<T>.UniformWord(instruction.Opcode, uniform),
        };
    }
}
