using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>
/// The preprocessed columns of the hash table: what each row is for. They are constants of the machine, so no prover can move, leave out
/// or repeat a part.
/// </summary>
internal sealed class HashSelectors(ColumnScope columns)
{
    /// <summary>The number of the block or update that the row belongs to, as it goes on buses.</summary>
    public Column Number { get; } = columns.Preprocessed("number");

    /// <summary>
    /// Rows that absorb: the first of their two chains. Rows of the path: the level. Rows of updates: the weight of the next row's path
    /// bit; on the leaves themselves also 0 for the old and 1 for the new one, as on the two state roots.
    /// </summary>
    public Column Parameter { get; } = columns.Preprocessed("parameter");

    /// <summary>Weight of the next row's six low bits in the word that both are part of, else 0.</summary>
    public Column LowWeight { get; } = columns.Preprocessed("lowWeight");

    /// <summary>Weight of the next row's two high bits, from 2^24 on, in the word that both are part of, else 0.</summary>
    public Column HighWeight { get; } = columns.Preprocessed("highWeight");

    /// <summary>Steps of chains.</summary>
    public Column Chain { get; } = columns.Preprocessed("chain");

    public Column ChainFirst { get; } = columns.Preprocessed("chainFirst");

    /// <summary>Steps of chains that another one follows.</summary>
    public Column ChainStep { get; } = columns.Preprocessed("chainStep");

    public Column Message { get; } = columns.Preprocessed("message");

    public Column SecondMessage { get; } = columns.Preprocessed("secondMessage");

    public Column Encoding { get; } = columns.Preprocessed("encoding");

    public Column Digits { get; } = columns.Preprocessed("digits");

    public Column Leaf { get; } = columns.Preprocessed("leaf");

    public Column Absorb { get; } = columns.Preprocessed("absorb");

    public Column Path { get; } = columns.Preprocessed("path");

    public Column PathFirst { get; } = columns.Preprocessed("pathFirst");

    /// <summary>Rows of the path that another one follows.</summary>
    public Column PathStep { get; } = columns.Preprocessed("pathStep");

    /// <summary>Rows whose digest is the child of the next row on the key's path.</summary>
    public Column Climb { get; } = columns.Preprocessed("climb");

    /// <summary>Rows whose digest is the left half of the next row.</summary>
    public Column Link { get; } = columns.Preprocessed("link");

    /// <summary>Rows of a signature that another one follows: key, slot and flag stay.</summary>
    public Column Hold { get; } = columns.Preprocessed("hold");

    /// <summary>First rows of words.</summary>
    public Column WordFirst { get; } = columns.Preprocessed("wordFirst");

    /// <summary>Rows of words that another one of the same word follows.</summary>
    public Column WordStep { get; } = columns.Preprocessed("wordStep");

    /// <summary>Last rows of words.</summary>
    public Column WordLast { get; } = columns.Preprocessed("wordLast");

    public Column OldLeaf { get; } = columns.Preprocessed("oldLeaf");

    public Column NewLeaf { get; } = columns.Preprocessed("newLeaf");

    /// <summary>Nodes of an account's path.</summary>
    public Column Node { get; } = columns.Preprocessed("node");

    /// <summary>Nodes of the path before the change.</summary>
    public Column OldNode { get; } = columns.Preprocessed("oldNode");

    /// <summary>Rows that a node follows.</summary>
    public Column NodeNext { get; } = columns.Preprocessed("nodeNext");

    public Column Data { get; } = columns.Preprocessed("data");

    public Column DataFirst { get; } = columns.Preprocessed("dataFirst");

    public Column DataLast { get; } = columns.Preprocessed("dataLast");

    /// <summary>The state root before the shard.</summary>
    public Column StateIn { get; } = columns.Preprocessed("stateIn");

    /// <summary>The state root after the shard.</summary>
    public Column StateOut { get; } = columns.Preprocessed("stateOut");

    /// <summary>Last rows of chains.</summary>
    public Expr ChainLast => Chain - ChainStep;

    /// <summary>Last rows of paths in keys' trees.</summary>
    public Expr PathLast => Path - PathStep;

    /// <summary>Rows that hold bits of words.</summary>
    public Expr Word => WordStep + WordLast;

    /// <summary>Last rows of updates: the root after the change.</summary>
    public Expr UpdateLast => Node + NewLeaf - NodeNext;

    /// <summary>Rows that stand for a leaf or a state root on the bus of accounts.</summary>
    public Expr Account => OldLeaf + NewLeaf + StateIn + StateOut;

    /// <summary>Rows that receive a block.</summary>
    public Expr Block => Message + SecondMessage + Data;
}
