namespace P2PProver.Fields;

/// <summary>How a kernel reads and writes one register's worth of columns of a row: all lanes, or the last columns of the matrix.</summary>
internal unsafe interface ITileAccess<T>
    where T : unmanaged, IPacked<T>
{
    T Load(uint* source);

    void Store(T value, uint* destination);
}
