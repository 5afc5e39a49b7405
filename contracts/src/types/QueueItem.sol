// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An item of the queue: what a batch has to contain, in the queue's order.
struct QueueItem {
    /// @dev The kind of the operation: 2 openAccount, 3 deposit, 5 forcedExit. Zero after `refundDeposit`.
    uint8 kind;
    /// @dev The account.
    uint24 index;
    /// @dev What the account gets, in gwei; zero for an exit, whose amount is the whole balance.
    uint64 amount;
    /// @dev When it was queued, in seconds.
    uint40 time;
    /// @dev The public key of an openAccount; who paid for a deposit; zero for an exit.
    bytes32 detail;
}

/// @notice An account to be opened.
struct AccountOpening {
    /// @dev Its public key, eight canonical words.
    bytes32 publicKey;
    /// @dev Who owns it on this chain.
    address owner;
    /// @dev What it begins with, in gwei.
    uint64 amount;
}
