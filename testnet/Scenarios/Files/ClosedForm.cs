namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>A formula with its arguments.</summary>
/// <param name="Name">A name of <see cref="Measures.ClosedForms"/>.</param>
/// <param name="Arguments">Each a number, or the name of a sweep whose value it takes.</param>
public sealed record ClosedForm(string Name, IReadOnlyDictionary<string, string> Arguments);
