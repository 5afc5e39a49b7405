namespace P2PProver.Node.Diagnostics;

/// <summary>A libcrypto that can be loaded.</summary>
/// <param name="FileName">The file, such as <c>libcrypto.so.3</c>.</param>
/// <param name="Major">The major version of OpenSSL.</param>
/// <param name="Description">The library's own name and version.</param>
public sealed record CryptoLibraryFacts(string FileName, int Major, string Description);
