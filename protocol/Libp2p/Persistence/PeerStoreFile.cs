using P2PProver.Crypto.Files;

namespace P2PProver.Libp2p.Persistence;

/// <summary>A file of peers on disk. A crash at any moment leaves the old file or the new one; a file that cannot be read is kept aside, never overwritten.</summary>
public static class PeerStoreFile
{
    /// <summary>The name of the file in the data directory of a node.</summary>
    public const string DefaultName = "peers.bin";

    /// <summary>What is added to the name of a file that was moved aside; one such file is kept, the newest.</summary>
    public const string AsideSuffix = ".damaged";

    /// <summary>Reads all peers of a file, or none with the reason.</summary>
    public static PeerStoreOutcome Load(string path, out IReadOnlyList<StoredPeer> peers)
    {
        peers = [];
        try
        {
            PeerStoreOutcome outcome = TryReadBytes(path, out byte[] bytes) ? PeerStoreCodec.TryRead(bytes, out peers) : PeerStoreOutcome.TooLarge;
            if (outcome != PeerStoreOutcome.Success)
            {
                File.Move(path, path + AsideSuffix, overwrite: true);
            }

            return outcome;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return OutcomeOf(fault);
        }
    }

    /// <summary>Replaces the file by one with these peers.</summary>
    public static PeerStoreOutcome Save(string path, IReadOnlyList<StoredPeer> peers)
    {
        try
        {
            AtomicFile.Write(path, PeerStoreCodec.Write(peers), replace: true, static _ => true, static _ => { });
            return PeerStoreOutcome.Success;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return OutcomeOf(fault);
        }
    }

    private static bool TryReadBytes(string path, out byte[] bytes)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        bytes = [];
        if (stream.Length > PeerStoreCodec.FileBytesMax)
        {
            return false;
        }

        bytes = new byte[stream.Length];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        bytes = bytes[..length];
        return true;
    }

    private static PeerStoreOutcome OutcomeOf(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => PeerStoreOutcome.Missing,
        UnauthorizedAccessException => PeerStoreOutcome.AccessDenied,
        _ => PeerStoreOutcome.IoFailed,
    };
}
