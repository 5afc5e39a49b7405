namespace P2PProver.Fields;

/// <summary>What a block does with one group of columns; <see cref="ColumnGroups"/> divides the columns of a matrix into groups.</summary>
internal interface IColumnGroup<T>
    where T : unmanaged, IPacked<T>
{
    /// <summary>Does the work for the given columns.</summary>
    /// <param name="column">The group's first column.</param>
    /// <param name="tiles">Number of tiles, each of Lanes columns or, if partial, of fewer.</param>
    /// <param name="access">Reads and writes a tile's part of a row.</param>
    void Run<TTile>(int column, int tiles, TTile access)
        where TTile : struct, ITileAccess<T>;
}
