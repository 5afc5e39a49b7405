namespace P2PProver.Stark;

/// <summary>A table was described wrongly: a bug in a circuit, found while the circuit is built and never while proving or verifying.</summary>
public sealed class AirDefinitionException : Exception
{
    public AirDefinitionException()
    {
    }

    public AirDefinitionException(string message)
        : base(message)
    {
    }

    public AirDefinitionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
