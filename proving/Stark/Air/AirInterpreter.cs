using System.Diagnostics;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// Runs an <see cref="AirProgram"/> over blocks of rows. Everything that stays the same from block to block (addresses of operands,
/// words of uniforms, kernels) is resolved once, in the constructor. Owned by one worker; not safe for concurrent use.
/// </summary>
/// <typeparam name="T">The packed field.</typeparam>
internal sealed unsafe class AirInterpreter<T>
    where T : unmanaged, IPacked<T>
{
    private readonly TileSet _tiles;
    private readonly KoalaBear[] _uniforms;
    private readonly T* _registers;
    private readonly IOutputSink<T> _sink;
    private readonly BoundInstruction[] _code;

    internal AirInterpreter(
        AirProgram program, ReadOnlySpan<KoalaBear> publicValues, TileSet tiles, IOutputSink<T> sink, Workspace workspace)
    {
        _tiles = tiles;
        _uniforms = program.EvaluateUniforms(publicValues);
        _registers = workspace.Values<T>((nint)program.RegisterCount * tiles.Vectors);
        _sink = sink;
        _code = Bind(program);
    }

    /// <summary>Runs the program on the block that the tiles hold.</summary>
    internal void Run()
    {
        nint vectors = _tiles.Vectors;
        fixed (BoundInstruction* code = _code)
        {
            // SAFETY: every bound address points into memory of this worker that holds a block's vectors from there on.
            for (BoundInstruction* i = code, end = code + _code.Length; i < end; i++)
            {
                i->Kernel(i, vectors);
            }
        }
    }

    /// <summary>The first vector of an operand; not for uniforms.</summary>
    internal T* Address(AirOperand operand)
    {
        int index = operand.Index;
        return operand.Kind switch
        {
            AirOperandKind.None => null,
            AirOperandKind.Register => _registers + ((nint)index * _tiles.Vectors),
            AirOperandKind.MainLocal => (T*)_tiles.Main.Column(index),
            AirOperandKind.MainNext => (T*)(_tiles.Main.Column(index) + _tiles.NextOffset),
            AirOperandKind.PreprocessedLocal => (T*)_tiles.Preprocessed.Column(index),
            AirOperandKind.PreprocessedNext => (T*)(_tiles.Preprocessed.Column(index) + _tiles.NextOffset),
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
        foreach (AirInstruction instruction in program.Instructions)
        {
            code.Add(Bind(instruction));
            if (instruction.D.Kind == AirOperandKind.Output && _sink.After(instruction.D.Index) is BoundInstruction step)
            {
                code.Add(step);
            }
        }

        return [.. code];
    }

    private BoundInstruction Bind(AirInstruction instruction) => new()
    {
        Kernel = AirKernels<T>.Of(instruction.Opcode),
        D = Address(instruction.D),
        A = Address(instruction.A),
        B = Address(instruction.B),
        C = Address(instruction.C),
        K = _uniforms.Length == 0 ? 0 : AirKernels<T>.UniformWord(instruction.Opcode, _uniforms[instruction.Uniform]),
    };
}
