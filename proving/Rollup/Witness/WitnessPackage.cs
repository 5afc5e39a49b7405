using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>
/// What a batch needs beside its data on chain to be executed by someone who does not hold the state: the accounts touched as they were,
/// the siblings that lead from them to the state root, and the signatures. One form for each batch; nothing in it says how long it is.
/// </summary>
/// <remarks>
/// Bytes: version 1 (1 byte), accountCount (3, big-endian); for every touched account that is open, in ascending order of index, key (32),
/// balance (8), last slot (3); siblings (32 each); signatures (923 each) in the order of the operations. Siblings come level by level
/// from the leaves, in ascending order, without those that follow from what is known: nodes above touched leaves, and empty subtrees,
/// which are all nodes at level L with an index of at least accountCount / 2^L, rounded up.
/// </remarks>
public sealed class WitnessPackage
{
    /// <summary>The version that is written and read.</summary>
    public const byte Version = 1;

    /// <summary>What no package exceeds: 120,000 bytes of data take at most 116 bytes each.</summary>
    public const int BytesMax = 116 * BatchShape.DataBytesMax;

    internal const int HeaderBytes = 4;

    private WitnessPackage(PartialState state, IReadOnlyList<SignedOperation> operations)
    {
        State = state;
        Operations = operations;
    }

    /// <summary>The part of the state that the batch touches.</summary>
    public PartialState State { get; }

    /// <summary>The operations with their signatures.</summary>
    public IReadOnlyList<SignedOperation> Operations { get; }

    /// <summary>The name of a package: keccak256 of its bytes.</summary>
    public static Digest8 ContentHash(ReadOnlySpan<byte> package) => Digest8.FromBytes(Keccak256.Hash(package));

    /// <summary>The package of a batch on a state.</summary>
    /// <exception cref="ArgumentException">An operation lacks its signature, or the state does not hold what the batch touches.</exception>
    public static byte[] Create(RollupBatch batch, IAccountSource state)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(state);
        WitnessPlan plan = WitnessPlan.Of(batch.Operations.Select(signed => signed.Operation), batch.Shape, state.AccountCount);
        byte[] package = new byte[plan.Length];
        package[0] = Version;
        WriteCount(state.AccountCount, package.AsSpan(1));
        Span<byte> rest = package.AsSpan(HeaderBytes);
        foreach (uint index in plan.OpenAccounts)
        {
            Require(state.TryGetAccount(index, out Account account), nameof(state));
            AccountBytes.Write(account, rest);
            rest = rest[AccountBytes.Length..];
        }

        foreach ((int level, uint index) in plan.Siblings)
        {
            Require(state.TryGetNode(level, index, out Digest8 digest), nameof(state));
            WireElements.WriteDigest(digest, rest);
            rest = rest[Digest8.ByteCount..];
        }

        foreach (SignedOperation signed in batch.Operations.Where(signed => signed.Operation.Kind.IsSigned()))
        {
            Require(signed.Signature is not null, nameof(batch));
            signed.Signature!.Write(rest);
            rest = rest[XmssSignature.Bytes..];
        }

        return package;
    }

    /// <summary>Opens a package.</summary>
    /// <param name="package">Untrusted bytes.</param>
    /// <param name="operations">The operations of the batch, from its data on chain.</param>
    /// <param name="shape">The rollup's sizes.</param>
    /// <param name="stateIn">The state root that the batch starts from.</param>
    /// <param name="fault">Why not.</param>
    /// <returns>The package; null on a fault.</returns>
    public static WitnessPackage? Open(
        ReadOnlySpan<byte> package, IReadOnlyList<Operation> operations, BatchShape shape, in Digest8 stateIn, out WitnessFault fault)
    {
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(shape);
        fault = ReadHeader(package, shape, out uint accountCount);
        if (fault != WitnessFault.None)
        {
            return null;
        }

        WitnessPlan plan = WitnessPlan.Of(operations, shape, accountCount);
        if (package.Length != plan.Length)
        {
            fault = WitnessFault.WrongLength;
            return null;
        }

        ReadOnlySpan<byte> rest = package[HeaderBytes..];
        fault = PartialState.TryRead(ref rest, plan, out PartialState? state);
        if (fault == WitnessFault.None && state!.StateRoot != stateIn)
        {
            fault = WitnessFault.WrongStateRoot;
        }

        SignedOperation[] signed = fault == WitnessFault.None ? ReadSignatures(rest, operations, out fault) : [];
        return fault == WitnessFault.None ? new WitnessPackage(state!, signed) : null;
    }

    private static WitnessFault ReadHeader(ReadOnlySpan<byte> package, BatchShape shape, out uint accountCount)
    {
        accountCount = 0;
        if (package.Length < HeaderBytes)
        {
            return WitnessFault.WrongLength;
        }

        accountCount = ((uint)package[1] << 16) | ((uint)package[2] << 8) | package[3];
        return package[0] != Version ? WitnessFault.UnknownVersion
            : accountCount > shape.AccountLimit ? WitnessFault.TooManyAccounts
            : WitnessFault.None;
    }

    private static SignedOperation[] ReadSignatures(ReadOnlySpan<byte> rest, IReadOnlyList<Operation> operations, out WitnessFault fault)
    {
        SignedOperation[] signed = new SignedOperation[operations.Count];
        fault = WitnessFault.None;
        for (int i = 0; i < signed.Length; i++)
        {
            XmssSignature? signature = null;
            if (operations[i].Kind.IsSigned())
            {
                signature = XmssSignature.Read(rest[..XmssSignature.Bytes], out SignatureFault malformed);
                rest = rest[XmssSignature.Bytes..];
                fault = malformed == SignatureFault.None ? fault : WitnessFault.MalformedSignature;
            }

            signed[i] = new SignedOperation(operations[i], signature);
        }

        return signed;
    }

    private static void WriteCount(uint count, Span<byte> destination)
    {
        destination[0] = (byte)(count >> 16);
        destination[1] = (byte)(count >> 8);
        destination[2] = (byte)count;
    }

    private static void Require(bool condition, string parameter)
    {
        if (!condition)
        {
            throw new ArgumentException("A witness needs every account, node and signature that the batch touches.", parameter);
        }
    }
}
