namespace P2PProver.Mesh.Wire;

/// <summary>The value of one field as read.</summary>
/// <param name="Number">Of a number.</param>
/// <param name="Content">Of anything else: bytes, the values of a list, a message inside this one.</param>
internal readonly record struct FieldValue(ulong Number, object? Content);
