namespace P2PProver.Node.Errors;

/// <summary>Every error code that an operator can meet; docs/ERRORS.md is generated from this table and a test compares the two.</summary>
/// <remarks>A retired code stays here, marked as retired in its meaning, so that its number is never given to something else.</remarks>
public static class ErrorCatalogue
{
    // Declared first: field initialisers run in textual order and each definition below adds itself.
    private static readonly List<ErrorDefinition> Defined = [];

    /// <summary>An exception that nobody foresaw.</summary>
    public static readonly ErrorDefinition Bug = Define(
        "PP-CLI-001",
        "internal error",
        "The program met a state that its authors did not foresee. This is a bug in P2PProver, not a mistake of yours.",
        "Run the same command with -v and report what it prints, with the output of 'p2pprover version'.",
        ExitCode.Failure);

    /// <summary>The word in a verb's place names no verb.</summary>
    public static readonly ErrorDefinition UnknownVerb = Define(
        "PP-CLI-002",
        "unknown verb",
        "The command line names a verb that does not exist.",
        "Run 'p2pprover --help' for the list of verbs.",
        ExitCode.Usage);

    /// <summary>An option that the verb does not have.</summary>
    public static readonly ErrorDefinition UnknownOption = Define(
        "PP-CLI-003",
        "unknown option",
        "The command line has an option that this verb does not know.",
        "Run the verb with --help for its options.",
        ExitCode.Usage);

    /// <summary>A noun without its verb.</summary>
    public static readonly ErrorDefinition MissingVerb = Define(
        "PP-CLI-004",
        "missing verb",
        "The command line stops at a noun that needs a verb after it.",
        "Run the same words with --help for the verbs that may follow.",
        ExitCode.Usage);

    /// <summary>An argument or an option's value is missing, repeated or not one of those allowed.</summary>
    public static readonly ErrorDefinition BadArgument = Define(
        "PP-CLI-005",
        "missing or wrong argument",
        "An argument, or the value of an option, is missing, given more than once, or not one of those allowed.",
        "Run the verb with --help for what it takes.",
        ExitCode.Usage);

    /// <summary>A word too many.</summary>
    public static readonly ErrorDefinition UnexpectedArgument = Define(
        "PP-CLI-006",
        "unexpected argument",
        "The command line has a word that the verb does not take.",
        "Run the verb with --help for what it takes.",
        ExitCode.Usage);

    /// <summary>Two options that exclude each other.</summary>
    public static readonly ErrorDefinition ConflictingOptions = Define(
        "PP-CLI-007",
        "conflicting options",
        "Two options of the command line contradict each other.",
        "Leave one of them out.",
        ExitCode.Usage);

    /// <summary>Ctrl-C or SIGTERM.</summary>
    public static readonly ErrorDefinition Interrupted = Define(
        "PP-CLI-008",
        "interrupted",
        "The process was asked to stop by Ctrl-C or SIGTERM before the verb was done.",
        "Run the command again; what was finished before the interruption is kept.",
        ExitCode.Interrupted);

    /// <summary>The result could not be written.</summary>
    public static readonly ErrorDefinition OutputUnwritable = Define(
        "PP-CLI-009",
        "result could not be written",
        "The verb has a result, but standard output refused it: the disk behind a redirection is full, for instance.",
        "Make room or redirect the output elsewhere, then run the command again.",
        ExitCode.Failure);

    /// <summary>The file named by --config, or found in the data directory, cannot be read.</summary>
    public static readonly ErrorDefinition ConfigFileUnreadable = Define(
        "PP-CFG-001",
        "configuration file unreadable",
        "The configuration file does not exist or may not be read.",
        "Check the path and its permissions, or write a new file with 'p2pprover config defaults > FILE'.",
        ExitCode.Configuration);

    /// <summary>The file is larger than any configuration can be.</summary>
    public static readonly ErrorDefinition ConfigFileTooLarge = Define(
        "PP-CFG-002",
        "configuration file too large",
        "The file is larger than a configuration file can sensibly be, so it was not read. It is probably another file.",
        "Check the path given with --config.",
        ExitCode.Configuration);

