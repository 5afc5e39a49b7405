using System.Buffers.Binary;
using System.Text;

namespace P2PProver.Stark;

/// <summary>
/// One complete parameter set of the proof system. Every security constant of the protocol lives here and nowhere else; a proof carries none of them.
/// </summary>
/// <param name="Name">A unique readable name, part of the encoding.</param>
/// <param name="LogBlowup">log2 of the inverse rate of every committed codeword.</param>
/// <param name="QueryCount">FRI queries.</param>
/// <param name="QueryGrindingBits">Proof of work before the query indices are drawn.</param>
/// <param name="BatchGrindingBits">Proof of work before the challenge that batches all openings.</param>
/// <param name="LookupGrindingBits">Proof of work before the LogUp challenges.</param>
/// <param name="FoldGrindingBits">Proof of work before each FRI folding challenge.</param>
/// <param name="LogFoldingArity">log2 of the largest number of values folded into one by a FRI round.</param>
/// <param name="LogFinalLength">log2 of the number of coefficients at which FRI stops.</param>
/// <param name="CapHeight">log2 of the number of digests in a Merkle cap.</param>
/// <param name="Hash">The hash of commitments and transcript; it fixes the length of a digest.</param>
public sealed record ProofParameters(
    string Name,
    int LogBlowup,
    int QueryCount,
    int QueryGrindingBits,
    int BatchGrindingBits,
    int LookupGrindingBits,
    int FoldGrindingBits,
    int LogFoldingArity,
    int LogFinalLength,
    int CapHeight,
    HashId Hash)
{
    /// <summary>Degree of the extension field all challenges are drawn from.</summary>
    public const int ExtensionDegree = 5;

    /// <summary>Version of transcript order and proof format; observed first by every transcript.</summary>
    public const int ProtocolVersion = 1;

    /// <summary>At least 100 provable bits (Johnson bound) at every height this project uses: rate 1/4, 86 queries.</summary>
    public static ProofParameters P100 { get; } = new(
        Name: "P100",
        LogBlowup: 2,
        QueryCount: 86,
        QueryGrindingBits: 20,
        BatchGrindingBits: 6,
        LookupGrindingBits: 6,
        FoldGrindingBits: 0,
        LogFoldingArity: 3,
        LogFinalLength: 3,
        CapHeight: 4,
        HashId.Poseidon2);

    /// <summary>The set that reaches the 124-bit cap of the digest under the Johnson bound and 100 bits by unique decoding.</summary>
    public static ProofParameters P124 { get; } = P100 with
    {
        Name = "P124",
        QueryCount = 116,
        QueryGrindingBits = 22,
        BatchGrindingBits = 18,
        LookupGrindingBits = 8,
        FoldGrindingBits = 8,
    };

    /// <summary>The 100-bit set of the step that shrinks a root proof: rate 1/16, 44 queries.</summary>
    public static ProofParameters Shrink100 { get; } = P100 with
    {
        Name = "Shrink100",
        LogBlowup = 4,
        QueryCount = 44,
    };

    /// <summary>
    /// The 100-bit set of the proof a contract verifies: rate 1/128, 23 queries, Keccak commitments and transcript, and everything that
    /// makes calldata shorter: roots without caps, digests of 26 bytes, a long final polynomial.
    /// </summary>
    public static ProofParameters Final100 { get; } = P100 with
    {
        Name = "Final100",
        LogBlowup = 7,
        QueryCount = 23,
        QueryGrindingBits = 24,
        LogFoldingArity = 4,
        LogFinalLength = 6,
        CapHeight = 0,
        Hash = HashId.Keccak256Bytes26,
    };

    /// <summary>A small set for tests of plumbing. It proves nothing: a handful of queries and hardly any grinding.</summary>
    public static ProofParameters InsecureTest { get; } = new(
        Name: "InsecureTest",
        LogBlowup: 2,
        QueryCount: 4,
        QueryGrindingBits: 3,
        BatchGrindingBits: 2,
        LookupGrindingBits: 2,
        FoldGrindingBits: 1,
        LogFoldingArity: 2,
        LogFinalLength: 1,
        CapHeight: 1,
        HashId.Poseidon2);

    /// <summary>Bytes of a serialised digest.</summary>
    public int DigestBytes => Hash == HashId.Keccak256Bytes26 ? 26 : 32;

    /// <summary>
    /// The reason this set cannot be used, or null when it is well formed. Bounds follow from the field: two-adicity 24, grinding and index bits
    /// below 30 so that the low bits of a field element stay near uniform.
    /// </summary>
    public string? Validate()
    {
        bool grindingFits = InRange(QueryGrindingBits, 0, 30) && InRange(BatchGrindingBits, 0, 30)
            && InRange(LookupGrindingBits, 0, 30) && InRange(FoldGrindingBits, 0, 30);

        return this switch
        {
            { Name.Length: 0 or > 64 } => "the name must have 1 to 64 characters",
            _ when !Enum.IsDefined(Hash) => "unknown hash",
            _ when !InRange(LogBlowup, 1, 10) => "the blow-up must be between 2 and 1024",
            _ when !InRange(QueryCount, 1, 1024) => "there must be 1 to 1024 queries",
            _ when !grindingFits => "grinding bits must be between 0 and 30",
            _ when !InRange(LogFoldingArity, 1, 5) => "the folding arity must be between 2 and 32",
            _ when !InRange(LogFinalLength, 0, 10) => "the final polynomial must have 1 to 1024 coefficients",
            _ when !InRange(CapHeight, 0, 8) => "the cap must have 1 to 256 digests",
            _ => null,
        };
    }

    /// <summary>The canonical encoding: every field, fixed order, little-endian 32-bit words after the length-prefixed UTF-8 name.</summary>
    public byte[] Encode()
    {
        byte[] name = Encoding.UTF8.GetBytes(Name);
        ReadOnlySpan<int> words =
        [
            ProtocolVersion, ExtensionDegree, LogBlowup, QueryCount, QueryGrindingBits, BatchGrindingBits, LookupGrindingBits,
            FoldGrindingBits, LogFoldingArity, LogFinalLength, CapHeight, (int)Hash,
        ];

        byte[] encoded = new byte[4 + name.Length + (4 * words.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(encoded, name.Length);
        name.CopyTo(encoded.AsSpan(4));
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(4 + name.Length + (4 * i)), words[i]);
        }

        return encoded;
    }

    private static bool InRange(int value, int low, int high) => value >= low && value <= high;
}
