// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EXPIRY_OPEN_TIMES, FORCED_DUE_MAX, LIVE_BATCHES_MAX} from "../generated/MeshLimits.sol";
import {IMeshRollup} from "../interfaces/IMeshRollup.sol";
import {Batch, BatchInput, BatchStatus} from "../types/Batch.sol";
import {BatchSummary} from "../types/BatchSummary.sol";
import {MeshState} from "../types/MeshState.sol";
import {QueueItem} from "../types/QueueItem.sol";
import {MeshClaims} from "./MeshClaims.sol";
import {MeshQueue} from "./MeshQueue.sol";

/// @title Commit and expiry
/// @notice The live batches are those with indices from `liveFrom` to `nextIndex`; each builds on the one before it, the first on the
/// last settled one. An expiry makes `liveFrom` the next index, and the tip the last settled batch again.
abstract contract MeshBatches is MeshClaims, MeshQueue {
    /// @inheritdoc IMeshRollup
    function commitBatch(BatchInput calldata input) external payable returns (bytes32 key) {
        MeshState memory s = _state;
        requireNotFrozen(s);
        if (input.parent != tip) revert WrongParent(input.parent, tip);
        if (s.nextIndex - s.liveFrom >= LIVE_BATCHES_MAX) revert TooManyLiveBatches();
        uint256 bond = requiredBond();
        takeBondAndEscrow(bond, input.pot);

        Batch memory batch;
        batch.index = s.nextIndex++;
        batch.parent = input.parent;
        batch.sequencer = msg.sender;
        batch.dataOut = input.dataOut;
        batch.pot = input.pot;
        batch.bond = uint96(bond);
        batch.totalStake = uint96(registry.totalActiveStake());
        batch.commitTime = uint40(block.timestamp);
        batch.commitBlock = uint64(block.number);
        bytes32 dataHash = readData(input, batch, s);
        key = keccak256(
            abi.encode(
                domain(),
                batch.index,
                batch.parent,
                dataHash,
                batch.dataOut,
                input.witnessHash,
                batch.shardCount,
                batch.queueHeadBefore,
                msg.sender
            )
        );
        batch.key = key;
        _batches[key] = keccak256(abi.encode(batch, BatchStatus.Committed));
        tip = key;
        _state = s;
        emit BatchCommitted(key, msg.sender, batch, dataHash, input.witnessHash, block.prevrandao);
    }

    /// @inheritdoc IMeshRollup
    function expireBatch(Batch calldata batch) external {
        requireStatus(batch, BatchStatus.Committed);
        MeshState memory s = _state;
        uint256 refund = escrowFor(batch.pot);
        if (s.frozen || batch.index < s.liveFrom) {
            setStatus(batch, BatchStatus.Pruned);
            refund += batch.bond;
            emit BatchPruned(batch.key);
        } else {
            if (batch.index != s.liveFrom) revert NotFirstLive(batch.key);
            uint256 expiry = clockStart(batch, s) + EXPIRY_OPEN_TIMES * OPEN_TIME;
            if (block.timestamp < expiry) revert NotExpired(expiry);
            setStatus(batch, BatchStatus.Expired);
            fail(s);
            s.liveFrom = s.nextIndex;
            s.committedHead = s.settledHead;
            _state = s;
            tip = batch.parent;
            burned += batch.bond;
            emit BatchExpired(batch.key, batch.bond);
        }
        credit(batch.sequencer, refund);
        releaseClaims(batch);
    }

    /// @dev Keeps bond and escrow of what was sent and credits the rest to the sender.
    function takeBondAndEscrow(uint256 bond, uint96 pot) private {
        uint256 needed = bond + escrowFor(pot);
        if (msg.value < needed) revert ValueTooSmall(msg.value, needed);
        credit(msg.sender, msg.value - needed);
    }

    /// @dev Fills in what the data says and moves the committed head past the items that it consumes.
    function readData(BatchInput calldata input, Batch memory batch, MeshState memory s)
        private
        view
        returns (bytes32 dataHash)
    {
        BatchSummary memory summary = reader.read(input.data, input.dataOut, domain());
        batch.shardCount = uint32(summary.shardCount);
        batch.z = summary.z;
        batch.y = summary.y;
        batch.payoutsHash = summary.payoutsHash;
        batch.payoutCount = uint32(summary.payoutCount);
        batch.queueHeadBefore = s.committedHead;
        consume(input.data, summary.queued, s);
        batch.queueHeadAfter = s.committedHead;
        batch.forcedFees = uint96(summary.queued.length * FORCED_FEE);
        dataHash = summary.dataHash;
    }

    /// @dev Compares the operations at the given places with the queue, item by item.
    function consume(bytes calldata data, uint256[] memory places, MeshState memory s) private view {
        uint256 id = s.committedHead;
        for (uint256 i = 0; i < places.length; ++i) {
            if (id >= s.queueTail || !matches(_queue[id], data, places[i])) revert NotNextItem(id);
            ++id;
        }
        s.committedHead = uint32(id);
        if (places.length >= FORCED_DUE_MAX || id >= s.queueTail) return;
        if (_queue[id].time + FORCED_DEADLINE < block.timestamp) revert ItemOverdue(id);
    }

    /// @dev Whether the operation at a place is what an item asks for. The reader found it whole.
    function matches(QueueItem storage item, bytes calldata data, uint256 place) private view returns (bool same) {
        (uint256 kind, uint256 index, uint256 amount) = (item.kind, item.index, item.amount);
        uint256 operation = uint256(bytes32(data[place:place + 12])) >> 160;
        if (kind == FORCED_EXIT) return operation >> 64 == (kind << 24) | index;
        if (operation != (kind << 88) | (index << 64) | amount) return false;
        return kind != OPEN_ACCOUNT || bytes32(data[place + 12:place + 44]) == item.detail;
    }
}
