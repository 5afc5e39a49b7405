// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LATE_OPEN_TIMES} from "../generated/MeshLimits.sol";
import {IMeshRollup} from "../interfaces/IMeshRollup.sol";
import {Elements} from "../libraries/Elements.sol";
import {FinalStatement} from "../libraries/FinalStatement.sol";
import {PayeeList} from "../libraries/PayeeList.sol";
import {ProofTree} from "../libraries/ProofTree.sol";
import {RewardShares, Rewards} from "../libraries/Rewards.sol";
import {Batch, BatchStatus, SettleInput} from "../types/Batch.sol";
import {Earnings, EarningsLibrary} from "../types/Earnings.sol";
import {MeshState} from "../types/MeshState.sol";
import {MeshClaims} from "./MeshClaims.sol";

/// @title Settlement and payouts
abstract contract MeshSettlement is MeshClaims {
    /// @dev Positions, submitter and sequencer.
    uint256 private constant EARNERS_MAX = ProofTree.POSITIONS_MAX + 2;

    /// @inheritdoc IMeshRollup
    function settle(Batch calldata batch, SettleInput calldata input, bytes calldata proof) external {
        requireStatus(batch, BatchStatus.Committed);
        MeshState memory s = _state;
        requireNotFrozen(s);
        if (batch.index != s.liveFrom) revert NotFirstLive(batch.key);
        requireInput(batch, input);
        uint256[] memory values = FinalStatement.build(batch, input, domain(), stateRoot);
        if (!verifier.verify(values, proof)) revert InvalidProof();

        uint256 elapsed = block.timestamp - clockStart(batch, s);
        setStatus(batch, BatchStatus.Settled);
        if (elapsed > LATE_OPEN_TIMES * OPEN_TIME) fail(s);
        ++s.liveFrom;
        s.settledHead = batch.queueHeadAfter;
        s.settledTime = uint40(block.timestamp);
        _state = s;
        stateRoot = input.stateOut;
        pay(batch, input, elapsed);
    }

    /// @inheritdoc IMeshRollup
    function creditPayouts(Batch calldata batch, uint256[] calldata payouts) external {
        requireStatus(batch, BatchStatus.Settled);
        if (keccak256(abi.encodePacked(payouts)) != batch.payoutsHash) revert WrongPayouts();
        setStatus(batch, BatchStatus.Credited);
        uint256 total = 0;
        for (uint256 i = 0; i < payouts.length; ++i) {
            uint256 amount = uint64(payouts[i]);
            total += amount;
            credit(ownerOf[uint32(payouts[i] >> 64)], amount * 1 gwei);
        }
        takeEscrow(total);
        emit PayoutsCredited(batch.key, total * 1 gwei);
    }

    /// @inheritdoc IMeshRollup
    function rewardsNow(Batch calldata batch) external view returns (uint256 leaf, uint256 merge, uint256 finaliser) {
        RewardShares memory r = sharesAt(batch, block.timestamp - clockStart(batch, _state));
        return (r.leaf, r.merge, r.finaliser);
    }

    /// @dev Shares out the batch's pot, forced fees and bond.
    function pay(Batch calldata batch, SettleInput calldata input, uint256 elapsed) private {
        Earnings memory earnings = EarningsLibrary.create(EARNERS_MAX);
        RewardShares memory r = sharesAt(batch, elapsed);
        uint256 shardCount = batch.shardCount;
        uint256 count = ProofTree.count(shardCount);
        for (uint256 place = 0; place < count; ++place) {
            address payee = PayeeList.payeeAt(input.payees, place);
            if (payee == address(0)) revert ZeroPayee();
            earnings.add(payee, place < shardCount ? r.leaf : r.merge);
        }
        uint256 refund = SETTLE_GAS * block.basefee;
        if (refund > REFUND_MAX) refund = REFUND_MAX;
        earnings.add(input.submitter, r.finaliser + refund);
        uint256 reward = r.leaf * shardCount + r.merge * (shardCount - 1) + r.finaliser + refund;
        uint256 bondBurned = Rewards.bondLost(batch.bond, elapsed, OPEN_TIME);
        if (bondBurned != 0) burned += bondBurned;
        // What is left of escrow, fees and bond, dust of the divisions among it.
        earnings.add(batch.sequencer, escrowFor(batch.pot) + batch.forcedFees + batch.bond - reward - bondBurned);
        emit BatchSettled(batch.key, input.submitter, input.stateOut, input.attribution, reward, refund, bondBurned);
        settleClaims(batch, input.payees, elapsed, earnings);
        earnings.clear();
        for (uint256 i = 0; i < earnings.count; ++i) {
            credit(earnings.accounts[i], earnings.amounts[i]);
        }
    }

    function sharesAt(Batch calldata batch, uint256 elapsed) private view returns (RewardShares memory r) {
        uint256 pot = Rewards.potAt(batch.pot, elapsed, OPEN_TIME, RAMP_MAX);
        r = Rewards.shares(pot + batch.forcedFees, batch.shardCount);
    }

    /// @dev Reverts unless words are canonical, payees as many as positions, and there is a submitter.
    function requireInput(Batch calldata batch, SettleInput calldata input) private pure {
        if (!Elements.isCanonical(input.stateOut)) revert NotCanonical(input.stateOut);
        if (!Elements.isCanonical(input.attribution)) revert NotCanonical(input.attribution);
        uint256 expected = 20 * ProofTree.count(batch.shardCount);
        if (input.payees.length != expected) revert PayeesLength(input.payees.length, expected);
        if (input.submitter == address(0)) revert ZeroPayee();
    }
}
