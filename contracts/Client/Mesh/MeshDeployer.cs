using P2PProver.Contracts.Abi;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Hashing;

namespace P2PProver.Contracts.Mesh;

/// <summary>
/// Deploys the contracts of a network: batch reader, account path, verifier, and the rollup, which makes its registry. Each is one request
/// of a transaction manager, so a deployment that was cut off goes on under the same name.
/// </summary>
public sealed class MeshDeployer
{
    /// <summary>The generated verifier of final proofs; versions without one cannot settle.</summary>
    public const string VerifierName = "FinalVerifier";

    private const string RefuserName = "RefusingVerifier";

    // Code that deploys code that reverts, whatever it is called with: PUSH5 60006000fd, PUSH0, MSTORE, and the five bytes returned.
    private const string RefuseAllCode = "6460006000fd5f526005601bf3";
    private readonly TransactionManager _manager;
    private readonly string _id;

    /// <summary>Prepares a deployment.</summary>
    /// <param name="manager">Sends the transactions; the caller owns it.</param>
    /// <param name="id">A name for the deployment, under which it can be taken up again.</param>
    public MeshDeployer(TransactionManager manager, string id)
    {
        _manager = manager;
        _id = id;
    }

    /// <summary>Whether this version carries a verifier of final proofs.</summary>
    public static bool HasVerifier => CompiledContract.TryLoad(VerifierName, out _);

    /// <summary>The calls that deploy what the rollup is built from, by name: all but the rollup.</summary>
    /// <param name="blocksPerShard">Blocks of a shard.</param>
    /// <param name="verifier">A verifier that is deployed already; null deploys one.</param>
    public static IReadOnlyList<(string Name, ContractCall Call)> Parts(uint blocksPerShard, Address? verifier)
    {
        List<(string Name, ContractCall Call)> parts =
        [
            ("BatchReader", Creation(CompiledContract.Load("BatchReader").CreationData(AbiValue.Of((ulong)blocksPerShard)))),
            ("AccountPathReader", Creation(CompiledContract.Load("AccountPathReader").CreationData())),
        ];
        if (verifier is null)
        {
            parts.Add(CompiledContract.TryLoad(VerifierName, out CompiledContract? own)
                ? (VerifierName, Creation(own.CreationData()))
                : (RefuserName, Creation(Convert.FromHexString(RefuseAllCode))));
        }

        return parts;
    }

    /// <summary>The call that deploys the rollup.</summary>
    public static ContractCall Rollup(NetworkConstants constants, string proofSystemId, Hash32 genesisRoot, Address verifier, Address reader, Address accountPath) =>
        Creation(CompiledContract.Load("MeshRollup").CreationData(
            constants.ToAbi(), AbiValue.Of(Hash32.Of(System.Text.Encoding.UTF8.GetBytes(proofSystemId))), AbiValue.Of(genesisRoot), AbiValue.Of(verifier), AbiValue.Of(reader), AbiValue.Of(accountPath)));

    /// <summary>Deploys everything.</summary>
    /// <param name="blocksPerShard">Blocks of a shard.</param>
    /// <param name="constants">The network's constants.</param>
    /// <param name="proofSystemId">The proof system's identity.</param>
    /// <param name="genesisRoot">The state root at the beginning.</param>
    /// <param name="verifier">A verifier that is deployed already; null deploys one.</param>
    /// <param name="progress">Told what has been deployed where.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<MeshDeployment> DeployAsync(
        uint blocksPerShard,
        NetworkConstants constants,
        string proofSystemId,
        Hash32 genesisRoot,
        Address? verifier,
        Action<string, Address> progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Dictionary<string, Address> deployed = new(StringComparer.Ordinal);
        ulong firstBlock = ulong.MaxValue;
        foreach ((string name, ContractCall call) in Parts(blocksPerShard, verifier))
        {
            TransactionOutcome outcome = await _manager.SendAsync(call.ToRequest($"{_id}/{name}"), cancellationToken);
            if (!outcome.IsSuccess || AddressOf(outcome) is not { } address)
            {
                return new MeshDeployment(null, 0, name, outcome);
            }

            firstBlock = Math.Min(firstBlock, outcome.BlockNumber);
            deployed[name] = address;
            progress(name, address);
        }

        Address verifierAddress = verifier ?? deployed[HasVerifier ? VerifierName : RefuserName];
        ContractCall rollup = Rollup(constants, proofSystemId, genesisRoot, verifierAddress, deployed["BatchReader"], deployed["AccountPathReader"]);
        TransactionOutcome last = await _manager.SendAsync(rollup.ToRequest($"{_id}/MeshRollup"), cancellationToken);
        if (!last.IsSuccess || AddressOf(last) is not { } rollupAddress)
        {
            return new MeshDeployment(null, 0, "MeshRollup", last);
        }

        progress("MeshRollup", rollupAddress);
        Address registry = CreatedBy(rollupAddress, 1);
        progress("ProverRegistry", registry);
        return new MeshDeployment(
            new MeshAddresses(rollupAddress, registry, verifierAddress, deployed["BatchReader"], deployed["AccountPathReader"]), firstBlock, string.Empty, last);
    }

    /// <summary>Where an account's or contract's creation of a nonce ends up: the Keccak-256 of both (yellow paper, section 7).</summary>
    public static Address CreatedBy(Address creator, ulong nonce)
    {
        byte[] hash = Keccak256.Hash(Rlp.List(Rlp.Bytes(creator.Value), Rlp.Number(nonce)));
        return Address.TryRead(hash.AsSpan(hash.Length - Address.Bytes), out Address address) ? address : throw new InvalidOperationException("an address has 20 bytes");
    }

    private static ContractCall Creation(byte[] data) => new(null, Wei.Zero, data);

    private static Address? AddressOf(TransactionOutcome outcome) => outcome.Receipt?.ContractAddress;
}
