namespace P2PProver.Stark;

/// <summary>The values of a table's columns at one row, or at one opened point and its successor.</summary>
/// <typeparam name="T">A value.</typeparam>
public readonly ref struct RowView<T>
{
    /// <summary>The main columns.</summary>
    public required ReadOnlySpan<T> MainLocal { get; init; }

    /// <summary>The main columns on the next row; may be empty when the table does not read it.</summary>
    public ReadOnlySpan<T> MainNext { get; init; }

    /// <summary>The preprocessed columns.</summary>
    public ReadOnlySpan<T> PreprocessedLocal { get; init; }

    /// <summary>The preprocessed columns on the next row; may be empty when the table does not read it.</summary>
    public ReadOnlySpan<T> PreprocessedNext { get; init; }

    /// <summary>The public values of the machine.</summary>
    public ReadOnlySpan<T> PublicValues { get; init; }

    /// <summary>The selector of the first row.</summary>
    public required T IsFirst { get; init; }

    /// <summary>The selector of the last row.</summary>
    public required T IsLast { get; init; }

    /// <summary>The selector of all rows but the last.</summary>
    public required T IsTransition { get; init; }
}
