using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The canonical byte form of a table. Everything is a little-endian 32-bit word except text, which is its UTF-8 length and bytes:
/// format tag, version; name, log height, degree limit; main and preprocessed column names; nodes (kind, operands; constants
/// canonical); constraints (name, node); interactions (bus name and width, direction, bound, multiplicity, values); fraction columns.
/// Each list is preceded by its length.
/// </summary>
public static class TableEncoding
{
    /// <summary>Version of the form; raised when the form or the meaning of a field changes.</summary>
    public const uint Version = 1;

    private const string FormatTag = "P2PProver.Table";

    /// <summary>The bytes of a table.</summary>
    public static byte[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<byte> bytes = [];
        Text(bytes, FormatTag);
        Word(bytes, Version);
        Text(bytes, table.Name);
        Number(bytes, table.LogHeight);
        Number(bytes, table.DegreeLimit);
        Names(bytes, table.MainColumnNames);
        Names(bytes, table.PreprocessedColumnNames);
        Nodes(bytes, table.Nodes);
        Constraints(bytes, table.Constraints);
        Interactions(bytes, table.Interactions);
        Fractions(bytes, table.Fractions);
        return [.. bytes];
    }

    private static void Names(List<byte> bytes, ImmutableArray<string> names)
    {
        Number(bytes, names.Length);
        foreach (string name in names)
        {
            Text(bytes, name);
        }
    }

    private static void Nodes(List<byte> bytes, ImmutableArray<ExprNode> nodes)
    {
        Number(bytes, nodes.Length);
        foreach (ExprNode node in nodes)
        {
            Number(bytes, (int)node.Kind);
            bool constant = node.Kind == ExprKind.Constant;
            Word(bytes, constant ? KoalaBear.FromMontgomery((uint)node.A).ToCanonical() : (uint)node.A);
            Number(bytes, node.B);
        }
    }

    private static void Constraints(List<byte> bytes, ImmutableArray<Constraint> constraints)
    {
        Number(bytes, constraints.Length);
        foreach (Constraint constraint in constraints)
        {
            Text(bytes, constraint.Name);
            Number(bytes, constraint.Node);
        }
    }

    private static void Interactions(List<byte> bytes, ImmutableArray<Interaction> interactions)
    {
        Number(bytes, interactions.Length);
        foreach (Interaction interaction in interactions)
        {
            Text(bytes, interaction.Bus.Name);
            Number(bytes, interaction.Bus.TupleWidth);
            Number(bytes, (int)interaction.Direction);
            Number(bytes, (int)interaction.Bound.Kind);
            Word(bytes, interaction.Bound.Limit);
            Number(bytes, interaction.Multiplicity);
            foreach (int value in interaction.Values)
            {
                Number(bytes, value);
            }
        }
    }

    private static void Fractions(List<byte> bytes, ImmutableArray<FractionColumn> fractions)
    {
        Number(bytes, fractions.Length);
        foreach (FractionColumn fraction in fractions)
        {
            Number(bytes, fraction.First);
            Number(bytes, fraction.Second);
        }
    }

    private static void Text(List<byte> bytes, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Number(bytes, utf8.Length);
        bytes.AddRange(utf8);
    }

    private static void Number(List<byte> bytes, int value) => Word(bytes, (uint)value);

    private static void Word(List<byte> bytes, uint value)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        bytes.AddRange(word);
    }
}
