// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, BatchStatus} from "../../src/types/Batch.sol";

/// @dev The most accounts of a modelled rollup.
uint256 constant MODEL_ACCOUNTS = 12;

/// @notice The balances inside the rollup, in gwei.
struct ModelState {
    uint32 count;
    uint64[MODEL_ACCOUNTS] balances;
}

/// @notice An item of the queue.
struct ModelItem {
    uint8 kind;
    uint32 index;
    uint64 amount;
    address receiver;
    uint256 time;
    bool refunded;
}

/// @notice A committed batch, and what the contracts cannot know of it.
struct ModelBatch {
    Batch batch;
    bool provable;
    BatchStatus status;
    ModelState state;
    uint256[] payouts;
}

/// @notice A claim.
struct ModelClaim {
    address node;
    uint256 time;
    uint8 level;
    uint64 positions;
}

/// @notice What a batch pays, computed from the words of the protocol alone.
library ModelRewards {
    uint256 private constant OPEN_TIME = 600;

    /// @notice Seconds beyond 2 T_open, at most until expiry.
    function lateness(uint256 elapsed) internal pure returns (uint256 late) {
        if (elapsed <= 2 * OPEN_TIME) return 0;
        late = elapsed >= 4 * OPEN_TIME ? 2 * OPEN_TIME : elapsed - 2 * OPEN_TIME;
    }

    /// @notice The pot and the fees of items after a time: the pot grows to five times itself.
    function total(Batch memory batch, uint256 elapsed) internal pure returns (uint256 sum) {
        sum = batch.pot + (uint256(batch.pot) * 4 * lateness(elapsed)) / (2 * OPEN_TIME) + batch.forcedFees;
    }

    /// @notice Each leaf, each merge, and the finaliser without the refund.
    function shares(uint256 sum, uint256 shards)
        internal
        pure
        returns (uint256 leaf, uint256 merge, uint256 finaliser)
    {
        leaf = (sum * 70) / 100 / shards;
        if (shards == 1) leaf += (sum * 20) / 100;
        else merge = (sum * 20) / 100 / (shards - 1);
        finaliser = (sum * 10) / 100;
    }

    /// @notice What is locked for a claimed position.
    function bond(Batch memory batch, uint256 level) internal pure returns (uint256 locked) {
        (uint256 leaf, uint256 merge,) = shares(uint256(batch.pot) + batch.forcedFees, batch.shardCount);
        locked = 3 * (level == 0 ? leaf : merge);
        if (locked < batch.pot / 4) locked = batch.pot / 4;
    }

    /// @notice How many positions a level has: those that cover more than their left child does.
    function positionsAt(uint256 shards, uint256 level) internal pure returns (uint256 count) {
        if (level == 0) return shards;
        while ((count << level) + (1 << (level - 1)) < shards) {
            count++;
        }
    }
}
