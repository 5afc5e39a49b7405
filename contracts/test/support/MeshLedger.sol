// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MODEL_ACCOUNTS, ModelBatch, ModelClaim, ModelItem, ModelRewards, ModelState} from "./MeshModel.sol";
import {MeshWorld} from "./MeshWorld.sol";
import {PathDouble} from "./PathDouble.sol";

/// @notice The model of what the contracts must hold and owe, kept beside them.
abstract contract MeshLedger is MeshWorld {
    uint256 internal constant REFUND = 0.035 ether;

    /// @notice The first call that ended otherwise than it must.
    string public violation;

    /// @notice How often each action took effect.
    mapping(string action => uint256) public done;

    // What the model says.
    mapping(address account => uint256) public due;
    mapping(address node => uint256) public stakes;
    mapping(address node => uint256) public locked;
    mapping(uint32 index => bool) public escaped;
    uint256 public burnedBonds;
    uint256 public burnedStakes;
    uint256 public escapedTotal;
    uint256 public liveFrom;
    uint256 public settledHead;
    uint256 public committedHead;
    uint256 public lastSettled;
    bool public frozen;

    ModelState internal _settled;
    ModelItem[] internal _items;
    ModelBatch[] internal _batches;
    mapping(uint256 batch => ModelClaim[]) internal _claims;
    mapping(address node => uint256) internal _exitAt;
    mapping(address node => uint256) internal _addedAt;
    address[] internal _owners;
    address[5] internal _actors = [address(0x101), address(0x102), address(0x103), address(0x104), address(0x105)];
    PathDouble internal _paths;

    // What the invariants compare

    function actor(uint256 seed) public view returns (address) {
        return _actors[seed % _actors.length];
    }

    function contracts() external view returns (address mesh, address stakes_) {
        return (address(rollup), address(registry));
    }

    function itemCount() external view returns (uint256) {
        return _items.length;
    }

    function batchCount() external view returns (uint256) {
        return _batches.length;
    }

    function batchAt(uint256 n) external view returns (Batch memory, BatchStatus) {
        return (_batches[n].batch, _batches[n].status);
    }

    /// @notice Wei for batches that are neither settled nor ended, and the fees of items that are neither served nor refunded.
    function heldForBatchesAndItems() external view returns (uint256 held) {
        for (uint256 n = 0; n < _batches.length; n++) {
            if (_batches[n].status != BatchStatus.Committed) continue;
            Batch memory batch = _batches[n].batch;
            held += batch.bond + uint256(batch.pot) * 5 + REFUND_MAX;
        }
        for (uint256 id = settledHead; id < _items.length; id++) {
            if (!_items[id].refunded) held += FORCED_FEE;
        }
    }

    /// @notice Gwei that accounts own: settled balances that did not escape, payouts that are not credited, items that are not served.
    function ownedByAccounts() external view returns (uint256 owned) {
        for (uint256 i = 0; i < MODEL_ACCOUNTS; i++) {
            owned += _settled.balances[i];
        }
        owned -= escapedTotal;
        for (uint256 n = 0; n < _batches.length; n++) {
            if (_batches[n].status != BatchStatus.Settled) continue;
            for (uint256 i = 0; i < _batches[n].payouts.length; i++) {
                owned += uint64(_batches[n].payouts[i]);
            }
        }
        for (uint256 id = settledHead; id < _items.length; id++) {
            if (!_items[id].refunded) owned += _items[id].amount;
        }
    }

    // The model

    function clockOf(Batch memory batch) internal view returns (uint256) {
        return batch.commitTime < lastSettled ? lastSettled : batch.commitTime;
    }

    /// @dev Gives claimants what they claimed: those whose turn is not later than the last one.
    function heed(uint256 n, Batch memory batch, SettleInput memory input, uint256 lastTurn) internal view {
        for (uint256 i = 0; i < _claims[n].length; i++) {
            if (turnOf(n, i) > lastTurn) continue;
            ModelClaim memory c = _claims[n][i];
            for (uint256 bit = 0; bit < 64; bit++) {
                if ((c.positions >> bit) & 1 != 0) setPayee(input, placeOf(batch, c.level, bit), c.node);
            }
        }
    }

    /// @dev What the claims on a batch mean now: whether one that binds is ignored, and, to be applied, who is slashed.
    function judge(uint256 n, Batch memory batch, SettleInput memory input, bool apply_)
        internal
        returns (bool binding, uint256 slashed)
    {
        uint256 elapsed = time - clockOf(batch);
        for (uint256 i = 0; i < _claims[n].length; i++) {
            ModelClaim memory c = _claims[n][i];
            uint256 turn = OPEN_TIME + turnOf(n, i) * CLAIM_DELAY;
            bool binds =
                elapsed < OPEN_TIME ? time >= c.time + CLAIM_DELAY : elapsed >= turn && elapsed < turn + CLAIM_DELAY;
            bool over = elapsed >= turn + CLAIM_DELAY;
            uint256 bond = ModelRewards.bond(batch, c.level);
            if (apply_) locked[c.node] -= popcount(c.positions) * bond;
            for (uint256 bit = 0; bit < 64; bit++) {
                if ((c.positions >> bit) & 1 == 0) continue;
                address payee = payeeAt(input, placeOf(batch, c.level, bit));
                if (payee == c.node) continue;
                if (binds) binding = true;
                if (!over) continue;
                slashed += bond;
                if (!apply_) continue;
                stakes[c.node] -= bond;
                burnedStakes += bond - bond / 2;
                due[payee] += bond / 2;
                done["slash"]++;
            }
        }
    }

    /// @dev A claimant's place in the order of first claims.
    function turnOf(uint256 n, uint256 claim) internal view returns (uint256 turn) {
        ModelClaim[] storage claims = _claims[n];
        for (uint256 i = 0; i < claims.length; i++) {
            bool first = true;
            for (uint256 j = 0; j < i; j++) {
                if (claims[j].node == claims[i].node) first = false;
            }
            if (claims[i].node == claims[claim].node) return turn;
            if (first) turn++;
        }
    }

    function reward(Batch memory batch, SettleInput memory input) internal {
        uint256 elapsed = time - clockOf(batch);
        (uint256 leaf, uint256 merge, uint256 finaliser) =
            ModelRewards.shares(ModelRewards.total(batch, elapsed), batch.shardCount);
        uint256 left = uint256(batch.pot) * 5 + REFUND_MAX + batch.forcedFees + batch.bond;
        for (uint256 place = 0; place < 2 * uint256(batch.shardCount) - 1; place++) {
            uint256 share = place < batch.shardCount ? leaf : merge;
            due[payeeAt(input, place)] += share;
            left -= share;
        }
        due[input.submitter] += finaliser + REFUND;
        left -= finaliser + REFUND;
        uint256 lost = (uint256(batch.bond) * ModelRewards.lateness(elapsed)) / (2 * OPEN_TIME);
        burnedBonds += lost;
        due[batch.sequencer] += left - lost;
    }

    function release(uint256 n, Batch memory batch) internal {
        for (uint256 i = 0; i < _claims[n].length; i++) {
            ModelClaim memory c = _claims[n][i];
            locked[c.node] -= popcount(c.positions) * ModelRewards.bond(batch, c.level);
        }
    }

    function openClaims(address node) internal view returns (uint256 count) {
        for (uint256 n = 0; n < _batches.length; n++) {
            if (_batches[n].status != BatchStatus.Committed) continue;
            for (uint256 i = 0; i < _claims[n].length; i++) {
                if (_claims[n][i].node == node) count++;
            }
        }
    }

    function placeOf(Batch memory batch, uint256 level, uint256 index) internal pure returns (uint256 place) {
        place = index;
        for (uint256 below = 0; below < level; below++) {
            place += ModelRewards.positionsAt(batch.shardCount, below);
        }
    }

    function payeeAt(SettleInput memory input, uint256 place) internal pure returns (address payee) {
        bytes memory payees = input.payees;
        assembly ("memory-safe") {
            payee := shr(96, mload(add(add(payees, 32), mul(place, 20))))
        }
    }

    function popcount(uint64 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) {
            count++;
        }
    }

    function check(bool condition, string memory what) internal {
        if (!condition && bytes(violation).length == 0) violation = what;
    }
}
