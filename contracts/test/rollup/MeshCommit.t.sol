// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {BatchData} from "../../src/libraries/BatchData.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {Batch, BatchInput, BatchStatus} from "../../src/types/Batch.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Packed} from "../support/Packed.sol";
import {Test} from "../support/Test.sol";

/// @notice Commits: key, bond and escrow, parents, and the comparison with the queue.
contract MeshCommitTest is Test, MeshFixture {
    function test_commit_emits_and_keeps_the_batch() external {
        open(ALICE, KEY_A, 50);
        register(BOB, 5 ether);
        pass(2);
        bytes memory data =
            bytes.concat(Packed.openAccount(0, 50, KEY_A), Packed.transfer(0, 0, 1, 2, 3), Packed.withdraw(0, 9, 1, 4));
        vm.prevrandao(bytes32(uint256(77)));
        BatchInput memory input = inputOf(data, POT);
        uint256 value = valueOf(POT);
        assertEq(value, 0.1 ether + 5 * POT + 0.05 ether, "price");
        Batch memory b = commit(data);
        bytes32 key =
            keccak256(abi.encode(domain(), 0, 0, keccak256(data), input.dataOut, input.witnessHash, 1, 0, SEQUENCER));
        assertTrue(b.key == key && mesh.tip() == key, "key");
        assertEq(b.index, 0, "index");
        assertTrue(b.sequencer == SEQUENCER, "sequencer");
        assertEq(b.shardCount, 1, "shards");
        assertTrue(b.dataOut == input.dataOut, "dataOut");
        assertEq(b.payoutCount, 1, "payouts");
        assertTrue(b.payoutsHash == keccak256(abi.encode(Packed.payout(0, 9))), "payoutsHash");
        assertEq(b.queueHeadBefore, 0, "head before");
        assertEq(b.queueHeadAfter, 1, "head after");
        assertEq(b.forcedFees, 0.001 ether, "forced fees");
        assertEq(b.pot, POT, "pot");
        assertEq(b.bond, 0.1 ether, "bond");
        assertEq(b.totalStake, 5 ether, "stake");
        assertEq(b.commitTime, vm.getBlockTimestamp(), "time");
        assertEq(b.commitBlock, vm.getBlockNumber(), "block");
        assertStatus(b, BatchStatus.Committed);
        assertEq(state().nextIndex, 1, "next index");
        assertEq(state().committedHead, 1, "committed head");
        assertEq(state().settledHead, 0, "settled head");
    }

    function test_commit_records_prevrandao_and_the_hashes() external {
        vm.prevrandao(bytes32(uint256(77)));
        BatchInput memory input = inputOf(hex"", POT);
        uint256 value = valueOf(POT);
        vm.recordLogs();
        mesh.commitBatch{value: value}(input);
        (, bytes32 dataHash, bytes32 witnessHash, uint256 seed) =
            abi.decode(vm.getRecordedLogs()[0].data, (Batch, bytes32, bytes32, uint256));
        assertTrue(dataHash == keccak256(""), "data");
        assertTrue(witnessHash == input.witnessHash, "witness");
        assertEq(seed, 77, "prevrandao");
    }

    function test_a_batch_that_differs_in_any_field_has_no_status() external {
        Batch memory b = commit(Packed.transfer(0, 1, 1, 0, 1));
        bytes memory encoded = abi.encode(b);
        for (uint256 i = 0; i < encoded.length / 32; ++i) {
            bytes memory changed = abi.encode(b);
            changed[32 * i + 31] = bytes1(uint8(changed[32 * i + 31]) ^ 1);
            assertStatus(abi.decode(changed, (Batch)), BatchStatus.None);
        }
        assertStatus(b, BatchStatus.Committed);
    }

    function test_commit_needs_bond_and_escrow_and_credits_what_is_over() external {
        BatchInput memory input = inputOf(hex"", POT);
        uint256 value = valueOf(POT);
        vm.prank(SEQUENCER);
        expect(IMeshRollup.ValueTooSmall.selector, value - 1, value);
        mesh.commitBatch{value: value - 1}(input);
        vm.prank(SEQUENCER);
        mesh.commitBatch{value: value + 3}(input);
        assertEq(mesh.pending(SEQUENCER), 3, "over");
        assertEq(address(mesh).balance, value + 3, "balance");
    }

    function test_commit_builds_on_the_tip_only() external {
        BatchInput memory stale = inputOf(hex"", POT);
        Batch memory first = commit(hex"");
        uint256 value = valueOf(POT);
        vm.prank(SEQUENCER);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongParent.selector, bytes32(0), first.key));
        mesh.commitBatch{value: value}(stale);
        Batch memory second = commit(hex"");
        assertTrue(second.parent == first.key, "parent");
        settle(first);
        assertTrue(mesh.tip() == second.key, "the newest live batch");
        settle(second);
        assertTrue(mesh.tip() == second.key, "the last settled batch");
        assertTrue(commit(hex"").parent == second.key, "parent after settlement");
    }

    function test_at_most_four_batches_are_live() external {
        Batch memory first = commit(hex"");
        for (uint256 i = 0; i < 3; ++i) {
            commit(hex"");
        }
        BatchInput memory input = inputOf(hex"", POT);
        uint256 value = valueOf(POT);
        vm.prank(SEQUENCER);
        expect(IMeshRollup.TooManyLiveBatches.selector);
        mesh.commitBatch{value: value}(input);
        settle(first);
        assertEq(commit(hex"").index, 4, "index");
    }

    function test_equal_batches_have_different_keys() external {
        Batch memory a = commit(hex"");
        pass(2400);
        mesh.expireBatch(a);
        Batch memory b = commit(hex"");
        assertTrue(a.parent == b.parent && a.key != b.key, "keys");
    }

    function test_malformed_data_and_digests_are_refused() external {
        uint256 value = valueOf(POT);
        BatchInput memory input = inputOf(hex"00", POT);
        vm.prank(SEQUENCER);
        vm.expectRevert(BatchData.MisplacedPad.selector);
        mesh.commitBatch{value: value}(input);
        input = inputOf(hex"08", POT);
        vm.prank(SEQUENCER);
        vm.expectRevert();
        mesh.commitBatch{value: value}(input);
        input = inputOf(hex"", POT);
        input.dataOut = bytes32(uint256(0x7f000001));
        vm.prank(SEQUENCER);
        vm.expectRevert(KoalaBear.NotCanonical.selector);
        mesh.commitBatch{value: value}(input);
    }

    function test_queued_operations_must_be_the_next_items() external {
        open(ALICE, KEY_A, 50);
        deposit(BOB, 0, ALICE, 20);
        forceExit(ALICE, 0);
        refuses(Packed.deposit(0, 20), 0);
        refuses(Packed.openAccount(1, 50, KEY_A), 0);
        refuses(Packed.openAccount(0, 51, KEY_A), 0);
        refuses(Packed.openAccount(0, 50, KEY_B), 0);
        bytes memory first = Packed.openAccount(0, 50, KEY_A);
        refuses(bytes.concat(first, first), 1);
        refuses(bytes.concat(first, Packed.deposit(0, 21)), 1);
        refuses(bytes.concat(first, Packed.deposit(1, 20)), 1);
        refuses(bytes.concat(first, Packed.forcedExit(0, 20)), 1);
        bytes memory two = bytes.concat(first, Packed.transfer(0, 0, 1, 1, 1), Packed.deposit(0, 20));
        refuses(bytes.concat(two, Packed.forcedExit(1, 0)), 2);
        refuses(bytes.concat(two, Packed.deposit(0, 0)), 2);
        bytes memory three = bytes.concat(two, Packed.forcedExit(0, 12345));
        refuses(bytes.concat(three, Packed.deposit(0, 20)), 3);
        Batch memory b = commit(three);
        assertEq(b.queueHeadAfter, 3, "head");
        assertEq(b.forcedFees, 0.003 ether, "fees");
        assertTrue(b.payoutsHash == keccak256(abi.encode(Packed.payout(0, 12345))), "an exit's amount is free");
    }

    function test_a_batch_continues_where_the_one_before_stopped() external {
        open(ALICE, KEY_A, 1);
        open(BOB, KEY_B, 2);
        commit(Packed.openAccount(0, 1, KEY_A));
        refuses(Packed.openAccount(0, 1, KEY_A), 1);
        Batch memory b = commit(Packed.openAccount(1, 2, KEY_B));
        assertEq(b.queueHeadBefore, 1, "before");
        assertEq(b.queueHeadAfter, 2, "after");
    }

    function test_overdue_items_must_be_consumed() external {
        open(ALICE, KEY_A, 1);
        pass(1);
        open(BOB, KEY_B, 2);
        pass(599);
        commit(hex"");
        pass(1);
        bytes memory both = bytes.concat(Packed.openAccount(0, 1, KEY_A), Packed.openAccount(1, 2, KEY_B));
        refusesOverdue(hex"", 0);
        commit(Packed.openAccount(0, 1, KEY_A));
        pass(1);
        refusesOverdue(hex"", 1);
        commit(Packed.openAccount(1, 2, KEY_B));
        commit(hex"");
        assertEq(state().committedHead, 2, vm.toString(both.length));
    }

    function test_at_most_sixty_four_overdue_items_are_due_in_a_batch() external {
        bytes memory data;
        for (uint256 i = 0; i < 70; ++i) {
            open(ALICE, KEY_A, i);
        }
        pass(601);
        for (uint256 i = 0; i < 63; ++i) {
            data = bytes.concat(data, Packed.openAccount(i, i, KEY_A));
            // Two-block operations do not cross a shard of 16 blocks.
        }
        refusesOverdue(data, 63);
        data = bytes.concat(data, Packed.openAccount(63, 63, KEY_A));
        assertEq(commit(data).queueHeadAfter, 64, "head");
        refusesOverdue(hex"", 64);
    }

    function test_the_bond_doubles_with_failures_and_recovers() external {
        assertEq(mesh.requiredBond(), 0.1 ether, "none");
        for (uint256 f = 1; f <= 12; ++f) {
            Batch memory b = commit(hex"");
            assertEq(b.bond, 0.1 ether << (f - 1 < 10 ? f - 1 : 10), "bond");
            pass(2400);
            mesh.expireBatch(b);
            assertEq(mesh.requiredBond(), 0.1 ether << (f < 10 ? f : 10), "after an expiry");
        }
        assertEq(state().failures, 12, "f");
        pass(4799);
        assertEq(mesh.requiredBond(), 0.1 ether << 10, "not yet");
        pass(2 * 4800 + 1);
        assertEq(mesh.requiredBond(), 0.1 ether << 9, "three forgotten");
        pass(20 * 4800);
        assertEq(mesh.requiredBond(), 0.1 ether, "all forgotten");
    }

    function test_nothing_is_committed_after_a_freeze() external {
        open(ALICE, KEY_A, 0);
        pass(3601);
        mesh.freeze();
        BatchInput memory input = inputOf(Packed.openAccount(0, 0, KEY_A), POT);
        uint256 value = valueOf(POT);
        expect(IMeshRollup.IsFrozen.selector);
        mesh.commitBatch{value: value}(input);
    }

    function refuses(bytes memory data, uint256 id) private {
        BatchInput memory input = inputOf(data, POT);
        uint256 value = valueOf(POT);
        vm.prank(SEQUENCER);
        expect(IMeshRollup.NotNextItem.selector, id);
        mesh.commitBatch{value: value}(input);
    }

    function refusesOverdue(bytes memory data, uint256 id) private {
        BatchInput memory input = inputOf(data, POT);
        uint256 value = valueOf(POT);
        vm.prank(SEQUENCER);
        expect(IMeshRollup.ItemOverdue.selector, id);
        mesh.commitBatch{value: value}(input);
    }

    function domain() private view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(mesh), VERSION));
    }
}
