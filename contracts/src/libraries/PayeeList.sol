// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SHARDS_MAX} from "../generated/MeshLimits.sol";
import {Ext5} from "../types/Ext5.sol";
import {KoalaBearExt5} from "./KoalaBearExt5.sol";
import {ProofTree} from "./ProofTree.sol";

/// @title The payees of a proof as calldata, 20 bytes for each position that exists
library PayeeList {
    using KoalaBearExt5 for Ext5;

    uint256 private constant LIMBS = 6;

    /// @notice The payee of the position at a place in the list.
    function payeeAt(bytes calldata payees, uint256 place) internal pure returns (address payee) {
        assembly ("memory-safe") {
            payee := shr(96, calldataload(add(payees.offset, mul(place, 20))))
        }
    }

    /// @notice Horner's rule from zero over the limbs of all 127 addresses at z, where positions that do not exist have zeros: six
    /// limbs of 27 bits an address, the lowest first.
    /// @param payees As many as the tree has positions.
    /// @param shardCount N.
    /// @param z The point.
    function evaluate(bytes calldata payees, uint256 shardCount, Ext5 z) internal pure returns (Ext5 y) {
        Ext5 shifted = z.shifted();
        uint256 place = 0;
        for (uint256 level = 0; level < ProofTree.LEVELS; ++level) {
            uint256 present = ProofTree.countAt(shardCount, level);
            for (uint256 i = 0; i < present; ++i) {
                uint256 limbs = uint160(payeeAt(payees, place));
                for (uint256 j = 0; j < LIMBS; ++j) {
                    y = y.mulAdd(z, shifted, Ext5.wrap(limbs & 0x7ffffff));
                    limbs >>= 27;
                }
                ++place;
            }
            uint256 absent = (SHARDS_MAX >> level) - present;
            if (absent != 0) y = y * z.pow(LIMBS * absent);
        }
    }
}
