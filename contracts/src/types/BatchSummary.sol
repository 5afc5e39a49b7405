// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a batch's packed data says.
struct BatchSummary {
    /// @dev keccak256 of the data.
    bytes32 dataHash;
    /// @dev The point, five canonical coefficients of 32 bits, c0 in the highest.
    uint160 z;
    /// @dev The blocks' evaluation at z, in the same form.
    uint160 y;
    /// @dev How many shards the blocks fill; at least one.
    uint256 shardCount;
    /// @dev keccak256 of the payouts, each a word: index 2^64 + amount in gwei, in the order of the data.
    bytes32 payoutsHash;
    /// @dev How many operations of kinds 4 and 5 there are.
    uint256 payoutCount;
    /// @dev Where the operations of kinds 2, 3 and 5 begin, counted from the data's first byte, in their order.
    uint256[] queued;
}