    /// <summary>The file is not JSON.</summary>
    public static readonly ErrorDefinition ConfigFileMalformed = Define(
        "PP-CFG-003",
        "configuration file malformed",
        "The file is not JSON (comments and trailing commas are allowed), or not one object of sections and keys.",
        "Correct the file at the line and column given; 'p2pprover config defaults' prints one that is right.",
        ExitCode.Configuration);

    /// <summary>A key of the file that no setting has.</summary>
    public static readonly ErrorDefinition UnknownKey = Define(
        "PP-CFG-004",
        "unknown key",
        "The configuration file sets a key that does not exist in this version.",
        "Correct or remove the key; 'p2pprover config defaults' lists all keys.",
        ExitCode.Configuration);

    /// <summary>An environment variable with our prefix that no setting has.</summary>
    public static readonly ErrorDefinition UnknownVariable = Define(
        "PP-CFG-005",
        "unknown environment variable",
        "The environment has a variable that begins with P2PPROVER_ but names no key of this version.",
        "Correct or unset the variable; 'p2pprover config defaults' lists all keys with their variables.",
        ExitCode.Configuration);

    /// <summary>The value is of another type than the key's.</summary>
    public static readonly ErrorDefinition WrongType = Define(
        "PP-CFG-006",
        "value of the wrong type",
        "A key is set to a value of another type, such as text where a number is needed.",
        "Correct the value; 'p2pprover config defaults' gives type, range and default of each key.",
        ExitCode.Configuration);

    /// <summary>The value is outside of the key's range.</summary>
    public static readonly ErrorDefinition OutOfRange = Define(
        "PP-CFG-007",
        "value out of range",
        "A key is set to a value of the right type that is outside of the allowed range or choice.",
        "Correct the value; 'p2pprover config defaults' gives type, range and default of each key.",
        ExitCode.Configuration);

    /// <summary>One file sets a key twice.</summary>
    public static readonly ErrorDefinition DuplicateKey = Define(
        "PP-CFG-008",
        "duplicate key",
        "The configuration file sets the same key, or opens the same section, twice, so that it is unclear which one was meant.",
        "Remove one of the two.",
        ExitCode.Configuration);

    /// <summary>The data directory's own file tries to move the data directory.</summary>
    public static readonly ErrorDefinition MisplacedDataDir = Define(
        "PP-CFG-009",
        "dataDir set inside the data directory",
        "The configuration file that was found in the data directory sets dataDir. It was found there because the data directory was "
            + "already known, so the key could only contradict it.",
        "Remove the key from this file; choose the directory with --data-dir, P2PPROVER_DATA_DIR, or a file named by --config.",
        ExitCode.Configuration);

    /// <summary>The container is whole, the password is another one's.</summary>
    public static readonly ErrorDefinition KeystorePasswordWrong = Define(
        "PP-KEY-001",
        "wrong password",
        "The key file is whole, but the password does not open it. A damaged file of another tool looks the same.",
        "Try again with the right password; there is no way to open the file without it.",
        ExitCode.Keys);

    /// <summary>Checksum or public name do not match.</summary>
    public static readonly ErrorDefinition KeystoreDamaged = Define(
        "PP-KEY-002",
        "key file damaged",
        "The checksum of the key file, or the public name that its secret gives, does not match: the file was altered.",
        "Restore the file from a backup.",
        ExitCode.Keys);

    /// <summary>The file is something else.</summary>
    public static readonly ErrorDefinition KeystoreNotAKeystore = Define(
        "PP-KEY-003",
        "not a key file",
        "The file is not JSON, or has not the fields of a Web3 Secret Storage container of version 3.",
        "Check the path; the message names the field that is missing or wrong.",
        ExitCode.Keys);

    /// <summary>A version other than 3.</summary>
    public static readonly ErrorDefinition KeystoreVersionUnknown = Define(
        "PP-KEY-004",
        "unknown version of a key file",
        "The container has a version other than 3.",
        "Convert it with the tool that wrote it, or use the version of P2PProver that did.",
        ExitCode.Keys);

