// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FriFold} from "../../src/libraries/FriFold.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {Draw} from "../support/Draw.sol";
import {ReferenceExt5} from "../support/ReferenceExt5.sol";
import {Rows} from "../support/Rows.sol";
import {Test} from "../support/Test.sol";

/// @notice The fold of a row of values of a polynomial is the polynomial's value at beta, by Horner's rule.
contract FriFoldTest is Test {
    using KoalaBearExt5 for Ext5;

    function test_fold_of_any_arity_is_the_polynomial_at_beta(uint256 seed) external pure {
        Draw memory draw = Draw(seed);
        for (uint256 logArity = 1; logArity <= 5; logArity++) {
            (Ext5[] memory polynomial, uint256 x, Ext5 beta) = sample(draw, 1 << logArity);
            (uint256 row,) = Rows.copy(Rows.pack(evaluateOnCoset(polynomial, x, logArity)));
            Ext5 value = FriFold.fold(row, logArity, beta, KoalaBear.inverse(x));
            assertTrue(ReferenceExt5.isWeak(value), "weak");
            assertTrue(value == evaluate(polynomial, beta), "fold");
        }
    }

    function test_fold16_is_the_polynomial_at_beta(uint256 seed) external pure {
        Draw memory draw = Draw(seed);
        (Ext5[] memory polynomial, uint256 x, Ext5 beta) = sample(draw, 16);
        (uint256 row,) = Rows.copy(Rows.pack(evaluateOnCoset(polynomial, x, 4)));
        Ext5 value = FriFold.fold16(row, FriFold.prepare16(beta), KoalaBear.inverse(x));
        assertTrue(ReferenceExt5.isWeak(value), "weak");
        assertTrue(value == evaluate(polynomial, beta), "fold");
    }

    function test_fold_of_extreme_values_stays_in_its_lanes(uint256 seed) external pure {
        // Values are 0 or p - 1 in every coefficient, so intermediate sums and differences take their extremes. The fold is linear:
        // it must be the sum of the folds of the values one by one.
        Draw memory draw = Draw(seed);
        Ext5 beta = draw.weak();
        uint256 xInverse = 1 + draw.below(KoalaBear.P - 1);
        for (uint256 k = 8; k <= 16; k += 8) {
            uint256 choice = draw.word();
            Ext5[] memory values = new Ext5[](k);
            Ext5 expected = KoalaBearExt5.ZERO;
            for (uint256 j = 0; j < k; j++) {
                Ext5[] memory one = new Ext5[](k);
                one[j] = extreme(choice >> (5 * j));
                values[j] = one[j];
                expected = expected + fold(one, beta, xInverse);
            }
            assertTrue(fold(values, beta, xInverse) == expected, "fold");
        }
    }

    function test_a_changed_value_changes_the_fold(uint256 seed) external pure {
        Draw memory draw = Draw(seed);
        for (uint256 k = 8; k <= 16; k += 8) {
            (Ext5[] memory values, uint256 x, Ext5 beta) = sample(draw, k);
            Ext5 before = fold(values, beta, x);
            uint256 j = draw.below(k);
            values[j] = values[j] + KoalaBearExt5.fromBase(1 + draw.below(KoalaBear.P - 1));
            assertTrue(fold(values, beta, x) != before, "changed");
        }
    }

    function fold(Ext5[] memory values, Ext5 beta, uint256 xInverse) private pure returns (Ext5 value) {
        (uint256 row,) = Rows.copy(Rows.pack(values));
        value = values.length == 8
            ? FriFold.fold(row, 3, beta, xInverse)
            : FriFold.fold16(row, FriFold.prepare16(beta), xInverse);
    }

    function sample(Draw memory draw, uint256 size) private pure returns (Ext5[] memory values, uint256 x, Ext5 beta) {
        values = new Ext5[](size);
        for (uint256 i = 0; i < size; i++) {
            values[i] = draw.weak();
        }
        x = 1 + draw.below(KoalaBear.P - 1);
        beta = draw.weak();
    }

    function evaluateOnCoset(Ext5[] memory polynomial, uint256 x, uint256 logSize)
        private
        pure
        returns (Ext5[] memory values)
    {
        values = new Ext5[](1 << logSize);
        for (uint256 j = 0; j < values.length; j++) {
            uint256 point = KoalaBear.mul(x, KoalaBear.pow(KoalaBear.twoAdicGenerator(logSize), j));
            values[j] = evaluate(polynomial, KoalaBearExt5.fromBase(point));
        }
    }

    function evaluate(Ext5[] memory polynomial, Ext5 point) private pure returns (Ext5 value) {
        for (uint256 i = polynomial.length; i > 0; i--) {
            value = value * point + polynomial[i - 1];
        }
    }

    function extreme(uint256 choice) private pure returns (Ext5 value) {
        uint256[5] memory c;
        for (uint256 i = 0; i < 5; i++) {
            c[i] = (choice >> i) & 1 == 0 ? 0 : KoalaBear.P - 1;
        }
        value = ReferenceExt5.write(c);
    }
}
