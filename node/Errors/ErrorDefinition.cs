namespace P2PProver.Node.Errors;

/// <summary>One entry of the error catalogue: what stays true however a message is worded.</summary>
/// <param name="Code">Stable code, <c>PP-AREA-nnn</c>; never reused for another meaning.</param>
/// <param name="Title">A few words that name the error.</param>
/// <param name="Meaning">What happened, in a sentence or two.</param>
/// <param name="NextStep">What an operator does next when the failure itself knows nothing better.</param>
/// <param name="ExitCode">The exit status of a process that ends with this error.</param>
public sealed record ErrorDefinition(string Code, string Title, string Meaning, string NextStep, ExitCode ExitCode);
