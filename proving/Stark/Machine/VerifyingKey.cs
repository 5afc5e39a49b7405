using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using P2PProver.Fields;
using P2PProver.Hashing;

namespace P2PProver.Stark;

/// <summary>
/// Everything a verifier needs about one circuit under one parameter set, and nothing that depends on a proof. The digest covers all of
/// it: protocol version, parameter set, machine (names, heights, columns, constraints, buses, public values) and preprocessed cap.
/// </summary>
public sealed class VerifyingKey
{
    private const int Rate = 8;

    /// <summary>Joins a machine, parameters and the commitment to its preprocessed values.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="preprocessedCap">The cap, or empty when no table has preprocessed columns.</param>
    /// <exception cref="ArgumentException">The machine does not fit the parameters, or the cap has the wrong length.</exception>
    public VerifyingKey(Machine machine, ProofParameters parameters, ImmutableArray<Digest8> preprocessedCap)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(parameters);
        Machine = machine;
        Shape = new ProofShape(parameters, machine.Shapes);
        PreprocessedCap = preprocessedCap;
        if (preprocessedCap.Length != (Shape.Find(CommitmentKind.Preprocessed) is null ? 0 : 1 << parameters.CapHeight))
        {
            throw new ArgumentException("The cap must have as many digests as the parameters say.", nameof(preprocessedCap));
        }

        SystemId = FieldHash.OfBytes(parameters.Encode());
        MachineDigest = FieldHash.OfBytes(Encode(machine));
        Digest = ComputeDigest();
    }

    /// <summary>The machine.</summary>
    public Machine Machine { get; }

    /// <summary>The parameter set.</summary>
    public ProofParameters Parameters => Shape.Parameters;

    /// <summary>The shape of every proof under this key.</summary>
    public ProofShape Shape { get; }

    /// <summary>The cap of the preprocessed commitment.</summary>
    public ImmutableArray<Digest8> PreprocessedCap { get; }

    /// <summary>Digest of the parameter set: the ProofSystemId.</summary>
    public Digest8 SystemId { get; }

    /// <summary>Digest of the machine without its preprocessed values.</summary>
    public Digest8 MachineDigest { get; }

    /// <summary>
    /// The key's digest: Poseidon2 sponge over whole blocks: [protocol version, digests in the cap, 0, ...], <see cref="SystemId"/>,
    /// <see cref="MachineDigest"/>, then the cap.
    /// </summary>
    public Digest8 Digest { get; }

    private static byte[] Encode(Machine machine)
    {
        using MemoryStream stream = new();
        WriteBytes(stream, Encoding.UTF8.GetBytes(machine.Name));
        WriteInt(stream, machine.Version);
        WriteInt(stream, machine.PublicValueCount);
        WriteInt(stream, machine.Tables.Length);
        foreach (Table table in machine.Tables)
        {
            WriteBytes(stream, table.CanonicalEncoding.Span);
        }

        return stream.ToArray();
    }

    private static void WriteBytes(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        WriteInt(stream, bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteInt(MemoryStream stream, int value)
    {
        Span<byte> word = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(word, value);
        stream.Write(word);
    }

    private Digest8 ComputeDigest()
    {
        List<KoalaBear> blocks = [KoalaBear.FromCanonical(ProofParameters.ProtocolVersion), KoalaBear.FromCanonical((uint)PreprocessedCap.Length)];
        blocks.AddRange(new KoalaBear[Rate - blocks.Count]);
        blocks.AddRange(SystemId.Elements);
        blocks.AddRange(MachineDigest.Elements);
        foreach (Digest8 digest in PreprocessedCap)
        {
            blocks.AddRange(FieldHash.Elements(Parameters.Hash, digest));
        }

        return FieldHash.OfBlocks(blocks.ToArray());
    }
}
