// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "./KoalaBear.sol";

/// @title Powers of the root of unity of order 2^24
/// @notice Query points are such powers: the point i of a subgroup of order 2^k is the power i 2^(24 - k). A table of all powers
/// d 16^j, d < 16 and j < 6, makes each of them a product of six entries.
library TwoAdicPowers {
    /// @dev Entry d of window j is entry 16 j + d, in 32 bits, eight to a word, the first in the highest bits.
    uint256 private constant WORD_0 = 0x000000016ac49f8868e7dd492d5059a6205d63c31ca9a3b279f9d01d74a13cda;
    uint256 private constant WORD_1 = 0x484ef19b00e1983574381f4362d2cf1a7c72a14374baf1bf228fa9bf7deda280;
    uint256 private constant WORD_2 = 0x00000001514ddcad143ef8993440651f6c4a8a4550a00a342af20850294618a0;
    uint256 private constant WORD_3 = 0x163bd4994deb4cd54e38e7506839521c58ff6e9042f7bccd1974821349ef6cf3;
    uint256 private constant WORD_4 = 0x000000016e2f4d7a45a60e614cd7bb263e687d4d2a79b9944625f2a22cf219ca;
    uint256 private constant WORD_5 = 0x303964b27d7ab4647e3a7e880063424d300ba3ce32f3e5cc5f9907a95b51c378;
    uint256 private constant WORD_6 = 0x00000001768fc6fa7744959c437ce0a4334d48c7100753d775227a334451b86f;
    uint256 private constant WORD_7 = 0x27ad539b1078181c32313d6e122f94c954d783364ae7845b425d36ed49f18ebe;
    uint256 private constant WORD_8 = 0x0000000117668b8a29b75a80654a8bad5c4a5b993cc6248a586ff04e0a9a5626;
    uint256 private constant WORD_9 = 0x0a28f0312322d8145599fb2c74247efc64a0e08711e1ba5100d2f0dd4e64f821;
    uint256 private constant WORD_10 = 0x0000000108dbd69c6832fe4a27ae21e27e0100023a89a025174e365027dfce22;
    uint256 private constant WORD_11 = 0x7f0000007624296516cd01b75751de1f00feffff44765fdc67b1c9b1572031df;

    /// @notice Writes the table to free memory.
    /// @return table Its address, for the other functions.
    function load() internal pure returns (uint256 table) {
        assembly ("memory-safe") {
            table := mload(0x40)
            // The word behind the table may be read and is not used.
            mstore(0x40, add(table, 416))
            mstore(table, WORD_0)
            mstore(add(table, 32), WORD_1)
            mstore(add(table, 64), WORD_2)
            mstore(add(table, 96), WORD_3)
            mstore(add(table, 128), WORD_4)
            mstore(add(table, 160), WORD_5)
            mstore(add(table, 192), WORD_6)
            mstore(add(table, 224), WORD_7)
            mstore(add(table, 256), WORD_8)
            mstore(add(table, 288), WORD_9)
            mstore(add(table, 320), WORD_10)
            mstore(add(table, 352), WORD_11)
        }
    }

    /// @notice The power `exponent`, which is taken modulo 2^24, of the generator of order 2^24.
    function power(uint256 table, uint256 exponent) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            // An entry stands in the highest bits of the word at four times its number. Six factors of 31 bits need no reduction.
            value := shr(224, mload(add(table, and(shl(2, exponent), 60))))
            value := mul(value, shr(224, mload(add(add(table, 64), and(shr(2, exponent), 60)))))
            value := mul(value, shr(224, mload(add(add(table, 128), and(shr(6, exponent), 60)))))
            value := mul(value, shr(224, mload(add(add(table, 192), and(shr(10, exponent), 60)))))
            value := mul(value, shr(224, mload(add(add(table, 256), and(shr(14, exponent), 60)))))
            value := mul(value, shr(224, mload(add(add(table, 320), and(shr(18, exponent), 60)))))
            value := mod(value, 0x7f000001)
        }
    }

    /// @notice w^i for the generator w of order 2^logOrder.
    function pointOf(uint256 table, uint256 logOrder, uint256 i) internal pure returns (uint256 value) {
        value = power(table, i << distance(logOrder));
    }

    /// @notice w^-i for the generator w of order 2^logOrder.
    function inversePointOf(uint256 table, uint256 logOrder, uint256 i) internal pure returns (uint256 value) {
        unchecked {
            // Exponents are modulo 2^24, which divides 2^256.
            value = power(table, (0 - i) << distance(logOrder));
        }
    }

    function distance(uint256 logOrder) private pure returns (uint256 bits) {
        if (logOrder > KoalaBear.TWO_ADICITY) revert KoalaBear.NoSuchRoot(logOrder);
        unchecked {
            // Not negative, as was just checked.
            bits = KoalaBear.TWO_ADICITY - logOrder;
        }
    }
}
