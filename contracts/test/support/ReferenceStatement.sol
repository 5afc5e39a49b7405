// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReferenceExt5} from "./ReferenceExt5.sol";

/// @notice The final proof's public values by the book: the tree as its definition has it, all 127 addresses written out, Horner's rule
/// with schoolbook products.
library ReferenceStatement {
    uint256 private constant P = 0x7f000001;

    /// @notice The 75 values.
    /// @param domain As hash.
    /// @param key As hash.
    /// @param words stateIn, stateOut, dataOut, attribution.
    /// @param z Of the data, packed.
    /// @param y Of the data, packed.
    /// @param payees 20 bytes for each position.
    function values(
        bytes32 domain,
        bytes32 key,
        uint256 shardCount,
        bytes32[4] memory words,
        uint160 z,
        uint160 y,
        bytes memory payees,
        address submitter
    ) internal pure returns (uint256[] memory list) {
        uint256[5] memory z2 = challenge(keccak256(bytes.concat(keccak256(payees), words[3], key, bytes("payees"))));
        uint256[5] memory y2 = horner(addressesOf(payees, shardCount), z2);
        bytes memory encoded = bytes.concat(cut(domain), cut(key), bytes4(uint32(shardCount)), words[0], words[1]);
        encoded = bytes.concat(encoded, words[2], bytes20(z), bytes20(y), words[3], pack(z2), pack(y2));
        encoded = bytes.concat(encoded, limbs(submitter));
        list = new uint256[](encoded.length / 4);
        for (uint256 i = 0; i < list.length; ++i) {
            for (uint256 j = 0; j < 4; ++j) {
                list[i] = (list[i] << 8) | uint8(encoded[4 * i + j]);
            }
        }
    }

    /// @notice All positions of the tree of 64 leaves; those that do not exist are zero.
    function addressesOf(bytes memory payees, uint256 shardCount) internal pure returns (address[127] memory list) {
        uint256 place = 0;
        uint256 next = 0;
        for (uint256 level = 0; level < 7; ++level) {
            for (uint256 i = 0; i < 64 >> level; ++i) {
                if (exists(shardCount, level, i)) {
                    uint256 value = 0;
                    for (uint256 j = 0; j < 20; ++j) {
                        value = (value << 8) | uint8(payees[20 * next + j]);
                    }
                    list[place] = address(uint160(value));
                    ++next;
                }
                ++place;
            }
        }
    }

    /// @notice c = min(2^level, N - i 2^level) > 0, and the level is 0 or c > 2^(level - 1).
    function exists(uint256 shardCount, uint256 level, uint256 i) internal pure returns (bool yes) {
        uint256 size = 1 << level;
        if (i * size >= shardCount) return false;
        uint256 c = shardCount - i * size < size ? shardCount - i * size : size;
        yes = level == 0 || c > size / 2;
    }

    function horner(address[127] memory list, uint256[5] memory z) private pure returns (uint256[5] memory y) {
        for (uint256 i = 0; i < 127; ++i) {
            for (uint256 j = 0; j < 6; ++j) {
                y = ReferenceExt5.mul(y, z);
                y[0] = (y[0] + ((uint256(uint160(list[i])) >> (27 * j)) & (2 ** 27 - 1))) % P;
            }
        }
    }

    function challenge(bytes32 hash) private pure returns (uint256[5] memory c) {
        for (uint256 j = 0; j < 5; ++j) {
            c[j] = ((uint256(hash) >> (51 * j)) % 2 ** 51) % P;
        }
    }

    function pack(uint256[5] memory c) private pure returns (bytes memory) {
        return abi.encodePacked(uint32(c[0]), uint32(c[1]), uint32(c[2]), uint32(c[3]), uint32(c[4]));
    }

    function limbs(address account) private pure returns (bytes memory encoded) {
        for (uint256 j = 0; j < 6; ++j) {
            encoded = bytes.concat(encoded, bytes4(uint32((uint256(uint160(account)) >> (27 * j)) % 2 ** 27)));
        }
    }

    /// @dev Eight elements: each field without its top two bits.
    function cut(bytes32 hash) private pure returns (bytes32 word) {
        for (uint256 i = 0; i < 8; ++i) {
            word |= bytes32(((uint256(hash) >> (32 * i)) % 2 ** 30) << (32 * i));
        }
    }
}