    /// <summary>A cipher, derivation or purpose that is not known.</summary>
    public static readonly ErrorDefinition KeystoreUnsupported = Define(
        "PP-KEY-005",
        "unsupported key file",
        "The container names a cipher, a key derivation or a purpose that this version does not know.",
        "Convert it with the tool that wrote it to scrypt or PBKDF2 with AES-128-CTR.",
        ExitCode.Keys);

    /// <summary>A derivation that costs too much.</summary>
    public static readonly ErrorDefinition KeystoreKdfOutOfBounds = Define(
        "PP-KEY-006",
        "key derivation out of bounds",
        "The container asks for more memory or time to derive its key than this program spends on a file.",
        "If the file is yours, encrypt the key anew with ordinary parameters; if it is not, do not trust it.",
        ExitCode.Keys);

    /// <summary>More bytes than a container has.</summary>
    public static readonly ErrorDefinition KeystoreTooLarge = Define(
        "PP-KEY-007",
        "key file too large",
        "The file is larger than any container, so it was not read. It is probably another file.",
        "Check the path.",
        ExitCode.Keys);

    /// <summary>No such file.</summary>
    public static readonly ErrorDefinition KeystoreMissing = Define(
        "PP-KEY-008",
        "key file missing",
        "There is no file at the path.",
        "Check the path, or make a key.",
        ExitCode.Keys);

    /// <summary>A file is there already.</summary>
    public static readonly ErrorDefinition KeystoreExists = Define(
        "PP-KEY-009",
        "key file exists",
        "There is a file at the path already, and replacing it was not asked for.",
        "Choose another path, or move the old file away; deleting it may lose a key for ever.",
        ExitCode.Keys);

    /// <summary>The system refuses.</summary>
    public static readonly ErrorDefinition KeystoreAccessDenied = Define(
        "PP-KEY-010",
        "no access to key file",
        "The system refused access to the key file or its directory.",
        "Check owner and permissions; the file should be readable by its owner alone.",
        ExitCode.Keys);

    /// <summary>Reading or writing failed.</summary>
    public static readonly ErrorDefinition KeystoreIoFailed = Define(
        "PP-KEY-011",
        "key file could not be read or written",
        "Reading or writing the key file failed; a file that was there before is as it was.",
        "Check the disk and the room on it, then try again.",
        ExitCode.Keys);

    /// <summary>What was written cannot be opened.</summary>
    public static readonly ErrorDefinition KeystoreNotVerified = Define(
        "PP-KEY-012",
        "key file not verified",
        "The key file that was written could not be read back and opened; a file that was there before is as it was.",
        "Check the disk, then try again; the key was not stored.",
        ExitCode.Keys);

    /// <summary>The file of known peers cannot be used.</summary>
    public static readonly ErrorDefinition PeersSetAside = Define(
        "PP-NET-001",
        "file of known peers set aside",
        "The file of known peers is damaged, too large or of another version. It was kept beside its place with the ending "
            + ".damaged, and the node begins with the bootstrap list.",
        "Nothing has to be done; look at the disk if it happens again.",
        ExitCode.DataDirectory);

    /// <summary>The file of known peers cannot be reached.</summary>
    public static readonly ErrorDefinition PeersInaccessible = Define(
        "PP-NET-002",
        "no access to the file of known peers",
        "The file of known peers could not be read or written; it is as it was.",
        "Check owner and permissions of the data directory, and the room on its disk.",
        ExitCode.DataDirectory);
    /// <summary>A file named on the command line cannot be read.</summary>
    public static readonly ErrorDefinition InputUnreadable = Define(
        "PP-ROL-001",
        "input file unreadable",
        "A file that the command line names does not exist, may not be read, or is larger than such a file can be.",
        "Check the path and its permissions.",
        ExitCode.Failure);

    /// <summary>A file of the result cannot be written.</summary>
    public static readonly ErrorDefinition FileUnwritable = Define(
        "PP-ROL-002",
        "output file unwritable",
        "A file of the result could not be written.",
        "Check the directory, its permissions and its free space.",
        ExitCode.Failure);

