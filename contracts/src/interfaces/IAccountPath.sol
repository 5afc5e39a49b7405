// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Paths of the account tree, as a contract of its own
interface IAccountPath {
    /// @notice The state root of a state in which an account has a balance. Reverts unless all words are canonical.
    /// @param index The account, the position of its leaf.
    /// @param publicKey Its key.
    /// @param balance Its balance in gwei.
    /// @param lastSlot The last slot that it used.
    /// @param accountCount How many accounts the state has.
    /// @param siblings What stands beside its path, from the leaf up.
    /// @return root The state root.
    function stateRoot(
        uint24 index,
        bytes32 publicKey,
        uint64 balance,
        uint24 lastSlot,
        uint32 accountCount,
        bytes32[24] calldata siblings
    ) external view returns (bytes32 root);
}
