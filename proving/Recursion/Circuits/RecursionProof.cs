using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>A proof of Leaf or Merge with what it says. docs/PROTOCOL.md, "Proofs", has the bytes.</summary>
/// <param name="Statement">What it says; of one shard it is a Leaf, of more a Merge.</param>
/// <param name="Bytes">The proof.</param>
public sealed record RecursionProof(Statement Statement, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The version of the container, its first byte.</summary>
    public const byte ContainerVersion = 1;

    /// <summary>The container: version, the statement's public values as little-endian words, the proof.</summary>
    public byte[] ToContainer()
    {
        ReadOnlySpan<KoalaBear> values = Statement.Values;
        byte[] container = new byte[1 + (values.Length * sizeof(uint)) + Bytes.Length];
        container[0] = ContainerVersion;
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(container.AsSpan(1 + (i * sizeof(uint))), values[i].ToCanonical());
        }

        Bytes.Span.CopyTo(container.AsSpan(1 + (values.Length * sizeof(uint))));
        return container;
    }

    /// <summary>Reads a container; null when it has another version, a value that is not canonical, or no statement. The proof is not verified.</summary>
    /// <param name="layout">The public values.</param>
    /// <param name="container">The container, which the proof keeps.</param>
    public static RecursionProof? TryRead(StatementLayout layout, ReadOnlyMemory<byte> container)
    {
        ArgumentNullException.ThrowIfNull(layout);
        int start = 1 + (layout.Count * sizeof(uint));
        if (container.Length < start || container.Span[0] != ContainerVersion)
        {
            return null;
        }

        KoalaBear[] values = new KoalaBear[layout.Count];
        for (int i = 0; i < values.Length; i++)
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(container.Span[(1 + (i * sizeof(uint)))..]);
            if (!KoalaBear.TryFromCanonical(word, out values[i]))
            {
                return null;
            }
        }

        return Statement.TryRead(layout, values) is Statement statement ? new RecursionProof(statement, container[start..]) : null;
    }
}