    /// <summary>The input is not a block with full transactions.</summary>
    public static readonly ErrorDefinition BlocksMalformed = Define(
        "PP-ROL-003",
        "block file malformed",
        "The file is not a block as eth_getBlockByNumber gives it with full transactions.",
        "Fetch the block again with full transactions: the second parameter of eth_getBlockByNumber is true.",
        ExitCode.Failure);

    /// <summary>The input has nothing to pay.</summary>
    public static readonly ErrorDefinition NoTransfers = Define(
        "PP-ROL-004",
        "no transfers in the input",
        "None of the blocks has a plain transfer of at least one gwei, so there is nothing to make a batch of.",
        "Choose other blocks, or use 'p2pprover rollup generate'.",
        ExitCode.Failure);

    /// <summary>The state file is damaged.</summary>
    public static readonly ErrorDefinition StateMalformed = Define(
        "PP-ROL-005",
        "state file damaged",
        "The file is not a state, or its accounts do not give the state root that it ends with.",
        "Take another copy, or make the state again with 'p2pprover rollup import' or 'rollup generate'.",
        ExitCode.Failure);

    /// <summary>The file of signed operations is malformed.</summary>
    public static readonly ErrorDefinition OperationsMalformed = Define(
        "PP-ROL-006",
        "operations file malformed",
        "The file is not a sequence of signed operations in their canonical form.",
        "Take another copy from whoever signed the operation at fault.",
        ExitCode.Failure);

    /// <summary>The batch file is malformed.</summary>
    public static readonly ErrorDefinition BatchMalformed = Define(
        "PP-ROL-007",
        "batch file malformed",
        "The file is not a batch as batch build writes it.",
        "Take another copy of the file.",
        ExitCode.Failure);

    /// <summary>The packed data of a batch is refused.</summary>
    public static readonly ErrorDefinition DataNotCanonical = Define(
        "PP-ROL-008",
        "packed data refused",
        "The packed data of the batch is malformed or not in its one canonical form, so that no contract would take it.",
        "Refuse the batch; whoever built it must pack its operations again.",
        ExitCode.Failure);

    /// <summary>The witness is not that of the batch.</summary>
    public static readonly ErrorDefinition WitnessRefused = Define(
        "PP-ROL-009",
        "witness refused",
        "The witness is malformed, is not the one that the batch names, or does not lead to the state root that the batch starts from.",
        "Fetch the witness again from another provider.",
        ExitCode.Failure);

    /// <summary>An operation is not signed by its account.</summary>
    public static readonly ErrorDefinition BadSignature = Define(
        "PP-ROL-010",
        "bad signature",
        "The signature of an operation is not that of its account at its slot for this rollup.",
        "Leave the operation out; its sender must sign it again.",
        ExitCode.Failure);

    /// <summary>A slot is not above the last one.</summary>
    public static readonly ErrorDefinition SlotReused = Define(
        "PP-ROL-011",
        "slot used already",
        "The slot of an operation is not above the last slot of its account. Signing twice with one slot gives the key away.",
        "Leave the operation out; its sender must sign it again with a fresh slot.",
        ExitCode.Failure);

    /// <summary>Amount and fee are more than the balance.</summary>
    public static readonly ErrorDefinition Overspend = Define(
        "PP-ROL-012",
        "overspend",
        "Amount and fee of an operation are more than the balance of its account at that point of the batch.",
        "Leave the operation out, or order it behind what pays for it.",
        ExitCode.Failure);

    /// <summary>An operation names an account that is not open.</summary>
    public static readonly ErrorDefinition UnknownAccount = Define(
        "PP-ROL-013",
        "unknown account",
        "An operation names an account that is not open at that point of the batch.",
        "Leave the operation out, or order it behind the one that opens the account.",
        ExitCode.Failure);

    /// <summary>A balance would not fit.</summary>
    public static readonly ErrorDefinition AmountOverflow = Define(
        "PP-ROL-014",
        "amount overflow",
        "A balance would reach 2^64 gwei.",
        "Leave the operation out.",
        ExitCode.Failure);

