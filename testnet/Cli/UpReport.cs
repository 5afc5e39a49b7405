namespace P2PProver.Testnet.Cli;

/// <summary>The result of <c>up</c> as JSON, schema <c>p2pprover.testnet.up/1</c>. Amounts are coins where no unit is named.</summary>
/// <param name="Rpc">The chain's endpoint.</param>
/// <param name="ChainId">The chain's number.</param>
/// <param name="Folder">Where the files are.</param>
/// <param name="Rollup">MeshRollup.</param>
/// <param name="Registry">ProverRegistry.</param>
/// <param name="CanSettle">Whether the verifier can accept a proof at all.</param>
/// <param name="Accounts">Accounts opened.</param>
/// <param name="DepositedGwei">What they began with together.</param>
/// <param name="OpeningGas">The gas of opening them.</param>
/// <param name="BatchKey">The batch.</param>
/// <param name="Status">What the rollup says of it.</param>
/// <param name="Operations">Its operations.</param>
/// <param name="Transfers">The signed transfers among them.</param>
/// <param name="Shards">Its shards.</param>
/// <param name="DataBytes">Bytes of its packed data.</param>
/// <param name="CommitBlock">The block of its commit.</param>
/// <param name="CommitGas">The gas of its commit.</param>
/// <param name="Bond">The sequencer's bond.</param>
/// <param name="Pot">What its proof earns.</param>
/// <param name="StateOut">The state root after it.</param>
public sealed record UpReport(
    string Rpc,
    ulong ChainId,
    string Folder,
    string Rollup,
    string Registry,
    bool CanSettle,
    int Accounts,
    ulong DepositedGwei,
    ulong OpeningGas,
    string BatchKey,
    string Status,
    int Operations,
    int Transfers,
    uint Shards,
    int DataBytes,
    ulong CommitBlock,
    ulong CommitGas,
    string Bond,
    string Pot,
    string StateOut)
{
    /// <summary>How many proofs the batch's tree has.</summary>
    public int Proofs { get; init; }

    /// <summary>The file of the one proof of the whole batch.</summary>
    public string RootProof { get; init; } = string.Empty;

    /// <summary>Its size.</summary>
    public int RootBytes { get; init; }

    /// <summary>How long all proofs took together.</summary>
    public long ProveTimeMs { get; init; }
}
