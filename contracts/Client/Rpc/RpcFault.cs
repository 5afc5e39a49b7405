namespace P2PProver.Contracts.Rpc;

/// <summary>Why a call to a chain gave no result.</summary>
public enum RpcFault
{
    /// <summary>No connection, or it broke before the answer was there. What was sent may have arrived.</summary>
    Unreachable,

    /// <summary>No answer in time. What was sent may have arrived.</summary>
    DeadlinePassed,

    /// <summary>The endpoint asks for fewer calls.</summary>
    RateLimited,

    /// <summary>An HTTP status that is neither success nor a limit.</summary>
    HttpStatus,

    /// <summary>The answer is longer than this client reads.</summary>
    ResponseTooLarge,

    /// <summary>The answer is not what the protocol prescribes.</summary>
    Malformed,

    /// <summary>The endpoint understood, and answered with an error that is not a revert.</summary>
    Refused,

    /// <summary>The call ran and reverted; the data names the reason.</summary>
    Reverted,

    /// <summary>The request is larger than endpoints take.</summary>
    RequestTooLarge,
}