    /// <summary>An operation cannot be executed for another reason.</summary>
    public static readonly ErrorDefinition OperationRefused = Define(
        "PP-ROL-015",
        "operation refused",
        "An operation cannot be executed, and so not be proven: the message says why.",
        "Leave the operation out, or correct the order of operations.",
        ExitCode.Failure);

    /// <summary>The batch file claims what replay does not give.</summary>
    public static readonly ErrorDefinition BatchMismatch = Define(
        "PP-ROL-016",
        "batch does not give what it says",
        "Executing the batch gives another state root, data digest or evaluation than its file says.",
        "Refuse the batch; whoever built it is wrong.",
        ExitCode.Failure);

    /// <summary>A wallet of that name exists.</summary>
    public static readonly ErrorDefinition WalletExists = Define(
        "PP-WAL-001",
        "wallet exists",
        "There is a wallet of this name already, and wallets are never overwritten.",
        "Choose another name.",
        ExitCode.Keys);

    /// <summary>There is no wallet of that name.</summary>
    public static readonly ErrorDefinition WalletMissing = Define(
        "PP-WAL-002",
        "no such wallet",
        "There is no wallet of this name in the data directory.",
        "Make one with 'p2pprover wallet new', or check --data-dir.",
        ExitCode.Keys);

    /// <summary>The seed cannot be opened.</summary>
    public static readonly ErrorDefinition WalletLocked = Define(
        "PP-WAL-003",
        "wallet cannot be opened",
        "The password file is missing or empty, or the password is not that of the seed, or the seed is not a wallet seed.",
        "Check --password-file.",
        ExitCode.Keys);

    /// <summary>The files of a wallet do not fit together.</summary>
    public static readonly ErrorDefinition WalletDamaged = Define(
        "PP-WAL-004",
        "wallet damaged",
        "A file of the wallet is missing, malformed, or does not fit the seed.",
        "Restore the wallet from its seed with 'p2pprover wallet new NAME --restore SEED --last-slot N'.",
        ExitCode.Keys);

    /// <summary>The counter of used slots is not to be trusted.</summary>
    public static readonly ErrorDefinition SlotCounterLost = Define(
        "PP-WAL-005",
        "slot counter missing or damaged",
        "The file that counts the used slots of the key is missing, damaged or that of another key. Without it nothing is signed, since a slot used twice gives the key away.",
        "Restore the wallet from its seed with 'p2pprover wallet new NAME --restore SEED --last-slot N', which skips slots.",
        ExitCode.Keys);

    /// <summary>The key has no slot left.</summary>
    public static readonly ErrorDefinition SlotsExhausted = Define(
        "PP-WAL-006",
        "no slot left",
        "The key has signed for all slots that it was made for, or the chain is ahead of them: the slot wanted is out of range.",
        "Rotate to a key of a later window with 'p2pprover wallet rotate', which needs one slot; without any, withdraw by a forced exit on chain.",
        ExitCode.Keys);

    /// <summary>Another process signs with the wallet.</summary>
    public static readonly ErrorDefinition WalletInUse = Define(
        "PP-WAL-007",
        "wallet in use",
        "Another process holds the counter of used slots, or it may not be written.",
        "Wait until the other process has ended, then run the command again.",
        ExitCode.Keys);

    /// <summary>A file of the wallet cannot be written.</summary>
    public static readonly ErrorDefinition WalletUnwritable = Define(
        "PP-WAL-008",
        "wallet cannot be written",
        "A file of the wallet could not be written, so nothing was signed or released.",
        "Check the free space and the permissions of the data directory.",
        ExitCode.DataDirectory);

    /// <summary>The proof file is malformed.</summary>
    public static readonly ErrorDefinition ProofMalformed = Define(
        "PP-PRF-001",
        "proof file malformed",
        "The file is not a proof as proof prove-shard writes it.",
        "Take another copy of the file.",
        ExitCode.VerificationFailed);

    /// <summary>The proof does not prove its statement.</summary>
    public static readonly ErrorDefinition ProofInvalid = Define(
        "PP-PRF-002",
        "proof invalid",
        "The proof does not prove the statement that its file says.",
        "Refuse the proof, and prove the shard again.",
        ExitCode.VerificationFailed);

