namespace P2PProver.Node.Diagnostics.Checks;

/// <summary>Whether there is an OpenSSL to compute keys and signatures with.</summary>
public sealed class OpenSslCheck : IMachineCheck
{
    private const int MajorSupported = 3;

    /// <inheritdoc/>
    public string Id => "openssl";

    /// <inheritdoc/>
    public string Title => "OpenSSL";

    /// <inheritdoc/>
    public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        const string Install = "Install OpenSSL 3: the package libssl3 on Debian and Ubuntu, openssl-libs on Fedora.";
        return ValueTask.FromResult(context.Host.FindOpenSsl() switch
        {
            null => CheckResult.Fail("libcrypto.so.3 was not found", Install),
            { Major: < MajorSupported } old => CheckResult.Fail($"{old.Description} ({old.FileName}) is too old", Install),
            { Major: MajorSupported } right => CheckResult.Ok($"{right.Description} ({right.FileName})"),
            CryptoLibraryFacts newer => CheckResult.Warn($"{newer.Description} ({newer.FileName}) is newer than what was tested", Install),
        });
    }
}
