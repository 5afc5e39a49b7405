using System.Runtime.InteropServices;

namespace P2PProver.Crypto.Keystores;

/// <summary>An outcome, with what exactly was found where that helps an operator. Never holds a secret.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Detail">The field, value or system message behind it; empty on success.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KeystoreResult(KeystoreOutcome Outcome, string Detail)
{
    /// <summary>The result of what went well.</summary>
    public static KeystoreResult Success { get; } = new(KeystoreOutcome.Success, string.Empty);

    /// <summary>Whether the outcome is <see cref="KeystoreOutcome.Success"/>.</summary>
    public bool IsSuccess => Outcome == KeystoreOutcome.Success;

    /// <summary>Outcome and detail in one line.</summary>
    public override string ToString() => string.IsNullOrEmpty(Detail) ? $"{Outcome}" : $"{Outcome}: {Detail}";
}