    /// <summary>The proof was made under another verifying key.</summary>
    public static readonly ErrorDefinition ProofOfAnotherCircuit = Define(
        "PP-PRF-003",
        "proof of another circuit",
        "The proof names another verifying key than this version has for its sizes and parameter set.",
        "Use the version of p2pprover that made the proof, or prove the shard again with this one.",
        ExitCode.VerificationFailed);

    /// <summary>The statement of the proof is not one of the batch.</summary>
    public static readonly ErrorDefinition ProofOfAnotherBatch = Define(
        "PP-PRF-004",
        "proof of another batch",
        "The proof's statement does not follow from the batch: other data, another place in it, or other state roots.",
        "Check that proofs and batch belong together.",
        ExitCode.VerificationFailed);

    /// <summary>The network file is malformed.</summary>
    public static readonly ErrorDefinition NetworkFileMalformed = Define(
        "PP-CHN-001",
        "network file malformed",
        "The file is not a network file as 'contracts deploy' writes it.",
        "Take another copy of the file from whoever runs the network.",
        ExitCode.Configuration);

    /// <summary>No endpoint answers.</summary>
    public static readonly ErrorDefinition ChainUnavailable = Define(
        "PP-CHN-002",
        "chain unavailable",
        "None of the endpoints of the chain answered the call in time with a result that makes sense.",
        "Check the endpoints in the network file; what was sent already is in the journal and is pursued by the next command.",
        ExitCode.Chain);

    /// <summary>The endpoint serves another chain or network.</summary>
    public static readonly ErrorDefinition WrongChain = Define(
        "PP-CHN-003",
        "another chain or network",
        "The endpoint's chain, or the contract at the rollup's address, is not the one that the network file means.",
        "Check that network file and endpoints belong together.",
        ExitCode.Configuration);

    /// <summary>The contract refuses the call.</summary>
    public static readonly ErrorDefinition ContractRefused = Define(
        "PP-CHN-004",
        "refused by the contract",
        "A trial run of the call reverted; the message names the contract's reason. Nothing was sent and nothing was paid.",
        "Remove the reason, then run the command again.",
        ExitCode.Failure);

    /// <summary>The transaction reverted.</summary>
    public static readonly ErrorDefinition TransactionReverted = Define(
        "PP-CHN-005",
        "transaction reverted",
        "The transaction was mined and reverted: the state had changed since its trial run. Its gas is paid.",
        "Remove the reason that the message names, then run the command again.",
        ExitCode.Failure);

    /// <summary>The nonce was used elsewhere.</summary>
    public static readonly ErrorDefinition NonceTaken = Define(
        "PP-CHN-006",
        "nonce used elsewhere",
        "Another program sent a transaction with the account's key and the nonce of this one, which can never be mined any more.",
        "Use the account's key in one place only, then run the command again.",
        ExitCode.Chain);

    /// <summary>The journal of nonces cannot be used.</summary>
    public static readonly ErrorDefinition JournalUnusable = Define(
        "PP-CHN-007",
        "journal of transactions unusable",
        "The journal of the account's transactions is held by another process, damaged, of another account, or cannot be written. Without it nothing is sent.",
        "Wait for the other process, or check the file; a damaged one may be moved away once nothing of the account is under way.",
        ExitCode.DataDirectory);

    /// <summary>No such batch on chain.</summary>
    public static readonly ErrorDefinition BatchUnknown = Define(
        "PP-CHN-008",
        "no such batch",
        "No batch of this key has been committed on the network.",
        "Check the key; 'p2pprover batch show latest' shows the newest one.",
        ExitCode.Failure);

    /// <summary>Every definition, in the order of declaration.</summary>
    public static IReadOnlyList<ErrorDefinition> All => Defined;

    private static ErrorDefinition Define(string code, string title, string meaning, string nextStep, ExitCode exitCode)
    {
        ErrorDefinition definition = new(code, title, meaning, nextStep, exitCode);
        Defined.Add(definition);
        return definition;
    }
}
