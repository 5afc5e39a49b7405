// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Words as elements of the base field
/// @notice Eight elements are a word: big-endian fields of 32 bits, the first element highest.
library Elements {
    /// @dev 2^31 - p in each of eight 32-bit fields.
    uint256 private constant CARRY_AT_P = 0x00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff;

    /// @dev 2^31 in each of eight 32-bit fields.
    uint256 private constant BIT_31 = 0x8000000080000000800000008000000080000000800000008000000080000000;

    /// @dev All bits but the highest two in each of eight 32-bit fields.
    uint256 private constant LOW_30 = 0x3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff;

    /// @notice Whether all eight fields are below p.
    function isCanonical(bytes32 word) internal pure returns (bool canonical) {
        unchecked {
            // A field is refused when it has bit 31, or gets it from adding 2^31 - p. Only one that is refused anyway can carry.
            uint256 w = uint256(word);
            canonical = (w | (w + CARRY_AT_P)) & BIT_31 == 0;
        }
    }

    /// @notice A hash of 256 bits as elements: each field without its highest two bits.
    function ofHash(bytes32 hash) internal pure returns (bytes32 word) {
        word = bytes32(uint256(hash) & LOW_30);
    }

    /// @notice Writes the elements of a word to an array, one to an entry.
    /// @return next The place behind them.
    function write(bytes32 word, uint256[] memory values, uint256 place) internal pure returns (uint256 next) {
        for (uint256 i = 0; i < 8; ++i) {
            values[place + i] = (uint256(word) >> (224 - 32 * i)) & 0xffffffff;
        }
        next = place + 8;
    }

    /// @notice Writes the coefficients of a packed extension element to an array, c0 first.
    /// @return next The place behind them.
    function writeExt(uint160 packed, uint256[] memory values, uint256 place) internal pure returns (uint256 next) {
        for (uint256 i = 0; i < 5; ++i) {
            values[place + i] = (uint256(packed) >> (128 - 32 * i)) & 0xffffffff;
        }
        next = place + 5;
    }

    /// @notice Writes the limbs of an address to an array: 27 bits each, the lowest first, the last of 25 bits.
    /// @return next The place behind them.
    function writeAddress(address account, uint256[] memory values, uint256 place)
        internal
        pure
        returns (uint256 next)
    {
        for (uint256 i = 0; i < 6; ++i) {
            values[place + i] = (uint256(uint160(account)) >> (27 * i)) & 0x7ffffff;
        }
        next = place + 6;
    }
}
