namespace P2PProver.Crypto.Keystores;

/// <summary>How a container or its file was dealt with.</summary>
public enum KeystoreOutcome
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>
    /// The container is whole, and the password is not its own. For files of other tools, which have no checksum, damage looks the same.
    /// </summary>
    WrongPassword,

    /// <summary>The container was altered: its checksum, or the public name that its secret gives, does not match.</summary>
    Damaged,

    /// <summary>Not JSON, or without the fields of a Web3 V3 container.</summary>
    NotAKeystore,

    /// <summary>A version other than 3.</summary>
    UnknownVersion,

    /// <summary>A cipher, key derivation or purpose that this program does not know.</summary>
    Unsupported,

    /// <summary>Parameters of the key derivation beyond what this program spends on a file.</summary>
    KdfOutOfBounds,

    /// <summary>More bytes than a container has.</summary>
    TooLarge,

    /// <summary>There is no such file.</summary>
    FileMissing,

    /// <summary>There is such a file already, and replacing it was not asked for.</summary>
    FileExists,

    /// <summary>The system refused access to the file or its directory.</summary>
    AccessDenied,

    /// <summary>Reading or writing failed; the old file, if any, is as it was.</summary>
    IoFailed,

    /// <summary>What was written could not be read back and decrypted; the old file, if any, is as it was.</summary>
    NotVerified,
}
