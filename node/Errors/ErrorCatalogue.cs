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

    /// <summary>Every definition, in the order of declaration.</summary>
    public static IReadOnlyList<ErrorDefinition> All => Defined;

    private static ErrorDefinition Define(string code, string title, string meaning, string nextStep, ExitCode exitCode)
    {
        ErrorDefinition definition = new(code, title, meaning, nextStep, exitCode);
        Defined.Add(definition);
        return definition;
    }
}
