using P2PProver.Contracts;
using P2PProver.Crypto;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Chain;

/// <summary>Reads values of the command line that name things on chain.</summary>
internal static class ChainValues
{
    /// <summary>An amount in coins.</summary>
    /// <exception cref="CodedException">It is none.</exception>
    public static Wei Coins(string text, string option) => Wei.TryParseCoins(text, out Wei amount)
        ? amount
        : throw new CodedException(ErrorCatalogue.BadArgument, $"{option} '{text}' is not an amount of coins, such as 0.5");

    /// <summary>An address.</summary>
    /// <exception cref="CodedException">It is none, or its checksum is wrong.</exception>
    public static Address Account(string text, string option) => Address.TryParse(text, out Address address, out EncodingFault fault)
        ? address
        : throw new CodedException(ErrorCatalogue.BadArgument, $"{option} '{text}' is not an address: {fault}");

    /// <summary>32 bytes.</summary>
    /// <exception cref="CodedException">They are not.</exception>
    public static Hash32 Hash(string text, string option) => Hash32.TryParse(text, out Hash32 hash)
        ? hash
        : throw new CodedException(ErrorCatalogue.BadArgument, $"{option} '{text}' is not 0x and 64 hexadecimal digits");

    /// <summary>An endpoint.</summary>
    /// <exception cref="CodedException">It is none.</exception>
    public static Uri Endpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "ws" or "wss"
        ? uri!
        : throw new CodedException(ErrorCatalogue.BadArgument, $"--rpc '{text}' is not an http or ws address");
}
