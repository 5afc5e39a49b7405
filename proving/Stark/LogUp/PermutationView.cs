namespace P2PProver.Stark;

/// <summary>
/// The permutation columns of a table at one opened point and its successor, as opened: <see cref="Table.PermutationWidth"/> times
/// five base columns, each with a value of its own, and the table's terminal.
/// </summary>
/// <typeparam name="T">A value.</typeparam>
public readonly ref struct PermutationView<T>
{
    /// <summary>The columns at the point.</summary>
    public ReadOnlySpan<T> Local { get; init; }

    /// <summary>The columns at the next point.</summary>
    public ReadOnlySpan<T> Next { get; init; }

    /// <summary>The sum of all fractions of all rows.</summary>
    public T? Terminal { get; init; }
}
