// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../interfaces/IMeshRollup.sol";
import {MeshState} from "../types/MeshState.sol";
import {QueueItem} from "../types/QueueItem.sol";
import {MeshQueue} from "./MeshQueue.sol";

/// @title Freeze, escape and refunds
abstract contract MeshExits is MeshQueue {
    /// @inheritdoc IMeshRollup
    function freeze() external {
        MeshState memory s = _state;
        requireNotFrozen(s);
        bool overdue = s.settledHead < s.queueTail && _queue[s.settledHead].time + FREEZE_TIME < block.timestamp;
        if (!overdue) revert NotFreezable();
        _state.frozen = true;
        emit Frozen(stateRoot);
    }

    /// @inheritdoc IMeshRollup
    function escape(
        uint32 index,
        bytes32 publicKey,
        uint64 balance,
        uint24 lastSlot,
        uint32 accounts,
        bytes32[24] calldata siblings
    ) external {
        if (!_state.frozen) revert NotFrozen();
        if (hasEscaped[index]) revert AlreadyEscaped(index);
        // The path has 24 levels, so an index of the tree has no higher bits; that of an account which is not open leads to no owner.
        if (index >= accounts || index >> 24 != 0) revert WrongPath();
        bytes32 root = accountPath.stateRoot(uint24(index), publicKey, balance, lastSlot, accounts, siblings);
        if (root != stateRoot) revert WrongPath();
        hasEscaped[index] = true;
        takeEscrow(balance);
        address owner = ownerOf[index];
        emit Escaped(index, owner, balance);
        credit(owner, uint256(balance) * 1 gwei);
    }

    /// @inheritdoc IMeshRollup
    function refundDeposit(uint256 id) external {
        MeshState memory s = _state;
        if (!s.frozen) revert NotFrozen();
        QueueItem memory item = _queue[id];
        if (id < s.settledHead || item.kind == 0) revert NotRefundable(id);
        delete _queue[id];
        takeEscrow(item.amount);
        address payer = item.kind == DEPOSIT ? address(uint160(uint256(item.detail))) : ownerOf[item.index];
        uint256 amount = uint256(item.amount) * 1 gwei + FORCED_FEE;
        emit ItemRefunded(id, payer, amount);
        credit(payer, amount);
    }
}
