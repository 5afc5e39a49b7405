using P2PProver.Crypto.Files;
using P2PProver.Mesh;

namespace P2PProver.Node.Storage;

/// <summary>
/// Finished proofs that must survive a crash: one file each, under the proof's hash, whole or not there at all. It is separate from every
/// database, so that no damage elsewhere can cost a proof. Not safe for concurrent use; the data directory's lock makes it the only one.
/// </summary>
public sealed class ProofOutbox
{
    /// <summary>Proofs kept at one time: every position of every batch that a node remembers, twice.</summary>
    public const int EntriesMax = 2 * MeshLimits.BatchesMax * MeshLimits.PositionsMax;

    private const string Ending = ".proof";
    private const string DamagedEnding = ".damaged";

    private readonly string _folder;
    private readonly Action<AtomicFileStep> _observer;
    private readonly Dictionary<ProofHash, OutboxEntry> _entries = [];

    /// <summary>An outbox in a folder, which is made when the first proof comes.</summary>
    /// <param name="folder">The folder; nothing else may write there.</param>
    /// <param name="observer">Told of each step of writing; tests stop the process there.</param>
    public ProofOutbox(string folder, Action<AtomicFileStep>? observer = null)
    {
        _folder = folder;
        _observer = observer ?? (static _ => { });
    }

    /// <summary>The proofs it holds, in no order.</summary>
    public IReadOnlyCollection<OutboxEntry> Entries => _entries.Values;

    /// <summary>Reads what the last process left. Files that are not whole are set aside with the ending .damaged, never deleted.</summary>
    /// <param name="damaged">How many were set aside.</param>
    public OutboxOutcome Load(out int damaged)
    {
        damaged = 0;
        _entries.Clear();
        if (!Directory.Exists(_folder))
        {
            return OutboxOutcome.Success;
        }

        try
        {
            foreach (string path in Directory.EnumerateFiles(_folder, "*" + Ending))
            {
                if (_entries.Count == EntriesMax)
                {
                    return OutboxOutcome.Full;
                }

                damaged += TakeUp(path) ? 0 : 1;
            }

            return OutboxOutcome.Success;
        }
        catch (UnauthorizedAccessException)
        {
            return OutboxOutcome.AccessDenied;
        }
        catch (IOException)
        {
            return OutboxOutcome.IoFailed;
        }
    }

    /// <summary>Makes a proof durable; when this returns <see cref="OutboxOutcome.Success"/>, it is on disk.</summary>
    /// <param name="entry">What it proves.</param>
    /// <param name="proof">Its bytes.</param>
    /// <exception cref="ArgumentException">The entry is out of bounds or does not describe the proof.</exception>
    public OutboxOutcome Put(OutboxEntry entry, ReadOnlySpan<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(entry);
        byte[] file = OutboxFile.Write(entry, proof);
        if (_entries.ContainsKey(entry.Proof))
        {
            return OutboxOutcome.Success;
        }

        if (_entries.Count == EntriesMax)
        {
            return OutboxOutcome.Full;
        }

        OutboxOutcome outcome = Try(() => AtomicFile.Write(PathOf(entry.Proof), file, replace: true, static _ => true, _observer));
        if (outcome == OutboxOutcome.Success)
        {
            _entries.Add(entry.Proof, entry);
        }

        return outcome;
    }

    /// <summary>The bytes of a proof.</summary>
    /// <param name="hash">Its name.</param>
    /// <param name="proof">The bytes; empty unless the outcome is success.</param>
    public OutboxOutcome Read(ProofHash hash, out byte[] proof)
    {
        proof = [];
        if (!_entries.ContainsKey(hash))
        {
            return OutboxOutcome.Missing;
        }

        byte[] file = [];
        OutboxOutcome outcome = Try(() => file = ReadBounded(PathOf(hash)));
        if (outcome != OutboxOutcome.Success)
        {
            return outcome;
        }

        if (!OutboxFile.TryRead(file, out OutboxEntry? entry, out ReadOnlySpan<byte> bytes) || entry?.Proof != hash)
        {
            _entries.Remove(hash);
            SetAside(PathOf(hash));
            return OutboxOutcome.Damaged;
        }

        proof = bytes.ToArray();
        return OutboxOutcome.Success;
    }

    /// <summary>Lets go of a proof that is obsolete.</summary>
    /// <param name="hash">Its name.</param>
    public OutboxOutcome Release(ProofHash hash)
    {
        if (!_entries.ContainsKey(hash))
        {
            return OutboxOutcome.Missing;
        }

        OutboxOutcome outcome = Try(() => File.Delete(PathOf(hash)));
        if (outcome == OutboxOutcome.Success)
        {
            _entries.Remove(hash);
        }

        return outcome;
    }

    private static OutboxOutcome Try(Action action)
    {
        try
        {
            action();
            return OutboxOutcome.Success;
        }
        catch (UnauthorizedAccessException)
        {
            return OutboxOutcome.AccessDenied;
        }
        catch (IOException)
        {
            return OutboxOutcome.IoFailed;
        }
    }

    // One byte more than the longest file is enough to see that a file is too long.
    private static byte[] ReadBounded(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] bytes = new byte[Math.Min(stream.Length, OutboxFile.BytesMax + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void SetAside(string path) => Try(() => File.Move(path, path + DamagedEnding, overwrite: true));

    private bool TakeUp(string path)
    {
        if (OutboxFile.TryRead(ReadBounded(path), out OutboxEntry? entry, out _) && PathOf(entry!.Proof) == path)
        {
            _entries[entry.Proof] = entry;
            return true;
        }

        SetAside(path);
        return false;
    }

    private string PathOf(ProofHash hash) => Path.Combine(_folder, hash.Value + Ending);
}
