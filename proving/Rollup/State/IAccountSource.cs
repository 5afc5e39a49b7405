using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>A state that can be read: all of it, or the part of it that a witness carries.</summary>
public interface IAccountSource
{
    /// <summary>Depth of the tree.</summary>
    int Depth { get; }

    /// <summary>The number of open accounts; their indices are those below it.</summary>
    uint AccountCount { get; }

    /// <summary>The account at an index, the default account where none is open; false when this source does not hold it.</summary>
    bool TryGetAccount(uint index, out Account account);

    /// <summary>The node at a level, 0 for leaves, and an index in the level; false when this source does not hold it.</summary>
    bool TryGetNode(int level, uint index, out Digest8 digest);
}
