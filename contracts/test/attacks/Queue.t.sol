// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {Batch, BatchInput, BatchStatus} from "../../src/types/Batch.sol";
import {AccountOpening} from "../../src/types/QueueItem.sol";
import {MeshWorld} from "../support/MeshWorld.sol";
import {Test} from "../support/Test.sol";

/// @notice Attacks on the queue, and on the freeze that its items allow.
contract QueueAttacksTest is Test, MeshWorld {
    function refuseCommit(bytes memory data, bytes memory reason) private {
        BatchInput memory input = inputOf(data, 0);
        uint256 value = rollup.requiredBond() + rollup.escrowFor(0);
        pay(MALLORY, value);
        vm.expectRevert(reason);
        rollup.commitBatch{value: value}(input);
    }

    function test_a_deposit_to_a_stolen_index_is_refused() external {
        // Alice expects index 0; Mallory is included first, or the chain is reorganised.
        assertEq(open(MALLORY, 1), 0, "Mallory's index");
        assertEq(open(ALICE, 1), 1, "Alice's index");
        uint256 value = 100 * 1 gwei + FORCED_FEE;
        pay(ALICE, value);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotOwner.selector, 0, ALICE));
        rollup.deposit{value: value}(0, ALICE);
        pay(BOB, value);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotOwner.selector, 2, ALICE));
        rollup.deposit{value: value}(2, ALICE);
        pay(BOB, value);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotOwner.selector, 2, address(0)));
        rollup.deposit{value: value}(2, address(0));
        pay(ALICE, value);
        rollup.deposit{value: value}(1, ALICE);
        assertEq(rollup.escrow(), 102, "escrow");
    }

    function test_poisoning_the_queue_is_refused() external {
        uint32 index = open(ALICE, 1);
        bytes32 bad = bytes32(uint256(0x7f000001));
        pay(MALLORY, FORCED_FEE);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, bad));
        rollup.openAccount{value: FORCED_FEE}(bad, MALLORY);
        pay(MALLORY, FORCED_FEE);
        vm.expectRevert(IMeshRollup.ZeroOwner.selector);
        rollup.openAccount{value: FORCED_FEE}(bytes32(uint256(1)), address(0));
        pay(MALLORY, FORCED_FEE + 1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotInGwei.selector, 1));
        rollup.openAccount{value: FORCED_FEE + 1}(bytes32(uint256(1)), MALLORY);
        pay(MALLORY, FORCED_FEE);
        vm.expectRevert(IMeshRollup.ZeroDeposit.selector);
        rollup.deposit{value: FORCED_FEE}(index, ALICE);
        pay(MALLORY, FORCED_FEE - 1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongValue.selector, FORCED_FEE - 1, FORCED_FEE));
        rollup.deposit{value: FORCED_FEE - 1}(index, ALICE);
        pay(MALLORY, FORCED_FEE);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotOwner.selector, index, MALLORY));
        rollup.requestForcedExit{value: FORCED_FEE}(index);
        pay(MALLORY, FORCED_FEE);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotOwner.selector, 7, MALLORY));
        rollup.requestForcedExit{value: FORCED_FEE}(7);
        // One bad opening takes all with it.
        AccountOpening[] memory openings = new AccountOpening[](2);
        openings[0] = AccountOpening(bytes32(uint256(1)), MALLORY, 0);
        openings[1] = AccountOpening(bad, MALLORY, 0);
        pay(MALLORY, 2 * FORCED_FEE);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, bad));
        rollup.openAccounts{value: 2 * FORCED_FEE}(openings);
        assertEq(rollup.state().queueTail, 1, "only Alice's item");
        assertEq(rollup.accountCount(), 1, "only Alice's account");
    }

    function test_poisoning_balances_beyond_64_bits_is_refused() external {
        uint32 index = open(MALLORY, type(uint64).max);
        uint256 value = 1 gwei + FORCED_FEE;
        pay(MALLORY, value);
        vm.expectRevert(IMeshRollup.EscrowFull.selector);
        rollup.deposit{value: value}(index, MALLORY);
        value = (uint256(1) << 64) * 1 gwei + FORCED_FEE;
        pay(MALLORY, value);
        vm.expectRevert(IMeshRollup.EscrowFull.selector);
        rollup.openAccount{value: value}(bytes32(uint256(1)), MALLORY);
    }

    function test_batches_that_skip_reorder_or_change_items_are_refused() external {
        uint32 index = open(ALICE, 5);
        deposit(BOB, index, ALICE, 7);
        bytes memory first = packOpen(index, 5, keyOf(ALICE));
        bytes memory second = packDeposit(index, 7);
        bytes memory notFirst = abi.encodeWithSelector(IMeshRollup.NotNextItem.selector, 0);
        bytes memory notSecond = abi.encodeWithSelector(IMeshRollup.NotNextItem.selector, 1);
        refuseCommit(second, notFirst);
        refuseCommit(bytes.concat(second, first), notFirst);
        refuseCommit(packOpen(index, 6, keyOf(ALICE)), notFirst);
        refuseCommit(packOpen(index + 1, 5, keyOf(ALICE)), notFirst);
        refuseCommit(packOpen(index, 5, keyOf(MALLORY)), notFirst);
        refuseCommit(packDeposit(index, 5), notFirst);
        refuseCommit(packExit(index, 5), notFirst);
        refuseCommit(bytes.concat(first, packDeposit(index, 8)), notSecond);
        refuseCommit(bytes.concat(first, first), notSecond);
        bytes memory all = bytes.concat(first, second);
        refuseCommit(bytes.concat(all, second), abi.encodeWithSelector(IMeshRollup.NotNextItem.selector, 2));
        Batch memory batch = commit(SEQUENCER, all, POT);
        assertEq(batch.queueHeadAfter, 2, "both are consumed");
        refuseCommit(all, abi.encodeWithSelector(IMeshRollup.NotNextItem.selector, 2));
    }

    function test_leaving_out_an_overdue_item_is_refused() external {
        uint32 index = open(ALICE, 5);
        forward(FORCED_DEADLINE);
        Batch memory batch = commit(SEQUENCER, transfers(1), 0);
        assertEq(batch.queueHeadAfter, 0, "not overdue yet");
        forward(1);
        refuseCommit(transfers(1), abi.encodeWithSelector(IMeshRollup.ItemOverdue.selector, 0));
        commit(SEQUENCER, packOpen(index, 5, keyOf(ALICE)), 0);
    }

    function test_flooding_the_queue_delays_an_exit_by_no_more_than_its_place() external {
        uint32 index = open(ALICE, 5);
        settle(commit(SEQUENCER, packOpen(index, 5, keyOf(ALICE)), 0), BOB);
        uint256 flood = 150;
        AccountOpening[] memory openings = new AccountOpening[](flood);
        for (uint256 i = 0; i < flood; i++) {
            openings[i] = AccountOpening(keyOf(MALLORY), MALLORY, 0);
        }
        pay(MALLORY, flood * FORCED_FEE);
        rollup.openAccounts{value: flood * FORCED_FEE}(openings);
        pay(ALICE, FORCED_FEE);
        rollup.requestForcedExit{value: FORCED_FEE}(index);
        forward(FORCED_DEADLINE + 1);
        // Each batch has to take 64, or all that there are.
        uint256 next = 1;
        for (uint256 round = 0; round < 3; round++) {
            uint256 count = round < 2 ? 64 : flood - 128;
            bytes memory data;
            for (uint256 i = 0; i < count; i++) {
                // Two blocks each in shards of 16: no pads.
                data = bytes.concat(data, packOpen(uint32(next + i), 0, keyOf(MALLORY)));
            }
            if (round < 2) {
                bytes memory short = new bytes(data.length - 44);
                for (uint256 i = 0; i < short.length; i++) {
                    short[i] = data[i];
                }
                refuseCommit(short, abi.encodeWithSelector(IMeshRollup.ItemOverdue.selector, next + count - 1));
            } else {
                refuseCommit(data, abi.encodeWithSelector(IMeshRollup.ItemOverdue.selector, 1 + flood));
                data = bytes.concat(data, packExit(index, 5));
            }
            uint256 gas = gasleft();
            Batch memory batch = commit(SEQUENCER, data, 0);
            assertTrue(gas - gasleft() < 3_000_000, "gas of a commit");
            settle(batch, BOB);
            next += count;
            if (round < 2) continue;
            uint256[] memory payouts = new uint256[](1);
            payouts[0] = payout(index, 5);
            rollup.creditPayouts(batch, payouts);
        }
        assertEq(rollup.pending(ALICE), 5 gwei, "Alice is out");
        // The flood paid who served it.
        assertEq(rollup.burned(), 0, "burned");
        assertTrue(rollup.pending(BOB) + rollup.pending(SEQUENCER) >= flood * FORCED_FEE, "fees");
    }

    function test_freezing_an_idle_rollup_is_refused() external {
        forward(100 * FREEZE_TIME);
        vm.expectRevert(IMeshRollup.NotFreezable.selector);
        rollup.freeze();
        uint32 index = open(ALICE, 5);
        settle(commit(SEQUENCER, packOpen(index, 5, keyOf(ALICE)), 0), BOB);
        forward(100 * FREEZE_TIME);
        vm.expectRevert(IMeshRollup.NotFreezable.selector);
        rollup.freeze();
        // Items that were served do not count, and a young one does not either.
        deposit(MALLORY, index, ALICE, 1);
        forward(FREEZE_TIME);
        vm.expectRevert(IMeshRollup.NotFreezable.selector);
        rollup.freeze();
        settle(commit(SEQUENCER, packDeposit(index, 1), 0), BOB);
        forward(1);
        vm.expectRevert(IMeshRollup.NotFreezable.selector);
        rollup.freeze();
    }

    function test_commits_that_never_settle_do_not_stop_a_freeze() external {
        uint32 index = open(ALICE, 5);
        Batch memory first = commit(MALLORY, packOpen(index, 5, keyOf(ALICE)), 0);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(first);
        Batch memory batch = commit(MALLORY, packOpen(index, 5, keyOf(ALICE)), 0);
        forward(FREEZE_TIME - 4 * OPEN_TIME);
        vm.expectRevert(IMeshRollup.NotFreezable.selector);
        rollup.freeze();
        forward(1);
        rollup.freeze();
        vm.expectRevert(IMeshRollup.IsFrozen.selector);
        rollup.freeze();
        rollup.refundDeposit(0);
        assertEq(rollup.pending(ALICE), 5 gwei + FORCED_FEE, "amount and fee");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotRefundable.selector, 0));
        rollup.refundDeposit(0);
        rollup.expireBatch(batch);
        assertEq(uint256(rollup.statusOf(batch)), uint256(BatchStatus.Pruned), "pruned");
        assertEq(rollup.burned(), BASE_BOND, "only of the batch that expired before");
    }
}
