using P2PProver.Mesh.Wire;

namespace P2PProver.Mesh.Gate;

/// <summary>What the first look at a message came to.</summary>
/// <param name="Request">The message for its second check; null if it goes no further.</param>
/// <param name="Verdict">Of a message that goes no further: ignore or reject.</param>
/// <param name="Reason">Why it goes no further.</param>
/// <param name="Fault">What is wrong with its bytes, if they are the reason.</param>
public sealed record GateResult(MessageReceived? Request, MessageVerdict Verdict, VerdictReason Reason, WireFault Fault);
