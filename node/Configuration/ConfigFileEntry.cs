using System.Text.Json;

namespace P2PProver.Node.Configuration;

/// <summary>One key of a configuration file, not yet matched with a setting.</summary>
/// <param name="Key">The full key: sections and name joined by dots.</param>
/// <param name="Token">The JSON type of the value.</param>
/// <param name="Text">The value's text, unquoted; empty for an array.</param>
/// <param name="Line">The line of the key, counted from one.</param>
public sealed record ConfigFileEntry(string Key, JsonTokenType Token, string Text, int Line);
