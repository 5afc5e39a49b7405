// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5, canonical} from "../types/Ext5.sol";
import {HIGH_27, LOW_16, P, PRODUCT_OFFSET, QUINTIC, QUOTIENT_23, RECIPROCAL, TWO_P} from "../types/Ext5Lanes.sol";
import {KoalaBear} from "./KoalaBear.sol";

/// @title The quintic extension of KoalaBear: what `Ext5` has no operator for
/// @notice Elements go in and come out in weak form, see `Ext5`.
library KoalaBearExt5 {
    using KoalaBearExt5 for Ext5;

    /// @notice The element 0.
    Ext5 internal constant ZERO = Ext5.wrap(0);

    /// @notice The element 1.
    Ext5 internal constant ONE = Ext5.wrap(1);

    /// @dev 2^31 - p in each of five 32-bit fields.
    uint256 private constant PACKED_CARRY_AT_P = 0x0000ffffff00ffffff00ffffff00ffffff00ffffff;

    /// @dev 2^31 in each of five 32-bit fields.
    uint256 private constant PACKED_BIT_31 = 0x008000000080000000800000008000000080000000;

    /// @notice The element of the base field's a, which must be below p.
    function fromBase(uint256 a) internal pure returns (Ext5 c) {
        c = Ext5.wrap(a);
    }

    /// @notice Reads five canonical coefficients of 32 bits, c0 in the highest. Reverts unless each is below p.
    function unpack(uint160 packed) internal pure returns (Ext5 c) {
        // A coefficient is refused when it has bit 31, or gets it from adding 2^31 - p. Only a coefficient that is refused anyway
        // can carry into its neighbour.
        uint256 w = packed;
        unchecked {
            uint256 suspect = (w | (w + PACKED_CARRY_AT_P)) & PACKED_BIT_31;
            if (suspect != 0) revert KoalaBear.NotCanonical();
        }
        c = spread(w << 96);
    }

    /// @notice As `unpack`, from the upper 160 bits of a word whose coefficients the caller has found canonical.
    function spread(uint256 w) internal pure returns (Ext5 c) {
        assembly ("memory-safe") {
            // Coefficient i goes from bit 224 - 32 i to bit 51 i.
            c := or(
                or(
                    or(shr(224, w), and(shr(141, w), 0x7fffffff8000000000000)),
                    and(shr(58, w), 0x3fffffffc0000000000000000000000000)
                ),
                or(
                    and(shl(25, w), 0x1fffffffe00000000000000000000000000000000000000),
                    and(shl(108, w), 0xffffffff000000000000000000000000000000000000000000000000000)
                )
            )
        }
    }

    /// @notice The canonical coefficients as 32-bit integers, c0 in the highest: what `unpack` reads.
    function pack(Ext5 a) internal pure returns (uint160 packed) {
        uint256 w = Ext5.unwrap(canonical(a));
        packed = uint160(
            ((w & 0xffffffff) << 128) | (((w >> 51) & 0xffffffff) << 96) | (((w >> 102) & 0xffffffff) << 64)
                | (((w >> 153) & 0xffffffff) << 32) | (w >> 204)
        );
    }

    /// @notice Whether a is zero, in whatever form.
    function isZero(Ext5 a) internal pure returns (bool zero) {
        zero = Ext5.unwrap(canonical(a)) == 0;
    }

    /// @notice -a.
    function neg(Ext5 a) internal pure returns (Ext5 c) {
        c = ZERO - a;
    }

    /// @notice a a.
    function square(Ext5 a) internal pure returns (Ext5 c) {
        c = a * a;
    }

    /// @notice a s for a canonical s of the base field.
    function mulBase(Ext5 a, uint256 s) internal pure returns (Ext5 c) {
        assembly ("memory-safe") {
            // The coefficients are cut into 16-bit halves: a s = lo s + hi (2^16 s), each lane below p (65535 + 33023) < 2^51.
            c := add(mul(and(a, LOW_16), s), mul(and(shr(16, a), LOW_16), mod(shl(16, s), P)))
            c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice 2^16 a: the companion that `mulAdd` takes of a factor which is used often.
    function shifted(Ext5 a) internal pure returns (Ext5 c) {
        assembly ("memory-safe") {
            c := shl(16, a)
            c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice a b + c, for a `bShifted` that is b.shifted().
    function mulAdd(Ext5 a, Ext5 b, Ext5 bShifted, Ext5 c) internal pure returns (Ext5 d) {
        assembly ("memory-safe") {
            // As `mul` of `Ext5`; c fits into what PRODUCT_OFFSET leaves free.
            let lo := mulmod(b, and(a, LOW_16), QUINTIC)
            let hi := mulmod(bShifted, and(shr(16, a), LOW_16), QUINTIC)
            d := addmod(add(add(lo, PRODUCT_OFFSET), c), hi, QUINTIC)
            d := sub(d, mul(and(shr(28, mul(and(shr(24, d), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice a X.
    function timesX(Ext5 a) internal pure returns (Ext5 c) {
        assembly ("memory-safe") {
            // The only lane that can become negative is that of X^2, by less than 2 p; ADDMOD takes back what it borrowed.
            c := addmod(mulmod(a, shl(51, 1), QUINTIC), TWO_P, QUINTIC)
            c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice a^exponent; 0^0 is 1.
    function pow(Ext5 a, uint256 exponent) internal pure returns (Ext5 c) {
        c = ONE;
        while (exponent != 0) {
            if (exponent & 1 != 0) c = c * a;
            a = a * a;
            exponent >>= 1;
        }
    }

    /// @notice a^(2^log).
    function powerOfTwo(Ext5 a, uint256 log) internal pure returns (Ext5 c) {
        c = a;
        for (uint256 i = 0; i < log; ++i) {
            c = c * c;
        }
    }

    /// @notice The c with a c = 1. Reverts for zero.
    function inverse(Ext5 a) internal pure returns (Ext5 c) {
        // With N = 1 + p + p^2 + p^3 + p^4 the power a^N lies in the base field (the norm), so a^(N - 1) / a^N is the inverse.
        // v = a^(p + p^2), and v times its p^2-th power is a^(N - 1) (Itoh and Tsujii, 1988).
        Ext5 v = (a * a.frobenius()).frobenius();
        c = v * v.frobeniusTwice();
        uint256 norm = (Ext5.unwrap(a * c) & 0x7ffffffffffff) % KoalaBear.P;
        if (norm == 0) revert KoalaBear.ZeroHasNoInverse();
        c = c.mulBase(KoalaBear.inverse(norm));
    }

    /// @notice Replaces every element by its inverse: one inversion and three products an element. Reverts if one is zero.
    function invertAll(Ext5[] memory values) internal pure {
        unchecked {
            uint256 count = values.length;
            if (count == 0) return;
            // before[i] is the product of all elements before i.
            Ext5[] memory before = new Ext5[](count);
            Ext5 product = ONE;
            for (uint256 i = 0; i < count; ++i) {
                before[i] = product;
                product = product * values[i];
            }
            // `rest` is the inverse of the product of all elements up to i.
            Ext5 rest = product.inverse();
            for (uint256 i = count; i > 0; --i) {
                Ext5 a = values[i - 1];
                values[i - 1] = rest * before[i - 1];
                rest = rest * a;
            }
        }
    }

    /// @notice a^p.
    function frobenius(Ext5 a) internal pure returns (Ext5 c) {
        assembly ("memory-safe") {
            let m := 0xffff
            // c0 + sum of c_i X^(i p), coefficients cut into 16-bit halves: the constants are X^(i p) and 2^16 X^(i p). A lane stays
            // below W + 4 p (65535 + 33023) < 2^51.
            c := and(a, 0x7ffffffffffff)
            c := add(c, mul(and(shr(51, a), m), 0x250cf2000008fdea70e0000175c285e4000022f661d0000005df5feeb))
            c := add(c, mul(and(shr(67, a), m), 0x56f1ffb600000a70cde0000001e9e10e9c00001b4fb9868000064ea429a))
            c := add(c, mul(and(shr(102, a), m), 0x119bee9000000a48575340000092af1d600000000a8b310000064280990))
            c := add(c, mul(and(shr(118, a), m), 0x6c8fdc82000001732b45e00000c95ed85400002030ffeb000006c8f361d))
            c := add(c, mul(and(shr(153, a), m), 0x1e02e14400000ac54d2d000000a814f6b8000009a14317000001a4ca5a4))
            c := add(c, mul(and(shr(169, a), m), 0x5f43c3820000032cea4a000001c2b6ad3400002c16ec970000028a3cafd))
            c := add(c, mul(and(shr(204, a), m), 0x3d3d0ba1000001117372c00001ded7fcbc0000221daa53000005153c3c1))
            c := add(c, mul(shr(220, a), 0x7ba0849000000a92bdd8e0000134b83ac800002ed2bb3b8000032c05c11))
            c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice a^(p^2).
    function frobeniusTwice(Ext5 a) internal pure returns (Ext5 c) {
        assembly ("memory-safe") {
            let m := 0xffff
            // As `frobenius`, with X^(i p^2).
            c := and(a, 0x7ffffffffffff)
            c := add(c, mul(and(shr(51, a), m), 0x614d73c600000f11f21c2000006a8e299000003ab7da2a00000158956ed))
            c := add(c, mul(and(shr(67, a), m), 0x16c53bdd000002bc019f600000f18f29380000362989a4000003fecd497))
            c := add(c, mul(and(shr(102, a), m), 0xaee180b0000007ad740e00000788f24640000014faea200000024da2d1))
            c := add(c, mul(and(shr(118, a), m), 0x200ae9f800000ec0df0880000028630cfc00001321fd5b8000046d0fb5c))
            c := add(c, mul(and(shr(153, a), m), 0x4933117c00000788cfc8c00001bb2cba400000150153d780000242a4bc3))
            c := add(c, mul(and(shr(169, a), m), 0x1e7b6c7300000fa8b0d02000000e3c82ac00002ad755a90000031c2b71a))
            c := add(c, mul(and(shr(204, a), m), 0x2e26044e0000005f46a9600000f9b034f800002ff42b7f8000001c9532d))
            c := add(c, mul(shr(220, a), 0xa4da2fa000006a95f4000000180f608b4000014ff1f56800006c2cfc67))
            c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }
}
