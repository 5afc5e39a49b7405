// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {Ext5, canonical} from "../../src/types/Ext5.sol";
import {Draw} from "../support/Draw.sol";
import {ReferenceExt5} from "../support/ReferenceExt5.sol";
import {Test} from "../support/Test.sol";

/// @notice Lane-packed arithmetic against schoolbook arithmetic, on weak elements including the extreme ones.
contract KoalaBearExt5Test is Test {
    using KoalaBearExt5 for Ext5;
    using ReferenceExt5 for uint256[5];

    uint256 private constant P = KoalaBear.P;

    function test_mul_of_the_published_vector() external pure {
        Ext5 a = ReferenceExt5.write([uint256(1), 2, 3, 4, 5]);
        Ext5 b = ReferenceExt5.write([uint256(6), 7, 8, 9, 10]);
        check(a * b, [uint256(70), 125, 61, 14, 25], "(1..5) (6..10)");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_mul_matches_schoolbook(uint256[5] calldata x, uint256[5] calldata y) external pure {
        Ext5 a = weak(x);
        Ext5 b = weak(y);
        check(a * b, ReferenceExt5.read(a).mul(ReferenceExt5.read(b)), "mul");
        check(a.square(), ReferenceExt5.read(a).mul(ReferenceExt5.read(a)), "square");
    }

    function test_mul_of_extreme_coefficients_stays_in_its_lanes() external pure {
        // Every coefficient is 0, p - 1, p, or W - 1, independently in both factors' odd and even places: 4^4 products.
        uint256[4] memory extremes = [0, P - 1, P, ReferenceExt5.W - 1];
        for (uint256 i = 0; i < 256; i++) {
            uint256 e = extremes[i & 3];
            uint256 f = extremes[(i >> 2) & 3];
            uint256 g = extremes[(i >> 4) & 3];
            uint256 h = extremes[i >> 6];
            Ext5 a = ReferenceExt5.write([e, f, e, f, e]);
            Ext5 b = ReferenceExt5.write([g, h, g, h, g]);
            check(a * b, ReferenceExt5.read(a).mul(ReferenceExt5.read(b)), "mul");
            check(
                a.mulAdd(b, b.shifted(), a),
                ReferenceExt5.read(a).mul(ReferenceExt5.read(b)).add(ReferenceExt5.read(a)),
                "mulAdd"
            );
            check(a + b, ReferenceExt5.read(a).add(ReferenceExt5.read(b)), "add");
            check(a - b, ReferenceExt5.read(a).sub(ReferenceExt5.read(b)), "sub");
        }
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_add_and_sub_match_schoolbook(uint256[5] calldata x, uint256[5] calldata y) external pure {
        Ext5 a = weak(x);
        Ext5 b = weak(y);
        check(a + b, ReferenceExt5.read(a).add(ReferenceExt5.read(b)), "add");
        check(a - b, ReferenceExt5.read(a).sub(ReferenceExt5.read(b)), "sub");
        check(a.neg() + a, ReferenceExt5.read(KoalaBearExt5.ZERO), "neg");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_mulAdd_matches_schoolbook(uint256[5] calldata x, uint256[5] calldata y, uint256[5] calldata z)
        external
        pure
    {
        Ext5 a = weak(x);
        Ext5 b = weak(y);
        Ext5 c = weak(z);
        uint256[5] memory expected = ReferenceExt5.read(a).mul(ReferenceExt5.read(b)).add(ReferenceExt5.read(c));
        check(a.mulAdd(b, b.shifted(), c), expected, "mulAdd");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_mulBase_matches_schoolbook(uint256[5] calldata x, uint256 y) external pure {
        Ext5 a = weak(x);
        uint256 s = bound(y, 0, P - 1);
        check(a.mulBase(s), ReferenceExt5.read(a).mulBase(s), "mulBase");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_inverse_times_element_is_one(uint256[5] calldata x) external pure {
        Ext5 a = weak(x);
        vm.assume(!a.isZero());
        check(a * a.inverse(), [uint256(1), 0, 0, 0, 0], "a / a");
    }

    function test_inverse_of_zero_in_every_form_reverts() external {
        for (uint256 form = 0; form < 32; form++) {
            uint256[5] memory c;
            for (uint256 i = 0; i < 5; i++) {
                c[i] = ((form >> i) & 1) * P;
            }
            vm.expectRevert(KoalaBear.ZeroHasNoInverse.selector);
            this.inverse(ReferenceExt5.write(c));
        }
    }

    function test_invertAll_inverts_each(uint256 seed, uint256 count) external pure {
        Draw memory draw = Draw(seed);
        Ext5[] memory values = new Ext5[](bound(count, 0, 9));
        Ext5[] memory inverses = new Ext5[](values.length);
        for (uint256 i = 0; i < values.length; i++) {
            values[i] = draw.weak();
            if (values[i].isZero()) values[i] = KoalaBearExt5.ONE;
            inverses[i] = values[i];
        }
        KoalaBearExt5.invertAll(inverses);
        for (uint256 i = 0; i < values.length; i++) {
            check(values[i] * inverses[i], [uint256(1), 0, 0, 0, 0], "a / a");
        }
    }

    function test_invertAll_with_a_zero_anywhere_reverts() external {
        for (uint256 i = 0; i < 4; i++) {
            Ext5[] memory values = new Ext5[](4);
            for (uint256 j = 0; j < 4; j++) {
                values[j] = j == i ? KoalaBearExt5.ZERO : KoalaBearExt5.ONE;
            }
            vm.expectRevert(KoalaBear.ZeroHasNoInverse.selector);
            this.invertAll(values);
        }
    }

    function test_frobenius_is_the_power_p(uint256[5] calldata x) external pure {
        Ext5 a = weak(x);
        uint256[5] memory expected = ReferenceExt5.read(a).pow(P);
        check(a.frobenius(), expected, "a^p");
        check(a.frobeniusTwice(), expected.pow(P), "a^(p^2)");
    }

    function test_pow_matches_schoolbook(uint256[5] calldata x, uint256 e) external pure {
        Ext5 a = weak(x);
        uint256 exponent = bound(e, 0, type(uint64).max);
        check(a.pow(exponent), ReferenceExt5.read(a).pow(exponent), "pow");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_canonical_gives_one_form_to_equal_elements(uint256[5] calldata x, uint256 forms) external pure {
        // Coefficients below W - P have a second weak form, P above.
        uint256[5] memory first = weakCoefficients(x);
        uint256[5] memory second;
        for (uint256 i = 0; i < 5; i++) {
            uint256 reduced = first[i] % P;
            bool other = reduced < ReferenceExt5.W - P && (forms >> i) & 1 != 0;
            second[i] = other ? reduced + P : reduced;
        }
        Ext5 a = ReferenceExt5.write(first);
        Ext5 b = ReferenceExt5.write(second);
        assertEq(Ext5.unwrap(canonical(a)), Ext5.unwrap(canonical(b)), "canonical");
        assertEq(Ext5.unwrap(canonical(a)), Ext5.unwrap(ReferenceExt5.write(ReferenceExt5.read(a))), "reduced");
        assertTrue(a == b, "==");
        assertTrue(!(a != b), "!=");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_elements_differing_in_one_coefficient_are_not_equal(uint256[5] calldata x, uint256 place, uint256 by)
        external
        pure
    {
        uint256[5] memory c = weakCoefficients(x);
        Ext5 a = ReferenceExt5.write(c);
        uint256 i = place % 5;
        c[i] = (c[i] + bound(by, 1, P - 1)) % P;
        Ext5 b = ReferenceExt5.write(c);
        assertTrue(a != b, "!=");
        assertTrue(!(a == b), "==");
    }

    function test_pack_then_unpack_is_identity(uint256[5] calldata x) external pure {
        Ext5 a = weak(x);
        Ext5 b = KoalaBearExt5.unpack(a.pack());
        assertEq(Ext5.unwrap(b), Ext5.unwrap(canonical(a)), "unpack");
    }

    function test_unpack_puts_the_first_coefficient_highest() external pure {
        Ext5 a = KoalaBearExt5.unpack(uint160((1 << 128) | (2 << 96) | (3 << 64) | (4 << 32) | 5));
        check(a, [uint256(1), 2, 3, 4, 5], "unpack");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_unpack_refuses_exactly_coefficients_from_p_on(uint256[5] calldata x) external view {
        uint160 packed;
        bool valid = true;
        for (uint256 i = 0; i < 5; i++) {
            // Three of four coefficients are canonical, so that both outcomes are common.
            uint256 c = x[i] % 4 == 0 ? bound(x[i] / 4, P - 3, type(uint32).max) : bound(x[i] / 4, 0, P - 1);
            valid = valid && c < P;
            packed = uint160((uint256(packed) << 32) | c);
        }
        bool accepted;
        try this.unpack(packed) {
            accepted = true;
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == KoalaBear.NotCanonical.selector, "reason");
        }
        assertTrue(accepted == valid, "accepted");
    }

    function inverse(Ext5 a) external pure returns (Ext5) {
        return a.inverse();
    }

    function invertAll(Ext5[] memory values) external pure {
        KoalaBearExt5.invertAll(values);
    }

    function unpack(uint160 packed) external pure returns (Ext5) {
        return KoalaBearExt5.unpack(packed);
    }

    function check(Ext5 actual, uint256[5] memory expected, string memory what) private pure {
        assertTrue(ReferenceExt5.isWeak(actual), what);
        uint256[5] memory c = ReferenceExt5.read(actual);
        for (uint256 i = 0; i < 5; i++) {
            assertEq(c[i], expected[i], what);
        }
    }

    function weakCoefficients(uint256[5] calldata x) private pure returns (uint256[5] memory c) {
        for (uint256 i = 0; i < 5; i++) {
            c[i] = bound(x[i], 0, ReferenceExt5.W - 1);
        }
    }

    function weak(uint256[5] calldata x) private pure returns (Ext5 a) {
        a = ReferenceExt5.write(weakCoefficients(x));
    }
}
