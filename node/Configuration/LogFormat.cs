namespace P2PProver.Node.Configuration;

/// <summary>How log lines are written to stderr.</summary>
public enum LogFormat
{
    /// <summary>One line for people: time, level, area, message.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
