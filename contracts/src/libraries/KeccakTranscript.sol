// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../types/Ext5.sol";
import {HIGH_27, P, QUOTIENT_23, RECIPROCAL} from "../types/Ext5Lanes.sol";
import {KoalaBear} from "./KoalaBear.sol";
import {KoalaBearExt5} from "./KoalaBearExt5.sol";

/// @notice A transcript in memory: the address of the fields that `KeccakTranscript` keeps.
type Transcript is uint256;

using KeccakTranscript for Transcript global;

/// @title The public coin of proofs that are verified on chain (Fiat and Shamir, 1986)
/// @notice Prover and verifier observe the same values in the same order and draw the same challenges. The byte layouts:
///
/// Observe appends to a pending string: an element of the base field as four bytes, an extension element as its five coefficients,
/// the constant one first, a digest as 32 bytes, a short one followed by zeros. Integers are big-endian and canonical.
///
/// Before a challenge is drawn or work is checked, a pending string that is not empty is absorbed: state = keccak256(state ||
/// pending), and the counter becomes zero. The first state is zero.
///
/// Word i since the last absorption is keccak256(state || i in five bytes). An extension challenge is one fresh word: coefficient j
/// is its bits 51 j .. 51 j + 50 modulo p. Bits take 32-bit slices of a word, eight from each, the lowest first; a fresh word is drawn
/// when all are used, or after an absorption or an extension challenge.
///
/// Work is a witness with zeros in the low bits of keccak256(state || witness in four bytes), which becomes the state.
library KeccakTranscript {
    /// @notice More is observed without a challenge in between than the transcript was made for.
    error PendingTooLong();

    /// @notice A number of bits is not in 0 .. 30.
    error InvalidBits(uint256 bits);

    /// @notice The witness does not prove the work.
    error InvalidWitness();

    /// @notice The most bits of an integer or of work.
    uint256 internal constant MAX_BITS = 30;

    // Fields of a transcript in memory, by their distance from its address. The state stands before the pending string, so that
    // both are hashed where they are.
    uint256 private constant COUNTER = 0x00;
    uint256 private constant SLICES = 0x20;
    uint256 private constant LENGTH = 0x40;
    uint256 private constant CAPACITY = 0x60;
    uint256 private constant STATE = 0x80;
    uint256 private constant PENDING = 0xa0;

    /// @notice A transcript that has observed nothing.
    /// @param capacity The most bytes that are observed without a challenge in between.
    function create(uint256 capacity) internal pure returns (Transcript t) {
        assembly ("memory-safe") {
            t := mload(0x40)
            let size := add(PENDING, and(add(capacity, 63), not(31)))
            mstore(0x40, add(t, size))
            // Memory behind the free pointer may be dirty.
            calldatacopy(t, calldatasize(), size)
            mstore(add(t, CAPACITY), capacity)
        }
    }

    /// @notice Observes a canonical element of the base field.
    function observeBase(Transcript t, uint256 a) internal pure {
        uint256 to = extend(t, 4);
        assembly ("memory-safe") {
            // The bytes behind the pending string are free to be overwritten.
            mstore(to, shl(224, a))
        }
    }

    /// @notice Observes an extension element.
    function observe(Transcript t, Ext5 a) internal pure {
        uint256 packed = KoalaBearExt5.pack(a);
        uint256 to = extend(t, 20);
        assembly ("memory-safe") {
            mstore(to, shl(96, packed))
        }
    }

    /// @notice Observes a digest.
    function observe(Transcript t, bytes32 digest) internal pure {
        uint256 to = extend(t, 32);
        assembly ("memory-safe") {
            mstore(to, digest)
        }
    }

    /// @notice Observes bytes as they are: packed elements, which the caller must find canonical, or digests of 32 bytes.
    function observe(Transcript t, bytes calldata data) internal pure {
        uint256 to = extend(t, data.length);
        assembly ("memory-safe") {
            calldatacopy(to, data.offset, data.length)
        }
    }

    /// @notice As `observe`, from memory.
    function observeMemory(Transcript t, bytes memory data) internal pure {
        uint256 to = extend(t, data.length);
        assembly ("memory-safe") {
            mcopy(to, add(data, 32), mload(data))
        }
    }

    /// @notice Observes digests of 32 bytes at an address.
    function observeWords(Transcript t, uint256 words, uint256 count) internal pure {
        uint256 to = extend(t, count << 5);
        assembly ("memory-safe") {
            mcopy(to, words, shl(5, count))
        }
    }

    /// @notice Draws a challenge from the extension field, in weak form.
    function sampleExt(Transcript t) internal pure returns (Ext5 challenge) {
        uint256 w = draw(t);
        assembly ("memory-safe") {
            mstore(add(t, SLICES), 0)
            // The word without its highest bit is five lanes already.
            w := and(w, not(shl(255, 1)))
            challenge := sub(w, mul(and(shr(28, mul(and(shr(24, w), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }

    /// @notice Draws an integer below 2^bits.
    function sampleBits(Transcript t, uint256 bits) internal pure returns (uint256 value) {
        if (bits > MAX_BITS) revert InvalidBits(bits);
        uint256 slices;
        assembly ("memory-safe") {
            // Unused slices, the next one lowest, under a one that says how many there are: 0 and 1 mean none.
            slices := mload(add(t, SLICES))
        }
        if (slices < 2 || pendingLength(t) != 0) {
            uint256 w = draw(t);
            assembly ("memory-safe") {
                value := and(w, 0xffffffff)
                slices := or(shr(32, w), shl(224, 1))
            }
        } else {
            assembly ("memory-safe") {
                value := and(slices, 0xffffffff)
                slices := shr(32, slices)
            }
        }
        assembly ("memory-safe") {
            mstore(add(t, SLICES), slices)
            value := and(value, sub(shl(bits, 1), 1))
        }
    }

    /// @notice Absorbs a witness of work and reverts unless it proves the work. With zero bits nothing is absorbed, and only the
    /// witness zero is right.
    function requireWork(Transcript t, uint256 bits, uint256 witness) internal pure {
        if (bits > MAX_BITS) revert InvalidBits(bits);
        KoalaBear.requireCanonical(witness);
        if (bits == 0) {
            if (witness != 0) revert InvalidWitness();
            return;
        }
        absorb(t);
        observeBase(t, witness);
        absorb(t);
        uint256 low;
        assembly ("memory-safe") {
            low := and(mload(add(t, STATE)), sub(shl(bits, 1), 1))
        }
        if (low != 0) revert InvalidWitness();
    }

    /// @dev A word that was not drawn before.
    function draw(Transcript t) private pure returns (uint256 w) {
        absorb(t);
        assembly ("memory-safe") {
            let counter := mload(t)
            mstore(t, add(counter, 1))
            // Nothing is pending, so the counter may stand where the pending string begins.
            mstore(add(t, PENDING), shl(216, counter))
            w := keccak256(add(t, STATE), 37)
        }
    }

    /// @dev Takes the pending string into the state.
    function absorb(Transcript t) private pure {
        assembly ("memory-safe") {
            let length := mload(add(t, LENGTH))
            if length {
                let state := add(t, STATE)
                mstore(state, keccak256(state, add(length, 32)))
                mstore(add(t, LENGTH), 0)
                mstore(add(t, COUNTER), 0)
                mstore(add(t, SLICES), 0)
            }
        }
    }

    /// @dev Makes the pending string longer and says where the new bytes go. A word may be written there.
    function extend(Transcript t, uint256 count) private pure returns (uint256 to) {
        uint256 length = pendingLength(t);
        uint256 capacity;
        assembly ("memory-safe") {
            capacity := mload(add(t, CAPACITY))
        }
        if (count > capacity - length) revert PendingTooLong();
        assembly ("memory-safe") {
            mstore(add(t, LENGTH), add(length, count))
            to := add(add(t, PENDING), length)
        }
    }

    function pendingLength(Transcript t) private pure returns (uint256 length) {
        assembly ("memory-safe") {
            length := mload(add(t, LENGTH))
        }
    }
}
