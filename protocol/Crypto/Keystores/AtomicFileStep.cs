namespace P2PProver.Crypto.Keystores;

/// <summary>The steps of <see cref="AtomicFile"/> in their order; a process may die after any of them.</summary>
public enum AtomicFileStep
{
    /// <summary>The temporary file is there and empty.</summary>
    Created,

    /// <summary>It holds the bytes.</summary>
    Written,

    /// <summary>The bytes are on disk.</summary>
    Flushed,

    /// <summary>They were read back and found right.</summary>
    Checked,

    /// <summary>The temporary file has taken the place of the old one.</summary>
    Renamed,

    /// <summary>The directory's entries are on disk.</summary>
    DirectoryFlushed,
}
