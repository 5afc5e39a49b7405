using System.Diagnostics.CodeAnalysis;
using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Chain;

namespace P2PProver.Contracts.Mesh;

/// <summary>Reads logs of rollup and registry as typed events.</summary>
public static class MeshEvents
{
    private static readonly Dictionary<string, Func<AbiFields, MeshEvent>> Readers = new(StringComparer.Ordinal)
    {
        ["AccountQueued"] = static f => new MeshEvent.AccountQueued(f.Number64("id"), f.Number32("index"), f.Address("owner"), f.Hash("publicKey"), f.Number64("amount")),
        ["DepositQueued"] = static f => new MeshEvent.DepositQueued(f.Number64("id"), f.Number32("index"), f.Address("payer"), f.Number64("amount")),
        ["ForcedExitQueued"] = static f => new MeshEvent.ForcedExitQueued(f.Number64("id"), f.Number32("index"), f.Address("owner")),
        ["BatchCommitted"] = static f => new MeshEvent.BatchCommitted(f.StructOf("batch", BatchRecord.Read), f.Hash("dataHash"), f.Hash("witnessHash"), f.Word("prevrandao")),
        ["ClaimsCommitted"] = static f => new MeshEvent.ClaimsCommitted(f.Hash("key"), f.Address("node"), (byte)f.Number32("level"), f.Number64("positions"), f.Wei("bond")),
        ["ClaimsMissed"] = static f => new MeshEvent.ClaimsMissed(f.Hash("key"), f.Address("node"), (byte)f.Number32("level"), f.Number64("positions"), f.Wei("slashed")),
        ["BatchSettled"] = static f => new MeshEvent.BatchSettled(
            f.Hash("key"), f.Address("submitter"), f.Hash("stateRoot"), f.Hash("attribution"), f.Wei("reward"), f.Wei("refund"), f.Wei("bondBurned")),
        ["PayoutsCredited"] = static f => new MeshEvent.PayoutsCredited(f.Hash("key"), f.Wei("amount")),
        ["BatchExpired"] = static f => new MeshEvent.BatchExpired(f.Hash("key"), f.Wei("bondBurned")),
        ["BatchPruned"] = static f => new MeshEvent.BatchPruned(f.Hash("key")),
        ["Credited"] = static f => new MeshEvent.Credited(f.Address("account"), f.Wei("amount")),
        ["Withdrawn"] = static f => new MeshEvent.Withdrawn(f.Address("account"), f.Address("to"), f.Wei("amount")),
        ["Frozen"] = static f => new MeshEvent.Frozen(f.Hash("stateRoot")),
        ["Escaped"] = static f => new MeshEvent.Escaped(f.Number32("index"), f.Address("owner"), f.Number64("balance")),
        ["ItemRefunded"] = static f => new MeshEvent.ItemRefunded(f.Number64("id"), f.Address("payer"), f.Wei("amount")),
        ["Registered"] = static f => new MeshEvent.Registered(f.Address("node"), f.Hash("peerKey"), f.Address("payout"), f.Wei("stake")),
        ["ToppedUp"] = static f => new MeshEvent.ToppedUp(f.Address("node"), f.Wei("amount"), f.Wei("stake")),
        ["PayoutChanged"] = static f => new MeshEvent.PayoutChanged(f.Address("node"), f.Address("payout")),
        ["ExitRequested"] = static f => new MeshEvent.ExitRequested(f.Address("node"), f.Wei("stake"), f.Number64("withdrawableFrom")),
        ["StakeWithdrawn"] = static f => new MeshEvent.StakeWithdrawn(f.Address("node"), f.Address("to"), f.Wei("stake")),
        ["StakeLocked"] = static f => new MeshEvent.StakeLocked(f.Address("node"), f.Wei("amount"), f.Wei("locked")),
        ["StakeReleased"] = static f => new MeshEvent.StakeReleased(f.Address("node"), f.Wei("amount"), f.Wei("slashed"), f.Wei("paid")),
    };

    /// <summary>The names of all events that can be read.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>Reads a log; false if it is another contract's event, or malformed. The caller checks the log's address.</summary>
    public static bool TryRead(LogEntry log, [NotNullWhen(true)] out MeshEvent? read)
    {
        ArgumentNullException.ThrowIfNull(log);
        read = null;
        AbiEvent? known = log.Topics.Count == 0 ? null : MeshAbis.Rollup.EventOf(log.Topics[0]) ?? MeshAbis.Registry.EventOf(log.Topics[0]);
        if (known is null || !Readers.TryGetValue(known.Name, out Func<AbiFields, MeshEvent>? reader) || !known.TryDecode(log, out AbiFields? fields, out _))
        {
            return false;
        }

        MeshEvent result = reader(fields);
        read = fields.Failed ? null : result;
        return read is not null;
    }
}
