// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBearExt5} from "../libraries/KoalaBearExt5.sol";
import {PackedRow} from "../libraries/PackedRow.sol";
import {Ext5} from "../types/Ext5.sol";

/// @title Reading parts of a proof from calldata into memory
/// @notice Offsets must lie inside the proof: `StarkVerifier` has compared its length with the sections before anything is read.
library ProofReading {
    /// @notice A base field element as it stands there; the caller refuses one that is not canonical.
    function readBase(bytes calldata proof, uint256 position) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(224, calldataload(add(proof.offset, position)))
        }
    }

    /// @notice Copies extension elements, four bytes a coefficient, and writes them to memory one by one in the lanes of `Ext5`.
    /// Reverts unless each coefficient is below p.
    /// @param to Where the first one goes: 32 bytes each.
    function readExtensions(bytes calldata proof, uint256 position, uint256 count, uint256 to) internal pure {
        uint256 words;
        uint256 packed;
        unchecked {
            // Counts are bounded by calldata.
            words = (20 * count + 31) / 32;
            packed = allocate(32 * words + 32);
        }
        assembly ("memory-safe") {
            // The rest of the last word is zero, which is canonical.
            mstore(add(packed, mul(32, sub(words, iszero(iszero(words))))), 0)
            calldatacopy(packed, add(proof.offset, position), mul(20, count))
        }
        PackedRow.requireCanonical(packed, words);
        for (uint256 i = 0; i < count; ++i) {
            Ext5 value;
            assembly ("memory-safe") {
                value := mload(packed)
                packed := add(packed, 20)
            }
            value = KoalaBearExt5.spread(Ext5.unwrap(value));
            assembly ("memory-safe") {
                mstore(to, value)
                to := add(to, 32)
            }
        }
    }

    /// @notice Copies a row of base field elements to memory and fills its last word with zeros.
    /// @param to Where the row goes; its memory has been allocated.
    /// @param width Elements.
    function readRow(bytes calldata proof, uint256 position, uint256 width, uint256 to) internal pure {
        assembly ("memory-safe") {
            mstore(add(to, and(shl(2, sub(width, 1)), not(31))), 0)
            calldatacopy(to, add(proof.offset, position), shl(2, width))
        }
    }

    /// @notice Copies a cap to memory, 32 bytes a digest, short ones followed by zeros.
    /// @return cap The address of the first digest.
    function readCap(bytes calldata proof, uint256 position, uint256 capHeight, uint256 digestBytes)
        internal
        pure
        returns (uint256 cap)
    {
        uint256 count = 1 << capHeight;
        unchecked {
            // A cap has at most 256 digests.
            cap = allocate(32 * count);
            uint256 mask = type(uint256).max << (8 * (32 - digestBytes));
            for (uint256 i = 0; i < count; ++i) {
                assembly ("memory-safe") {
                    mstore(
                        add(cap, shl(5, i)),
                        and(calldataload(add(proof.offset, add(position, mul(i, digestBytes)))), mask)
                    )
                }
            }
        }
    }

    /// @notice Takes memory.
    function allocate(uint256 size) internal pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(0x40, add(start, size))
        }
    }
}
