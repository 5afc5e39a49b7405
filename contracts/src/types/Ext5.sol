// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    CARRY_AT_P,
    HIGH_27,
    LOW_16,
    LOW_2,
    ONES,
    P,
    PRODUCT_OFFSET,
    QUINTIC,
    QUOTIENT_23,
    RECIPROCAL,
    TWO_P
} from "./Ext5Lanes.sol";

/// @notice An element c0 + c1 X + c2 X^2 + c3 X^3 + c4 X^4 of F_p[X] / (X^5 + X^2 - 1), p = 2^31 - 2^24 + 1 (KoalaBear).
///
/// Lanes. The word holds coefficient c_i in bits 51 i .. 51 i + 50; bit 255 is zero. Read as an integer the word is the polynomial's
/// value at Z = 2^51, so the product of two words modulo Z^5 + Z^2 - 1 is the product of the elements, as long as every coefficient
/// of the result, taken as an integer with a sign, fits into 51 bits. One MULMOD multiplies and applies X^5 = 1 - X^2.
///
/// Weak form. A coefficient is below W = 2^32 - p = 2^31 + 2^24 - 1 and stands for its residue class; each function here takes weak
/// elements and yields a weak one. Only `canonical` yields the one form with coefficients below p: compare elements with `==`, never
/// their words.
///
/// IMPORTANT: words from outside must have canonical coefficients: `KoalaBearExt5.unpack` refuses others.
type Ext5 is uint256;

using {add as +, sub as -, mul as *, equal as ==, notEqual as !=} for Ext5 global;

/// @notice a + b.
function add(Ext5 a, Ext5 b) pure returns (Ext5 c) {
    assembly ("memory-safe") {
        // A lane of the sum is below 2 W. It loses q p, with q its bits from 31 on: at most W - 1 is left, for q = 0, 1 and 2 alike.
        c := add(a, b)
        c := sub(c, mul(and(shr(31, c), LOW_2), P))
    }
}

/// @notice a - b.
function sub(Ext5 a, Ext5 b) pure returns (Ext5 c) {
    assembly ("memory-safe") {
        // With 2 p added, a lane is positive and below W + 2 p; what `add` says holds up to there.
        c := sub(add(a, TWO_P), b)
        c := sub(c, mul(and(shr(31, c), LOW_2), P))
    }
}

/// @notice a b.
function mul(Ext5 a, Ext5 b) pure returns (Ext5 c) {
    assembly ("memory-safe") {
        // A lane has no room for the ten terms of a product of 32-bit coefficients, so b is cut into 16-bit halves:
        // a b = a lo + (2^16 a) hi, where the lanes of 2^16 a are reduced first.
        let h := shl(16, a)
        h := sub(h, mul(and(shr(28, mul(and(shr(24, h), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        let lo := mulmod(a, and(b, LOW_16), QUINTIC)
        let hi := mulmod(h, and(shr(16, b), LOW_16), QUINTIC)
        // lo is below 2^255 + 2^102 and the offset below 2^254, so their sum does not wrap; the whole sum is below QUINTIC, so that
        // ADDMOD changes nothing but what negative lanes borrowed.
        c := addmod(add(lo, PRODUCT_OFFSET), hi, QUINTIC)
        c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
    }
}

/// @notice Whether a and b are the same element, whatever their forms.
function equal(Ext5 a, Ext5 b) pure returns (bool same) {
    same = Ext5.unwrap(canonical(a - b)) == 0;
}

/// @notice Whether a and b are different elements.
function notEqual(Ext5 a, Ext5 b) pure returns (bool different) {
    different = Ext5.unwrap(canonical(a - b)) != 0;
}

/// @notice The same element with every coefficient below p.
function canonical(Ext5 a) pure returns (Ext5 c) {
    assembly ("memory-safe") {
        // One p is enough, for W <= 2 p.
        c := sub(a, mul(and(shr(31, add(a, CARRY_AT_P)), ONES), P))
    }
}
