using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>What a table's quotient is made from.</summary>
/// <param name="Table">The table.</param>
/// <param name="LogBlowup">log2 of the blow-up of the extended matrices.</param>
/// <param name="Main">Its extended main trace.</param>
/// <param name="Preprocessed">Its extended preprocessed trace, or null.</param>
/// <param name="Permutation">Its extended permutation trace, or null without interactions.</param>
/// <param name="Terminal">Its terminal; zero without interactions.</param>
/// <param name="PublicValues">The machine's public values.</param>
/// <param name="Fingerprints">The LogUp challenges, or null without lookups.</param>
/// <param name="Challenge">Folds the constraints.</param>
public sealed record QuotientRequest(
    Table Table,
    int LogBlowup,
    IDeviceMatrix Main,
    IDeviceMatrix? Preprocessed,
    IDeviceMatrix? Permutation,
    Ext5 Terminal,
    ReadOnlyMemory<KoalaBear> PublicValues,
    FingerprintKey<Ext5>? Fingerprints,
    Ext5 Challenge);
