// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../types/Ext5.sol";
import {
    FOUR_P,
    HIGH_27,
    LOW_16,
    LOW_17,
    P,
    PRODUCT_OFFSET,
    QUINTIC,
    QUOTIENT_23,
    RECIPROCAL,
    TWO_P
} from "../types/Ext5Lanes.sol";
import {KoalaBear} from "./KoalaBear.sol";
import {KoalaBearExt5} from "./KoalaBearExt5.sol";

/// @title One fold of a committed FRI row: arity 16 fast, any other slowly
/// @notice A row of arity k holds the values of a function at the points x w^j, j < k, where w generates the subgroup of order k, in
/// natural order: five canonical 32-bit coefficients each, the constant one first, packed without gaps (see `PackedRow`). The fold is
/// the value at beta of the polynomial of degree below k through these points.
///
/// Points x w^j with equal j mod m form a coset of the subgroup of order k / m, so arity 16 is four folds of arity 4 at x w^j, then
/// one of their results at x^4 and beta^4. A fold of arity 4 is an inverse discrete Fourier transform by hand and Horner's rule at
/// y = beta / (x w^j). The factors 1/4 are applied once, at the end.
library FriFold {
    using KoalaBearExt5 for Ext5;

    /// @dev Bytes of a challenge in memory: for each point factor the 16-bit halves of its lanes, in two words.
    uint256 private constant CHALLENGE_16_BYTES = 320;

    /// @dev 2^32 - 1 in one lane.
    uint256 private constant LANE_1 = 0x7fffffff8000000000000;
    uint256 private constant LANE_2 = 0x3fffffffc0000000000000000000000000;
    uint256 private constant LANE_3 = 0x1fffffffe00000000000000000000000000000000000000;
    uint256 private constant LANE_4 = 0xffffffff000000000000000000000000000000000000000000000000000;

    /// @dev 1/2.
    uint256 private constant HALF = 0x3f800001;

    /// @dev w_8^-1, and w_16^-1 to w_16^-3, for the generators w_k of the subgroups of order k.
    uint256 private constant ROOT_8_INVERSE = 0x67b1c9b1;
    uint256 private constant ROOT_16_INVERSE = 0x572031df;
    uint256 private constant ROOT_16_INVERSE_CUBED = 0x44765fdc;

    /// @notice Prepares the challenge of a round of arity 16 for all its rows.
    /// @return challenge An address, for `fold16` only.
    function prepare16(Ext5 beta) internal pure returns (uint256 challenge) {
        challenge = allocate(CHALLENGE_16_BYTES);
        write(challenge, beta);
        write(challenge + 64, beta.mulBase(ROOT_16_INVERSE));
        write(challenge + 128, beta.mulBase(ROOT_8_INVERSE));
        write(challenge + 192, beta.mulBase(ROOT_16_INVERSE_CUBED));
        write(challenge + 256, beta.square().square());
    }

    /// @notice Folds a row of sixteen values.
    /// @param row The address of the row, whose elements the caller has found canonical.
    /// @param challenge What `prepare16` gave.
    /// @param xInverse 1/x, canonical.
    function fold16(uint256 row, uint256 challenge, uint256 xInverse) internal pure returns (Ext5 value) {
        uint256 v;
        unchecked {
            // Addresses in memory do not wrap.
            uint256 g0 = foldRow4(row, 80, point(challenge, xInverse));
            uint256 g1 = foldRow4(row + 20, 80, point(challenge + 64, xInverse));
            uint256 g2 = foldRow4(row + 40, 80, point(challenge + 128, xInverse));
            uint256 g3 = foldRow4(row + 60, 80, point(challenge + 192, xInverse));
            v = fold4(g0, g1, g2, g3, point(challenge + 256, fourthPower(xInverse)));
        }
        assembly ("memory-safe") {
            // 1/16: v is 16 h + l in each lane, and p = 1 + 127 2^24, so v / 16 = h - 127 2^20 l modulo p; p more makes it positive.
            let h := and(shr(4, v), 0x7fffffffffff0fffffffffffe1fffffffffffc3fffffffffff87fffffffffff)
            let l := and(v, 0xf000000000001e000000000003c000000000007800000000000f)
            v := sub(add(h, 0x7f00000100000fe00000200001fc00000400003f800000800007f000001), mul(l, 0x7f00000))
            value := sub(v, mul(and(shr(28, mul(and(shr(24, v), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice Folds a row of 2^logArity values of any arity, slowly: for the odd round of a schedule.
    /// @param row The address of the row, whose elements the caller has found canonical.
    /// @param beta The challenge.
    /// @param xInverse 1/x, canonical.
    function fold(uint256 row, uint256 logArity, Ext5 beta, uint256 xInverse) internal pure returns (Ext5 value) {
        Ext5[] memory values = new Ext5[](1 << logArity);
        unchecked {
            // Addresses in memory do not wrap.
            for (uint256 j = 0; j < values.length; ++j) {
                uint256 word;
                assembly ("memory-safe") {
                    word := mload(add(row, mul(20, j)))
                }
                values[j] = KoalaBearExt5.spread(word);
            }
            for (uint256 k = logArity; k > 0; --k) {
                // Values j and j + half are at a point and its negative: their even and odd parts, at the square.
                uint256 half = 1 << (k - 1);
                uint256 rootInverse = KoalaBear.inverse(KoalaBear.twoAdicGenerator(k));
                uint256 pointInverse = KoalaBear.mul(xInverse, HALF);
                for (uint256 j = 0; j < half; ++j) {
                    Ext5 odd = (values[j] - values[j + half]).mulBase(pointInverse);
                    values[j] = (values[j] + values[j + half]).mulBase(HALF) + odd * beta;
                    pointInverse = KoalaBear.mul(pointInverse, rootInverse);
                }
                beta = beta * beta;
                xInverse = KoalaBear.mul(xInverse, xInverse);
            }
        }
        value = values[0];
    }

    /// @dev Four times the fold of the four values at row, row + stride, ..., before the last reduction of lanes.
    function foldRow4(uint256 row, uint256 stride, uint256 y) private pure returns (uint256 value) {
        uint256 e0;
        uint256 e1;
        uint256 e2;
        uint256 e3;
        assembly ("memory-safe") {
            // Each as `spread` of KoalaBearExt5.
            let w := mload(row)
            e0 := or(or(shr(224, w), and(shr(141, w), LANE_1)), and(shr(58, w), LANE_2))
            e0 := or(or(e0, and(shl(25, w), LANE_3)), and(shl(108, w), LANE_4))
            w := mload(add(row, stride))
            e1 := or(or(shr(224, w), and(shr(141, w), LANE_1)), and(shr(58, w), LANE_2))
            e1 := or(or(e1, and(shl(25, w), LANE_3)), and(shl(108, w), LANE_4))
            w := mload(add(row, shl(1, stride)))
            e2 := or(or(shr(224, w), and(shr(141, w), LANE_1)), and(shr(58, w), LANE_2))
            e2 := or(or(e2, and(shl(25, w), LANE_3)), and(shl(108, w), LANE_4))
            w := mload(add(row, mul(3, stride)))
            e3 := or(or(shr(224, w), and(shr(141, w), LANE_1)), and(shr(58, w), LANE_2))
            e3 := or(or(e3, and(shl(25, w), LANE_3)), and(shl(108, w), LANE_4))
        }
        value = fold4(e0, e1, e2, e3, y);
        assembly ("memory-safe") {
            value := sub(value, mul(and(shr(28, mul(and(shr(24, value), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @dev Four times the fold of weak elements at the points x I^j, I = w_4, for y = beta / x; lanes are below 2^51.
    function fold4(uint256 e0, uint256 e1, uint256 e2, uint256 e3, uint256 y) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            let z := shl(16, y)
            z := sub(z, mul(and(shr(28, mul(and(shr(24, z), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
            // The coefficients, times four, are c0 = s + t, c1 = d + v, c2 = s - t and c3 = d - v. Only c3 becomes a factor and is
            // reduced; the others, below 2^44 in each lane, are summands.
            let s := add(e0, e2)
            let d := sub(add(e0, TWO_P), e2)
            let t := add(e1, e3)
            // v = (e1 - e3) / I; 1/I and 2^16 / I are small, so a lane is below 2^43.
            let v := sub(add(e1, TWO_P), e3)
            v := add(mul(and(v, LOW_16), 0xfeffff), mul(and(shr(16, v), LOW_17), 0x1fefdfe))
            // The constant is the least multiple of p in each lane that no v exceeds.
            value := sub(add(d, 0x4fd71000a0f009fae200141e013f5c400283c027eb8800507804fd71000a0f), v)
            value := sub(value, mul(and(shr(28, mul(and(shr(24, value), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
            // Horner's rule, products as in `mulAdd` of KoalaBearExt5.
            let hi := mulmod(z, and(shr(16, value), LOW_16), QUINTIC)
            value := mulmod(y, and(value, LOW_16), QUINTIC)
            value := addmod(add(add(value, PRODUCT_OFFSET), sub(add(s, FOUR_P), t)), hi, QUINTIC)
            value := sub(value, mul(and(shr(28, mul(and(shr(24, value), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
            hi := mulmod(z, and(shr(16, value), LOW_16), QUINTIC)
            value := mulmod(y, and(value, LOW_16), QUINTIC)
            value := addmod(add(add(value, PRODUCT_OFFSET), add(d, v)), hi, QUINTIC)
            value := sub(value, mul(and(shr(28, mul(and(shr(24, value), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
            hi := mulmod(z, and(shr(16, value), LOW_16), QUINTIC)
            value := mulmod(y, and(value, LOW_16), QUINTIC)
            value := addmod(add(add(value, PRODUCT_OFFSET), add(s, t)), hi, QUINTIC)
        }
    }

    /// @dev A prepared point factor times an element of the base field.
    function point(uint256 factor, uint256 s) private pure returns (uint256 y) {
        assembly ("memory-safe") {
            // As `mulBase` of KoalaBearExt5, whose halves are stored.
            y := add(mul(mload(factor), s), mul(mload(add(factor, 32)), mod(shl(16, s), P)))
            y := sub(y, mul(and(shr(28, mul(and(shr(24, y), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    function fourthPower(uint256 s) private pure returns (uint256 power) {
        assembly ("memory-safe") {
            power := mul(s, s)
            power := mod(mul(power, power), P)
        }
    }

    function write(uint256 to, Ext5 factor) private pure {
        assembly ("memory-safe") {
            mstore(to, and(factor, LOW_16))
            mstore(add(to, 32), and(shr(16, factor), LOW_16))
        }
    }

    function allocate(uint256 size) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(0x40, add(start, size))
        }
    }
}
