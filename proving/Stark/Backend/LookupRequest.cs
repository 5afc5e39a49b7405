using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>What a table's permutation trace is made from.</summary>
/// <param name="Table">The table.</param>
/// <param name="Main">Its main trace.</param>
/// <param name="Preprocessed">Its preprocessed trace, or null.</param>
/// <param name="PublicValues">The machine's public values.</param>
/// <param name="Fingerprints">The LogUp challenges.</param>
public sealed record LookupRequest(
    Table Table, IDeviceMatrix Main, IDeviceMatrix? Preprocessed, ReadOnlyMemory<KoalaBear> PublicValues, FingerprintKey<Ext5> Fingerprints);
