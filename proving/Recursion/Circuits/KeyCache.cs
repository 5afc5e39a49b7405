using System.Security.Cryptography;
using P2PProver.Fields;
using P2PProver.Hashing;
using P2PProver.Stark;

namespace P2PProver.Recursion;

/// <summary>
/// Keeps the keys of Leaf and Merge in small files, so that a verifier need not write circuits down and commit to them at every start. A
/// file is named by everything that the keys follow from, the program's own modules included, and holds their caps alone; one that is
/// damaged, or made by another program, is as good as none.
/// </summary>
public sealed class KeyCache
{
    private const byte FormatVersion = 1;
    private const int LogHeightMax = 24;
    private const string Extension = ".keys";

    private readonly string _directory;

    /// <summary>A cache in a directory.</summary>
    /// <param name="directory">An absolute path; made when it is first written to.</param>
    public KeyCache(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = directory;
    }

    /// <summary>The verifier of the circuits over a machine: from its file, or made anew and kept.</summary>
    /// <param name="childKey">The key of the machine whose proofs are merged.</param>
    /// <param name="layout">The public values.</param>
    /// <param name="parameters">The parameter set of the proofs of Leaf and Merge.</param>
    /// <param name="threads">The most threads to use; the keys do not depend on it.</param>
    /// <param name="progress">Told what is being done, or null; nothing is when the file serves.</param>
    /// <param name="cancellation">Ends the work between steps.</param>
    public RecursionVerifier LoadOrCreate(
        VerifyingKey childKey,
        StatementLayout layout,
        ProofParameters parameters,
        int threads,
        IProgress<CircuitStep>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(childKey);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(parameters);
        if (TryLoad(childKey, layout, parameters) is RecursionVerifier loaded)
        {
            return loaded;
        }

        RecursionCircuits circuits = RecursionCircuits.Create(childKey, layout, parameters, progress, cancellation);
        using CpuBackend backend = new(threads);
        using BatchProver prover = new(circuits, backend, new ProverBudget(threads, long.MaxValue), progress);
        Store(prover);
        return prover.Verifier;
    }

    /// <summary>The verifier from its file, or null when there is none that can be used.</summary>
    public RecursionVerifier? TryLoad(VerifyingKey childKey, StatementLayout layout, ProofParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(childKey);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(parameters);
        byte[] id = Id(childKey, layout, parameters);
        int capBytes = Digest8.ByteCount << parameters.CapHeight;
        byte[] content = new byte[1 + SHA256.HashSizeInBytes + 1 + (2 * capBytes) + SHA256.HashSizeInBytes];
        if (!TryRead(PathOf(id), content) || content[0] != FormatVersion)
        {
            return null;
        }

        ReadOnlySpan<byte> body = content.AsSpan(..^SHA256.HashSizeInBytes);
        int logHeight = body[1 + SHA256.HashSizeInBytes];
        bool isIntact = SHA256.HashData(body).AsSpan().SequenceEqual(content.AsSpan(body.Length))
            && body.Slice(1, SHA256.HashSizeInBytes).SequenceEqual(id)
            && logHeight is > 0 and <= LogHeightMax;
        ReadOnlySpan<byte> caps = body[(2 + SHA256.HashSizeInBytes)..];
        return isIntact && TryReadCap(caps[..capBytes], out Digest8[] leaf) && TryReadCap(caps[capBytes..], out Digest8[] merge)
            ? Assemble(logHeight, layout, parameters, leaf, merge)
            : null;
    }

    /// <summary>Keeps the keys of a prover.</summary>
    /// <returns>Whether the file could be written.</returns>
    public bool Store(BatchProver prover)
    {
        ArgumentNullException.ThrowIfNull(prover);
        RecursionCircuits circuits = prover.Circuits;
        byte[] id = Id(circuits.ChildKey, circuits.Layout, circuits.Parameters);
        List<byte> content = [FormatVersion, .. id, (byte)circuits.LogHeight];
        foreach (Digest8 digest in prover.Verifier.LeafKey.PreprocessedCap.Concat(prover.Verifier.MergeKey.PreprocessedCap))
        {
            byte[] bytes = new byte[Digest8.ByteCount];
            Poseidon2Family.WriteDigest(digest, bytes);
            content.AddRange(bytes);
        }

        content.AddRange(SHA256.HashData(content.ToArray()));
        return TryWrite(PathOf(id), [.. content]);
    }

    private static byte[] Id(VerifyingKey childKey, StatementLayout layout, ProofParameters parameters)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Type type in (ReadOnlySpan<Type>)[typeof(KeyCache), typeof(VerifyingKey), typeof(Digest8), typeof(KoalaBear)])
        {
            hash.AppendData(type.Module.ModuleVersionId.ToByteArray());
        }

        byte[] digest = new byte[Digest8.ByteCount];
        Poseidon2Family.WriteDigest(childKey.Digest, digest);
        hash.AppendData(digest);
        hash.AppendData(SHA256.HashData(parameters.Encode()));
        hash.AppendData(SHA256.HashData(layout.Encode()));
        return hash.GetHashAndReset();
    }

    private static RecursionVerifier Assemble(
        int logHeight, StatementLayout layout, ProofParameters parameters, Digest8[] leaf, Digest8[] merge)
    {
        Machine machine = new RecursionMachine(logHeight, layout.Count).Machine;
        return new RecursionVerifier(layout, new VerifyingKey(machine, parameters, [.. leaf]), new VerifyingKey(machine, parameters, [.. merge]));
    }

    private static bool TryReadCap(ReadOnlySpan<byte> bytes, out Digest8[] cap)
    {
        cap = new Digest8[bytes.Length / Digest8.ByteCount];
        bool isCanonical = true;
        for (int i = 0; i < cap.Length; i++)
        {
            isCanonical &= Poseidon2Family.TryReadDigest(bytes.Slice(i * Digest8.ByteCount, Digest8.ByteCount), out cap[i]);
        }

        return isCanonical;
    }

    private static bool TryRead(string path, byte[] content)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length != content.Length)
            {
                return false;
            }

            stream.ReadExactly(content);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryWrite(string path, byte[] content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.tmp");
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string PathOf(byte[] id) => Path.Combine(_directory, Convert.ToHexStringLower(id) + Extension);
}
