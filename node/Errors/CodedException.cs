using System.Diagnostics.CodeAnalysis;

namespace P2PProver.Node.Errors;

/// <summary>Ends a verb with a catalogued failure. Anything else that escapes a verb is reported as a bug.</summary>
[SuppressMessage("Roslynator", "RCS1194:Implement exception constructors", Justification = "Without a failure it would carry no code.")]
public sealed class CodedException : Exception
{
    /// <summary>Wraps a failure that is already complete.</summary>
    public CodedException(Failure failure, Exception? innerException = null)
        : base(failure.Message, innerException)
    {
        Failure = failure;
    }

    /// <summary>Fails with <paramref name="error"/> and the next step that the catalogue gives for it.</summary>
    public CodedException(ErrorDefinition error, string message, Exception? innerException = null)
        : this(new Failure(error, message), innerException)
    {
    }

    /// <summary>What the operator is shown.</summary>
    public Failure Failure { get; }
}
