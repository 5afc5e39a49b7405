// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SHARDS_MAX} from "../generated/MeshLimits.sol";

/// @title The tree of proofs of a batch
/// @notice Position (level, i) covers shards i 2^level to (i + 1) 2^level - 1, as far as there are any. It exists if it is a leaf or
/// covers more than its left child does; an odd last child has no parent on the next level. Positions are listed level by level
/// from the leaves, by index. With N shards there are N leaves and N - 1 merges.
library ProofTree {
    /// @notice Levels of the tree of 64 leaves.
    uint256 internal constant LEVELS = 7;

    /// @notice Positions of the tree of 64 leaves.
    uint256 internal constant POSITIONS_MAX = 2 * SHARDS_MAX - 1;

    /// @notice How many positions a level has; their indices are 0 and up.
    function countAt(uint256 shardCount, uint256 level) internal pure returns (uint256 positions) {
        unchecked {
            // A position needs 2^(level-1) + 1 shards or more from its first one on.
            positions = level == 0 ? shardCount : (shardCount + (1 << (level - 1)) - 1) >> level;
        }
    }

    /// @notice The positions of a level as bits.
    function maskAt(uint256 shardCount, uint256 level) internal pure returns (uint256 mask) {
        mask = (1 << countAt(shardCount, level)) - 1;
    }

    /// @notice How many positions there are.
    function count(uint256 shardCount) internal pure returns (uint256 positions) {
        positions = 2 * shardCount - 1;
    }

    /// @notice How many positions stand in the list before those of a level.
    function firstOf(uint256 shardCount, uint256 level) internal pure returns (uint256 first) {
        for (uint256 below = 0; below < level; ++below) {
            first += countAt(shardCount, below);
        }
    }
}
