// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {Batch, BatchInput, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MeshWorld} from "../support/MeshWorld.sol";
import {SoundVerifier} from "../support/SoundVerifier.sol";
import {Test} from "../support/Test.sol";

/// @notice Attacks on the liveness of the rollup through its batches.
contract HaltingTest is Test, MeshWorld {
    function test_halting_by_unprovable_batches_costs_a_bond_that_doubles() external {
        uint256 bond = BASE_BOND;
        uint256 burned = 0;
        for (uint256 i = 0; i < 12; i++) {
            assertEq(rollup.requiredBond(), bond, "bond");
            Batch memory bad = commit(MALLORY, transfers(1), 0);
            assertEq(bad.bond, bond, "bond of the batch");
            forward(4 * OPEN_TIME);
            rollup.expireBatch(bad);
            burned += bond;
            assertEq(rollup.burned(), burned, "burned");
            if (i < 10) bond *= 2;
        }
        assertEq(bond, BASE_BOND << 10, "bond after ten failures and more");
        Batch memory good = commit(SEQUENCER, transfers(2), POT);
        settle(good, ALICE);
        assertEq(uint256(rollup.statusOf(good)), uint256(BatchStatus.Settled), "the next batch settles");
        assertEq(rollup.pending(MALLORY), 12 * REFUND_MAX, "escrow returns, bonds do not");
    }

    function test_halting_by_unprovable_batches_does_not_keep_the_bond_high() external {
        for (uint256 i = 0; i < 3; i++) {
            Batch memory bad = commit(MALLORY, transfers(1), 0);
            forward(4 * OPEN_TIME);
            rollup.expireBatch(bad);
        }
        assertEq(rollup.requiredBond(), 8 * BASE_BOND, "after three failures");
        forward(8 * OPEN_TIME - 1);
        assertEq(rollup.requiredBond(), 8 * BASE_BOND, "not yet forgotten");
        forward(1);
        assertEq(rollup.requiredBond(), 4 * BASE_BOND, "one is forgotten");
        forward(16 * OPEN_TIME);
        assertEq(rollup.requiredBond(), BASE_BOND, "all are");
    }

    function test_an_unprovable_batch_is_pruned_with_all_behind_it_and_they_are_refunded() external {
        uint32 index = open(ALICE, 5);
        deposit(BOB, index, ALICE, 7);
        Batch memory bad = commit(MALLORY, packOpen(index, 5, keyOf(ALICE)), POT);
        Batch memory second = commit(SEQUENCER, packDeposit(index, 7), POT);
        Batch memory third = commit(BOB, transfers(1), 2 * POT);
        assertEq(rollup.state().committedHead, 2, "committed head");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotFirstLive.selector, second.key));
        rollup.expireBatch(second);
        forward(4 * OPEN_TIME - 1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotExpired.selector, time + 1));
        rollup.expireBatch(bad);
        forward(1);
        rollup.expireBatch(bad);
        assertEq(rollup.state().committedHead, 0, "committed head goes back");
        assertEq(uint256(rollup.tip()), 0, "tip");
        rollup.expireBatch(third);
        rollup.expireBatch(second);
        assertEq(rollup.pending(SEQUENCER), BASE_BOND + rollup.escrowFor(POT), "refund of the second");
        assertEq(rollup.pending(BOB), BASE_BOND + rollup.escrowFor(2 * POT), "refund of the third");
        assertEq(rollup.pending(MALLORY), rollup.escrowFor(POT), "escrow of the expired");
        assertEq(rollup.burned(), BASE_BOND, "its bond");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, second.key));
        rollup.expireBatch(second);
        SettleInput memory input = settlement(second, ALICE, ALICE);
        prove(second, input);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, second.key));
        rollup.settle(second, input, PROOF);
        // The items are served by the next batch.
        Batch memory next =
            commit(SEQUENCER, bytes.concat(packOpen(index, 5, keyOf(ALICE)), packDeposit(index, 7)), POT);
        settle(next, ALICE);
        assertEq(rollup.state().settledHead, 2, "settled head");
    }

    function test_a_pruned_batch_cannot_settle_before_it_is_refunded() external {
        Batch memory bad = commit(MALLORY, transfers(1), 0);
        Batch memory behind = commit(MALLORY, transfers(2), 0);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(bad);
        SettleInput memory input = settlement(behind, MALLORY, MALLORY);
        prove(behind, input);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotFirstLive.selector, behind.key));
        rollup.settle(behind, input, PROOF);
        Batch memory next = commit(SEQUENCER, transfers(3), 0);
        input = settlement(behind, MALLORY, MALLORY);
        prove(behind, input);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotFirstLive.selector, behind.key));
        rollup.settle(behind, input, PROOF);
        settle(next, ALICE);
    }

    function test_halting_by_withheld_batches_burns_the_bond_with_time() external {
        Batch memory early = commit(SEQUENCER, transfers(1), 0);
        forward(2 * OPEN_TIME);
        settle(early, ALICE);
        assertEq(rollup.burned(), 0, "in time");
        assertEq(rollup.requiredBond(), BASE_BOND, "no failure");
        Batch memory late = commit(MALLORY, transfers(1), 0);
        forward(3 * OPEN_TIME);
        settle(late, ALICE);
        assertEq(rollup.burned(), BASE_BOND / 2, "half way to expiry");
        assertEq(rollup.requiredBond(), 2 * BASE_BOND, "a failure");
        assertEq(rollup.pending(MALLORY), BASE_BOND / 2 + REFUND_MAX, "what is left");
    }

    function test_a_late_batch_still_settles_until_it_is_expired() external {
        Batch memory batch = commit(SEQUENCER, transfers(1), POT);
        forward(100 * OPEN_TIME);
        settle(batch, ALICE);
        assertEq(rollup.pending(ALICE), 5 * uint256(POT), "the whole ramp");
        assertEq(rollup.pending(SEQUENCER), REFUND_MAX, "nothing of the bond");
        assertEq(rollup.burned(), BASE_BOND, "burned");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
        rollup.expireBatch(batch);
    }

    function test_halting_by_filling_the_chain_of_batches_ends_with_the_first_expiry() external {
        Batch[4] memory bad;
        for (uint256 i = 0; i < 4; i++) {
            bad[i] = commit(MALLORY, transfers(i + 1), 0);
        }
        BatchInput memory input = inputOf(transfers(9), 0);
        uint256 value = rollup.requiredBond() + rollup.escrowFor(0);
        pay(SEQUENCER, value);
        vm.expectRevert(IMeshRollup.TooManyLiveBatches.selector);
        rollup.commitBatch{value: value}(input);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(bad[0]);
        settle(commit(SEQUENCER, transfers(9), 0), ALICE);
    }

    function test_repeated_batch_keys_after_expiry_are_impossible() external {
        BatchInput memory input = inputOf(transfers(1), 0);
        Batch memory first = commit(MALLORY, transfers(1), 0);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(first);
        uint256 value = rollup.requiredBond() + rollup.escrowFor(0);
        vm.recordLogs();
        pay(MALLORY, value);
        rollup.commitBatch{value: value}(input);
        Batch memory second = committed();
        assertEq(uint256(first.parent), uint256(second.parent), "the same parent");
        assertTrue(first.key != second.key, "the same key");
        assertEq(second.index, first.index + 1, "index");
        assertEq(uint256(rollup.statusOf(first)), uint256(BatchStatus.Expired), "the first stays expired");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, first.key));
        rollup.expireBatch(first);
        // A proof of the first batch is none of the second.
        SettleInput memory settleInput = settlement(first, ALICE, ALICE);
        prove(first, settleInput);
        vm.expectRevert(SoundVerifier.NotProvable.selector);
        rollup.settle(second, settleInput, PROOF);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, first.key));
        rollup.settle(first, settleInput, PROOF);
        settle(second, ALICE);
    }

    function test_a_batch_settles_once() external {
        Batch memory batch = commit(SEQUENCER, transfers(1), POT);
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        prove(batch, input);
        rollup.settle(batch, input, PROOF);
        prove(batch, input);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
        rollup.settle(batch, input, PROOF);
    }

    function test_a_batch_with_any_field_changed_is_not_known() external {
        Batch memory batch = commit(SEQUENCER, transfers(1), POT);
        bytes memory encoded = abi.encode(batch);
        for (uint256 i = 1; i < encoded.length / 32; i++) {
            bytes memory changed = bytes.concat(encoded);
            changed[32 * i + 31] ^= 0x01;
            Batch memory other = abi.decode(changed, (Batch));
            assertEq(uint256(rollup.statusOf(other)), 0, "known");
            vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
            rollup.settle(other, settlement(batch, ALICE, ALICE), PROOF);
            vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
            rollup.expireBatch(other);
            vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
            rollup.creditPayouts(other, new uint256[](0));
            vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
            rollup.commitClaims(other, 0, 1);
        }
    }
}
