// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofTree} from "../../src/libraries/ProofTree.sol";
import {ReferenceStatement} from "../support/ReferenceStatement.sol";
import {Test} from "../support/Test.sol";

/// @notice The positions of a batch's tree, against their definition.
contract ProofTreeTest is Test {
    function test_positions_are_those_of_the_definition_for_every_number_of_shards() external pure {
        for (uint256 n = 1; n <= 64; ++n) {
            uint256 place = 0;
            for (uint256 level = 0; level < ProofTree.LEVELS; ++level) {
                assertEq(ProofTree.firstOf(n, level), place, "first of a level");
                uint256 mask = 0;
                for (uint256 i = 0; i < 64; ++i) {
                    if (!ReferenceStatement.exists(n, level, i)) continue;
                    mask |= 1 << i;
                    ++place;
                }
                assertEq(ProofTree.maskAt(n, level), mask, "mask");
            }
            assertEq(ProofTree.count(n), place, "count");
        }
    }
}
