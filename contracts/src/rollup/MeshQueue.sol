// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCOUNTS_MAX} from "../generated/MeshLimits.sol";
import {IMeshRollup} from "../interfaces/IMeshRollup.sol";
import {Elements} from "../libraries/Elements.sol";
import {MeshState} from "../types/MeshState.sol";
import {AccountOpening, QueueItem} from "../types/QueueItem.sol";
import {MeshStorage} from "./MeshStorage.sol";

/// @title Accounts and the queue
/// @notice One queue holds openings, deposits and forced exits. Whatever enters it can be proven when its turn comes: keys are canonical,
/// indices follow one another, accounts are opened before they are used, and no balance can overflow.
abstract contract MeshQueue is MeshStorage {
    uint8 internal constant OPEN_ACCOUNT = 2;
    uint8 internal constant DEPOSIT = 3;
    uint8 internal constant FORCED_EXIT = 5;

    /// @inheritdoc IMeshRollup
    function openAccount(bytes32 publicKey, address owner) external payable returns (uint32 index) {
        uint64 amount = paidAmount();
        MeshState memory s = _state;
        index = open(s, publicKey, owner, amount);
        _state.queueTail = s.queueTail;
        hold(amount);
    }

    /// @inheritdoc IMeshRollup
    function openAccounts(AccountOpening[] calldata openings) external payable returns (uint32 first) {
        if (openings.length == 0) revert NoAccounts();
        MeshState memory s = _state;
        first = accountCount;
        uint256 total = 0;
        for (uint256 i = 0; i < openings.length; ++i) {
            AccountOpening calldata opening = openings[i];
            open(s, opening.publicKey, opening.owner, opening.amount);
            total += opening.amount;
        }
        _state.queueTail = s.queueTail;
        hold(total);
        uint256 expected = openings.length * FORCED_FEE + total * 1 gwei;
        if (msg.value != expected) revert WrongValue(msg.value, expected);
    }

    /// @inheritdoc IMeshRollup
    function deposit(uint32 index, address owner) external payable {
        uint64 amount = paidAmount();
        if (amount == 0) revert ZeroDeposit();
        requireOwner(index, owner);
        uint256 id = enqueue(DEPOSIT, index, amount, bytes32(uint256(uint160(msg.sender))));
        hold(amount);
        emit DepositQueued(id, index, msg.sender, amount);
    }

    /// @inheritdoc IMeshRollup
    function requestForcedExit(uint32 index) external payable {
        if (msg.value != FORCED_FEE) revert WrongValue(msg.value, FORCED_FEE);
        requireOwner(index, msg.sender);
        uint256 id = enqueue(FORCED_EXIT, index, 0, 0);
        emit ForcedExitQueued(id, index, msg.sender);
    }

    function open(MeshState memory s, bytes32 publicKey, address owner, uint64 amount) private returns (uint32 index) {
        if (!Elements.isCanonical(publicKey)) revert NotCanonical(publicKey);
        if (owner == address(0)) revert ZeroOwner();
        index = accountCount;
        if (index >= ACCOUNTS_MAX) revert TooManyAccounts();
        accountCount = index + 1;
        ownerOf[index] = owner;
        uint256 id = put(s, OPEN_ACCOUNT, index, amount, publicKey);
        emit AccountQueued(id, index, owner, publicKey, amount);
    }

    function enqueue(uint8 kind, uint32 index, uint64 amount, bytes32 detail) private returns (uint256 id) {
        MeshState memory s = _state;
        id = put(s, kind, index, amount, detail);
        _state.queueTail = s.queueTail;
    }

    /// @dev Appends an item; the caller stores the new tail.
    function put(MeshState memory s, uint8 kind, uint32 index, uint64 amount, bytes32 detail)
        private
        returns (uint256 id)
    {
        requireNotFrozen(s);
        id = s.queueTail++;
        _queue[id] = QueueItem({
            kind: kind, index: uint24(index), amount: amount, time: uint40(block.timestamp), detail: detail
        });
    }

    /// @dev What was sent beside the fee, in gwei.
    function paidAmount() private view returns (uint64 amount) {
        if (msg.value < FORCED_FEE) revert WrongValue(msg.value, FORCED_FEE);
        uint256 value = msg.value - FORCED_FEE;
        if (value % 1 gwei != 0) revert NotInGwei(value);
        value /= 1 gwei;
        if (value > type(uint64).max) revert EscrowFull();
        amount = uint64(value);
    }

    /// @dev Adds gwei to what belongs to accounts of the rollup.
    function hold(uint256 amount) private {
        uint256 held = _escrow + amount;
        if (held > type(uint64).max) revert EscrowFull();
        _escrow = uint64(held);
    }

    function requireOwner(uint32 index, address owner) private view {
        if (owner == address(0) || ownerOf[index] != owner) revert NotOwner(index, owner);
    }
}
