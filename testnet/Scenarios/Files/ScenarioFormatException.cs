namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>What is wrong with a scenario file; does not leave <see cref="ScenarioReader"/>.</summary>
internal sealed class ScenarioFormatException : Exception
{
    public ScenarioFormatException()
    {
    }

    public ScenarioFormatException(string message)
        : base(message)
    {
    }

    public ScenarioFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
