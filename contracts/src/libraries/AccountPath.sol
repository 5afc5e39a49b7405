// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Poseidon1} from "./Poseidon1.sol";

/// @title Accounts in the rollup's state
/// @notice The account tree has depth 24. A leaf is H(public key, [balance in limbs of 22 bits, last slot, 0^4]); the state root is
/// H(root of the tree, [number of accounts, 0^7]). Digests are eight elements as big-endian words; words of p or more are refused.
library AccountPath {
    /// @notice The depth of the account tree.
    uint256 internal constant DEPTH = 24;

    /// @notice The state root of a state in which an account has a balance.
    /// @param index The account, the position of its leaf.
    /// @param publicKey Its key.
    /// @param balance Its balance in gwei.
    /// @param lastSlot The last slot that it used.
    /// @param accountCount How many accounts the state has.
    /// @param siblings What stands beside its path, from the leaf up.
    function stateRoot(
        uint24 index,
        bytes32 publicKey,
        uint64 balance,
        uint24 lastSlot,
        uint32 accountCount,
        bytes32[24] calldata siblings
    ) internal pure returns (bytes32 root) {
        root = leaf(publicKey, balance, lastSlot);
        for (uint256 level = 0; level < DEPTH; ++level) {
            bytes32 sibling = siblings[level];
            Poseidon1.requireCanonical(sibling);
            root = (index >> level) & 1 == 0 ? Poseidon1.compress(root, sibling) : Poseidon1.compress(sibling, root);
        }
        root = Poseidon1.compress(root, bytes32(uint256(accountCount) << 224));
    }

    /// @notice The leaf of an account.
    function leaf(bytes32 publicKey, uint64 balance, uint24 lastSlot) internal pure returns (bytes32 digest) {
        Poseidon1.requireCanonical(publicKey);
        uint256 limbs = (uint256(balance & 0x3fffff) << 224) | (uint256((balance >> 22) & 0x3fffff) << 192)
            | (uint256(balance >> 44) << 160) | (uint256(lastSlot) << 128);
        digest = Poseidon1.compress(publicKey, bytes32(limbs));
    }
}
