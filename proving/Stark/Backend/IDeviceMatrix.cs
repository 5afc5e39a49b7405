namespace P2PProver.Stark;

/// <summary>A matrix of base field elements that lives wherever its backend keeps it. Disposing frees it.</summary>
public interface IDeviceMatrix : IDisposable
{
    /// <summary>Number of rows.</summary>
    int Height { get; }

    /// <summary>Number of base columns; a vector of extension elements has five.</summary>
    int Width { get; }
}
