using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Testnet;

/// <summary>A local network could not be brought up; the message says why.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without a message it would say nothing.")]
internal sealed class TestnetException(string message, Exception? inner = null) : Exception(message, inner);
