using P2PProver.Crypto.Keystores;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Keys;

/// <summary>What an operator is told when a key file cannot be used.</summary>
public static class KeystoreFailures
{
    /// <summary>The failure of an outcome; null for a success.</summary>
    /// <param name="result">How reading or writing went; its detail names no secret.</param>
    /// <param name="path">The file.</param>
    public static Failure? Of(KeystoreResult result, string path) =>
        DefinitionOf(result.Outcome) is ErrorDefinition error ? new Failure(error, $"{path}: {result}") : null;

    /// <summary>The catalogue entry of an outcome; null for a success.</summary>
    public static ErrorDefinition? DefinitionOf(KeystoreOutcome outcome) => outcome switch
    {
        KeystoreOutcome.Success => null,
        KeystoreOutcome.WrongPassword => ErrorCatalogue.KeystorePasswordWrong,
        KeystoreOutcome.Damaged => ErrorCatalogue.KeystoreDamaged,
        KeystoreOutcome.NotAKeystore => ErrorCatalogue.KeystoreNotAKeystore,
        KeystoreOutcome.UnknownVersion => ErrorCatalogue.KeystoreVersionUnknown,
        KeystoreOutcome.Unsupported => ErrorCatalogue.KeystoreUnsupported,
        KeystoreOutcome.KdfOutOfBounds => ErrorCatalogue.KeystoreKdfOutOfBounds,
        KeystoreOutcome.TooLarge => ErrorCatalogue.KeystoreTooLarge,
        KeystoreOutcome.FileMissing => ErrorCatalogue.KeystoreMissing,
        KeystoreOutcome.FileExists => ErrorCatalogue.KeystoreExists,
        KeystoreOutcome.AccessDenied => ErrorCatalogue.KeystoreAccessDenied,
        KeystoreOutcome.IoFailed => ErrorCatalogue.KeystoreIoFailed,
        KeystoreOutcome.NotVerified => ErrorCatalogue.KeystoreNotVerified,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "no such outcome"),
    };
}
