// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Positions of a batch that a node claimed in one call.
struct Claim {
    /// @dev The node.
    address node;
    /// @dev Seconds from the batch's commit to the claim.
    uint32 age;
    /// @dev The level of the positions.
    uint8 level;
    /// @dev Bit i is position i of the level.
    uint64 positions;
}
