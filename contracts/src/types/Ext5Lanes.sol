// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Constants of the five 51-bit lanes in which `Ext5` holds its coefficients. "In each lane" means times ONES.
//
// Division by p in all lanes at once ("the lanes are reduced") is
//     q := and(shr(28, mul(and(shr(24, x), HIGH_27), RECIPROCAL)), QUOTIENT_23)        x := sub(x, mul(q, P))
// For a lane x below 2^51, q = floor(floor(x / 2^24) RECIPROCAL / 2^28) is at most floor(x / p), so no lane borrows; and x / p - q is
// below 2^24 / p + 2^27 (2^52 / p - RECIPROCAL) / 2^28 + 1 < 1.012, so what is left is below 1.012 p < W = 2^32 - p.

/// @dev The modulus p of KoalaBear.
uint256 constant P = 0x7f000001;

/// @dev 1 in each lane.
uint256 constant ONES = 0x1000000000000200000000000040000000000008000000000001;

/// @dev 3 in each lane: the bits above 31 of a lane below 2^33.
uint256 constant LOW_2 = 0x30000000000006000000000000c0000000000018000000000003;

/// @dev 2^16 - 1 in each lane: half a coefficient.
uint256 constant LOW_16 = 0xffff000000001fffe000000003fffc000000007fff800000000ffff;

/// @dev 2^17 - 1 in each lane: the bits from 16 on of a lane below 2^33.
uint256 constant LOW_17 = 0x1ffff000000003fffe000000007fffc00000000ffff800000001ffff;

/// @dev 2^27 - 1 in each lane: the bits of a lane from 24 on.
uint256 constant HIGH_27 = 0x7ffffff000000ffffffe000001ffffffc000003ffffff8000007ffffff;

/// @dev 2^23 - 1 in each lane: room for a quotient.
uint256 constant QUOTIENT_23 = 0x7fffff0000000fffffe0000001fffffc0000003fffff80000007fffff;

/// @dev floor(2^52 / p).
uint256 constant RECIPROCAL = 0x204081;

/// @dev 2^31 - p in each lane: added to a lane below W, it sets bit 31 exactly when the lane is at least p.
uint256 constant CARRY_AT_P = 0xffffff0000001fffffe0000003fffffc0000007fffff8000000ffffff;

/// @dev 2 p in each lane, which is not below W.
uint256 constant TWO_P = 0xfe00000200001fc00000400003f800000800007f00000100000fe000002;

/// @dev 4 p in each lane, which is not below 2 W.
uint256 constant FOUR_P = 0x1fc00000400003f800000800007f00000100000fe00000200001fc000004;

/// @dev Z^5 + Z^2 - 1 at Z = 2^51.
uint256 constant QUINTIC = 0x800000000000000000000000000000000000003fffffffffffffffffffffffff;

/// @dev What keeps the lanes of a product modulo QUINTIC positive. Let T = (W - 1) (65535 + floor((W - 1) / 2^16)), the largest
/// product of two weak coefficients that are multiplied by halves. X^5 = 1 - X^2 gives a product at most 1, 0, 4, 3 and 2 negative
/// terms in lanes 0 to 4, and at most 5, 5, 6, 5 and 5 positive ones. This constant holds the least multiple of p not below
/// T, 0, 4 T, 3 T and 2 T. The sum in a lane is then below 0.948 2^51, so at least 2^46 is left for something to be added.
uint256 constant PRODUCT_OFFSET = 0x1840063030e1d48c00aa092a56c20011c1870e40000000000000c2007101870f;
