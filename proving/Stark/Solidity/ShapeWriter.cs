using System.Buffers.Binary;
using P2PProver.Fields;

namespace P2PProver.Stark.Solidity;

/// <summary>Writes the library that holds a verifying key's constants, in the order in which src/verifier/VerifierShapes.sol reads them.</summary>
internal sealed class ShapeWriter
{
    private const int WordBytes = 32;
    private const int HexDigitsPerLine = 96;

    private readonly VerifyingKey _key;
    private readonly ProofShape _shape;
    private readonly int[] _layers;
    private readonly List<int> _numbers = [];

    public ShapeWriter(VerifyingKey key)
    {
        _key = key;
        _shape = key.Shape;
        IEnumerable<int> groups = _shape.CommitmentTrees.SelectMany(tree => tree.Groups).Select(group => group.LogSize);
        _layers = [.. groups.Concat(_shape.Schedule.Rounds.Select(round => round.LogSizeAfter)).Distinct().OrderDescending()];
    }

    /// <summary>The library that holds the constants.</summary>
    /// <param name="library">The library's name.</param>
    /// <param name="source">The path to the hand-written sources, relative to the file.</param>
    public string Write(string library, string source)
    {
        WriteScalars();
        WriteHeights();
        WriteTables();
        WriteTrees();
        WriteRounds();
        return $$"""
            {{SolidityVerifier.Header}}
            import {VerifierShape} from "{{source}}/verifier/VerifierShape.sol";
            import {VerifierShapes} from "{{source}}/verifier/VerifierShapes.sol";

            /// @title The verifying key of the machine "{{_key.Machine.Name}}" under the parameters {{_key.Parameters.Name}}
            library {{library}} {
                /// @dev The digest of the verifying key, eight field elements.
                bytes32 internal constant KEY_DIGEST = 0x{{Convert.ToHexStringLower(Bytes(_key.Digest.Elements))}};

                /// @dev What the transcript observes first.
                bytes private constant TRANSCRIPT_PREFIX =
            {{Hex(Bytes(TranscriptPrefix.Of(_key)))}};

                /// @dev The commitment to the preprocessed columns.
                bytes private constant PREPROCESSED_CAP =
            {{Hex(PreprocessedCap())}};

                /// @dev The shape, as `VerifierShapes` reads it.
                bytes private constant SHAPE =
            {{Hex(Numbers())}};

                /// @notice The shape, without the contracts that evaluate the constraints.
                function read() internal pure returns (VerifierShape memory s) {
                    s = VerifierShapes.read(TRANSCRIPT_PREFIX, PREPROCESSED_CAP, SHAPE);
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Hex(byte[] bytes) => Lines(
        Convert.ToHexStringLower(bytes).Chunk(HexDigitsPerLine).DefaultIfEmpty([]).Select(line => $"        hex\"{new string(line)}\""));

    private static byte[] Bytes(ReadOnlySpan<KoalaBear> elements)
    {
        byte[] bytes = new byte[sizeof(uint) * elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(sizeof(uint) * i), elements[i].ToCanonical());
        }

        return bytes;
    }

    private byte[] Numbers()
    {
        byte[] bytes = new byte[sizeof(ushort) * _numbers.Count];
        for (int i = 0; i < _numbers.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(sizeof(ushort) * i), checked((ushort)_numbers[i]));
        }

        return bytes;
    }

    // 32 bytes a digest, short ones followed by zeros.
    private byte[] PreprocessedCap()
    {
        byte[] words = new byte[WordBytes * _key.PreprocessedCap.Length];
        HashSuite suite = HashSuite.Of(_key.Parameters.Hash);
        for (int i = 0; i < _key.PreprocessedCap.Length; i++)
        {
            suite.WriteDigest(_key.PreprocessedCap[i], words.AsSpan(WordBytes * i, suite.DigestBytes));
        }

        return words;
    }

    private void WriteScalars()
    {
        ProofParameters parameters = _key.Parameters;
        _numbers.AddRange(
        [
            _key.Machine.PublicValueCount, parameters.LogBlowup, _shape.Schedule.LogMaxSize, parameters.QueryCount, parameters.CapHeight,
            parameters.DigestBytes, parameters.LookupGrindingBits, parameters.BatchGrindingBits, parameters.FoldGrindingBits,
            parameters.QueryGrindingBits, _key.Machine.Buses.Buses.Length, _key.Machine.Buses.MaxTupleWidth, _shape.TerminalCount,
            _shape.OpenedValueCount, parameters.LogFinalLength,
        ]);
        _numbers.Add(_layers.Length);
        _numbers.AddRange(_layers);
    }

    private void WriteHeights()
    {
        _numbers.Add(_shape.LogHeights.Length);
        foreach (int logHeight in _shape.LogHeights)
        {
            ILookup<bool, OpeningBlock> blocks = _shape.Openings.Where(block => block.LogHeight == logHeight).ToLookup(block => block.IsNext);
            _numbers.Add(logHeight);
            WriteBlocks([.. blocks[false]], end: 0);
            WriteBlocks([.. blocks[true]], _shape.BatchedWidth(logHeight));
        }
    }

    // Each with the powers of the challenge between its last value and the next one's first, or the end.
    private void WriteBlocks(OpeningBlock[] blocks, int end)
    {
        _numbers.Add(blocks.Length);
        for (int i = 0; i < blocks.Length; i++)
        {
            OpeningBlock block = blocks[i];
            int next = i + 1 < blocks.Length ? blocks[i + 1].BatchExponent + blocks[i + 1].Width : end;
            _numbers.AddRange([block.Offset, block.Width, block.BatchExponent - next]);
        }
    }

    private void WriteTables()
    {
        _numbers.Add(_shape.Tables.Length);
        for (int i = 0; i < _shape.Tables.Length; i++)
        {
            TableShape table = _shape.Tables[i];
            OpeningBlock quotient = _shape.FindOpening(CommitmentKind.Quotient, i, next: false)!;
            _numbers.AddRange([_shape.LogHeights.IndexOf(table.LogHeight), quotient.Offset, table.QuotientChunks]);
        }
    }

    private void WriteTrees()
    {
        _numbers.Add(_shape.CommitmentTrees.Length);
        for (int i = 0; i < _shape.CommitmentTrees.Length; i++)
        {
            TreeShape tree = _shape.CommitmentTrees[i];
            _numbers.Add((int)_shape.Commitments[i].Kind);
            _numbers.Add(tree.Groups.Length);
            foreach (TreeGroup group in tree.Groups)
            {
                int height = _shape.LogHeights.IndexOf(group.LogSize - _key.Parameters.LogBlowup);
                _numbers.AddRange([height, Layer(group.LogSize), group.Width, NextWidth(_shape.Commitments[i], group)]);
            }
        }
    }

    // The columns of a group that are also opened at the next row's point: the first ones.
    private int NextWidth(CommitmentShape commitment, TreeGroup group)
    {
        CommittedMatrix[] matrices =
            [.. commitment.Matrices.Where(matrix => matrix.LogHeight + _key.Parameters.LogBlowup == group.LogSize)];
        int first = matrices.TakeWhile(matrix => matrix.Points == 2).Count();
        return matrices.Skip(first).All(matrix => matrix.Points == 1)
            ? matrices.Take(first).Sum(matrix => matrix.Width)
            : throw new ArgumentException(
                "Tables of one height must come in this order: first those that read the next row, then the others.", nameof(commitment));
    }

    private void WriteRounds()
    {
        _numbers.Add(_shape.Schedule.Rounds.Count);
        foreach (FriRound round in _shape.Schedule.Rounds)
        {
            int rollsIn = round.RollsIn ? _shape.LogHeights.IndexOf(round.LogSizeAfter - _key.Parameters.LogBlowup) + 1 : 0;
            _numbers.AddRange([round.LogSizeAfter, round.LogArity, Layer(round.LogSizeAfter), rollsIn]);
        }
    }

    private int Layer(int logSize) => Array.IndexOf(_layers, logSize);
}
