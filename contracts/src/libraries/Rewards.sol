// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    EXPIRY_OPEN_TIMES,
    FINALISER_PERCENT,
    LATE_OPEN_TIMES,
    LEAF_PERCENT,
    MERGE_PERCENT
} from "../generated/MeshLimits.sol";

/// @notice What positions of a batch earn, in wei.
struct RewardShares {
    /// @dev Each leaf.
    uint256 leaf;
    /// @dev Each merge; zero if there is one shard.
    uint256 merge;
    /// @dev The submitter, without the refund.
    uint256 finaliser;
}

/// @title What a batch pays, by time
library Rewards {
    /// @notice The pot after a time on the batch's clock: all of it until 2 T_open, then growing evenly to pot (1 + rampMax) at expiry.
    function potAt(uint256 pot, uint256 elapsed, uint256 openTime, uint256 rampMax)
        internal
        pure
        returns (uint256 grown)
    {
        grown = pot + (pot * rampMax * lateness(elapsed, openTime)) / lateSpan(openTime);
    }

    /// @notice The part of a bond that a settlement after a time burns: nothing until 2 T_open, then growing evenly to all of it at expiry.
    function bondLost(uint256 bond, uint256 elapsed, uint256 openTime) internal pure returns (uint256 lost) {
        lost = (bond * lateness(elapsed, openTime)) / lateSpan(openTime);
    }

    /// @notice How a total is shared: leaves 70 %, merges 20 %, finaliser 10 %; with one shard its leaf has the merges' part too.
    function shares(uint256 total, uint256 shardCount) internal pure returns (RewardShares memory s) {
        uint256 merges = (total * MERGE_PERCENT) / 100;
        uint256 leaves = (total * LEAF_PERCENT) / 100;
        if (shardCount == 1) s.leaf = leaves + merges;
        else (s.leaf, s.merge) = (leaves / shardCount, merges / (shardCount - 1));
        s.finaliser = (total * FINALISER_PERCENT) / 100;
    }

    /// @dev Seconds past 2 T_open, at most until expiry.
    function lateness(uint256 elapsed, uint256 openTime) private pure returns (uint256 late) {
        uint256 from = LATE_OPEN_TIMES * openTime;
        if (elapsed > from) late = elapsed - from;
        if (late > lateSpan(openTime)) late = lateSpan(openTime);
    }

    function lateSpan(uint256 openTime) private pure returns (uint256 span) {
        span = (EXPIRY_OPEN_TIMES - LATE_OPEN_TIMES) * openTime;
    }
}
