// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBearExt5} from "../libraries/KoalaBearExt5.sol";
import {Ext5} from "../types/Ext5.sol";
import {QueryChallenges} from "./QueryChallenges.sol";
import {BlockShape, VerifierShape} from "./VerifierShape.sol";

/// @title The claimed values of each height, summed with the powers that batch them
library ClaimedSums {
    using KoalaBearExt5 for Ext5;

    /// @notice Sums up all heights.
    /// @param openings Address of the claimed values, 32 bytes each.
    /// @param c Holds the batching challenge and gets the sums.
    function compute(VerifierShape memory shape, uint256 openings, QueryChallenges memory c) internal pure {
        for (uint256 h = 0; h < shape.heights.length; ++h) {
            c.atZeta[h] = horner(shape.heights[h].atZeta, openings, c.batch);
            c.atNext[h] = horner(shape.heights[h].atNext, openings, c.batch);
        }
    }

    /// @dev Horner's rule over runs of values.
    function horner(BlockShape[] memory blocks, uint256 openings, Ext5 batch) private pure returns (Ext5 sum) {
        Ext5 shifted = batch.shifted();
        sum = KoalaBearExt5.ZERO;
        for (uint256 b = 0; b < blocks.length; ++b) {
            BlockShape memory run = blocks[b];
            unchecked {
                uint256 value = openings + 32 * run.offset;
                for (uint256 end = value + 32 * run.width; value < end; value += 32) {
                    Ext5 next;
                    assembly ("memory-safe") {
                        next := mload(value)
                    }
                    sum = sum.mulAdd(batch, shifted, next);
                }
            }
            if (run.gap != 0) sum = sum * batch.pow(run.gap);
        }
    }
}
