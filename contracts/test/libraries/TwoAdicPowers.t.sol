// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {TwoAdicPowers} from "../../src/libraries/TwoAdicPowers.sol";
import {Test} from "../support/Test.sol";

contract TwoAdicPowersTest is Test {
    function test_power_matches_repeated_squaring(uint256 exponent) external pure {
        uint256 root = KoalaBear.twoAdicGenerator(24);
        uint256 expected = KoalaBear.pow(root, exponent % (1 << 24));
        assertEq(TwoAdicPowers.power(TwoAdicPowers.load(), exponent), expected, "power");
    }

    function test_every_entry_of_the_table_is_right() external pure {
        uint256 table = TwoAdicPowers.load();
        uint256 root = KoalaBear.twoAdicGenerator(24);
        for (uint256 j = 0; j < 24; j += 4) {
            for (uint256 d = 0; d < 16; d++) {
                assertEq(TwoAdicPowers.power(table, d << j), KoalaBear.pow(root, d << j), "entry");
            }
        }
    }

    function test_points_of_every_subgroup(uint256 place) external pure {
        uint256 table = TwoAdicPowers.load();
        for (uint256 k = 0; k <= 24; k++) {
            uint256 i = place % (1 << k);
            uint256 point = TwoAdicPowers.pointOf(table, k, i);
            assertEq(point, KoalaBear.pow(KoalaBear.twoAdicGenerator(k), i), "point");
            uint256 inverse = TwoAdicPowers.inversePointOf(table, k, i);
            assertEq(KoalaBear.mul(point, inverse), 1, "inverse");
        }
    }

    function test_order_beyond_two_adicity_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(KoalaBear.NoSuchRoot.selector, 25));
        this.pointOf(25, 1);
    }

    function pointOf(uint256 logOrder, uint256 i) external pure returns (uint256) {
        return TwoAdicPowers.pointOf(TwoAdicPowers.load(), logOrder, i);
    }
}
