// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The constants of a network, from contracts/constants.json. Amounts are in wei, times in seconds.
struct MeshConstants {
    /// @dev The least stake of an active node.
    uint96 stakeMin;
    /// @dev Blocks from which on stake counts.
    uint32 activationDelay;
    /// @dev The bond of a batch when nothing failed lately.
    uint96 baseBond;
    /// @dev The fee of a queue item.
    uint96 forcedFee;
    /// @dev From a claim's block until it binds, and the length of a turn.
    uint32 claimDelay;
    /// @dev T_open: how long claims bind. A batch expires at four times this.
    uint32 openTime;
    /// @dev The age at which a batch must consume a queue item.
    uint32 forcedDeadline;
    /// @dev The age of the first unsettled queue item at which the rollup may be frozen.
    uint32 freezeTime;
    /// @dev The most that settling is refunded.
    uint96 refundMax;
    /// @dev Gas that is refunded at the basefee.
    uint32 settleGas;
    /// @dev How often the pot is added to itself between 2 T_open and expiry.
    uint8 rampMax;
}
