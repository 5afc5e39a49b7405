// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {Test} from "../support/Test.sol";

contract KoalaBearTest is Test {
    uint256 private constant P = KoalaBear.P;

    /// forge-config: default.fuzz.runs = 10000
    function test_operations_match_integers(uint256 x, uint256 y) external pure {
        uint256 a = bound(x, 0, P - 1);
        uint256 b = bound(y, 0, P - 1);
        assertEq(KoalaBear.add(a, b), (a + b) % P, "add");
        assertEq(KoalaBear.sub(a, b), (a + P - b) % P, "sub");
        assertEq(KoalaBear.neg(a), (P - a) % P, "neg");
        assertEq(KoalaBear.mul(a, b), (a * b) % P, "mul");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_inverse_times_element_is_one(uint256 x) external pure {
        uint256 a = bound(x, 1, P - 1);
        uint256 b = KoalaBear.inverse(a);
        assertTrue(b < P, "canonical");
        assertEq((a * b) % P, 1, "a / a");
    }

    function test_inverse_of_zero_reverts() external {
        vm.expectRevert(KoalaBear.ZeroHasNoInverse.selector);
        this.inverse(0);
    }

    function test_pow_matches_repeated_multiplication(uint256 x, uint256 e) external pure {
        uint256 a = bound(x, 0, P - 1);
        uint256 exponent = bound(e, 0, 40);
        uint256 expected = 1;
        for (uint256 i = 0; i < exponent; i++) {
            expected = (expected * a) % P;
        }
        assertEq(KoalaBear.pow(a, exponent), expected, "pow");
    }

    function test_pow_of_order_minus_one_is_inverse(uint256 x) external pure {
        uint256 a = bound(x, 1, P - 1);
        assertEq(KoalaBear.pow(a, P - 2), KoalaBear.inverse(a), "Fermat");
    }

    function test_roots_are_squares_of_the_next_and_have_exact_order() external pure {
        assertEq(KoalaBear.twoAdicGenerator(0), 1, "order 1");
        assertEq(KoalaBear.twoAdicGenerator(1), P - 1, "order 2");
        assertEq(KoalaBear.twoAdicGenerator(24), KoalaBear.pow(3, 127), "order 2^24");
        for (uint256 k = 1; k <= 24; k++) {
            uint256 r = KoalaBear.twoAdicGenerator(k);
            assertEq(KoalaBear.mul(r, r), KoalaBear.twoAdicGenerator(k - 1), vm.toString(k));
        }
    }

    function test_root_beyond_two_adicity_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(KoalaBear.NoSuchRoot.selector, 25));
        this.root(25);
    }

    function test_requireCanonical_accepts_below_p_only() external {
        KoalaBear.requireCanonical(P - 1);
        vm.expectRevert(KoalaBear.NotCanonical.selector);
        this.requireCanonical(P);
        vm.expectRevert(KoalaBear.NotCanonical.selector);
        this.requireCanonical(1 << 32);
    }

    function inverse(uint256 a) external pure returns (uint256) {
        return KoalaBear.inverse(a);
    }

    function root(uint256 logOrder) external pure returns (uint256) {
        return KoalaBear.twoAdicGenerator(logOrder);
    }

    function requireCanonical(uint256 a) external pure {
        KoalaBear.requireCanonical(a);
    }
}
