// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {Batch, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Packed} from "../support/Packed.sol";
import {ReferenceStatement} from "../support/ReferenceStatement.sol";
import {Test} from "../support/Test.sol";
import {VerifierDouble} from "../support/VerifierDouble.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Settlement: the statement that is verified, the order, rewards, refunds, the bond, and payouts.
contract MeshSettlementTest is Test, MeshFixture {
    uint256 private constant LOW_30 = 0x3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff;
    bytes32 private constant ATTRIBUTION = bytes32(uint256(9));

    function test_the_statement_is_that_of_the_book_for_every_number_of_shards() external {
        for (uint256 n = 1; n <= 64; n = n < 9 ? n + 1 : n + 11) {
            Batch memory b = commit(Packed.shards(n, BLOCKS_PER_SHARD));
            bytes memory payees = randomPayees(n, b.key);
            SettleInput memory input = settlement(b, payees);
            input.attribution = bytes32(uint256(b.key) & LOW_30);
            bytes memory proof = proofOf(b, input);
            SettleInput memory other = settlement(b, payees);
            vm.expectRevert(VerifierDouble.Refused.selector);
            mesh.settle(b, other, proof);
            mesh.settle(b, input, proof);
            assertTrue(mesh.stateRoot() == input.stateOut, "state root");
        }
    }

    function test_every_part_of_the_statement_is_bound() external {
        Batch memory b = commit(Packed.shards(3, BLOCKS_PER_SHARD));
        SettleInput memory input = settlement(b, randomPayees(3, b.key));
        bytes memory proof = proofOf(b, input);
        input.submitter = ALICE;
        refusesProof(b, input, proof);
        input.submitter = SUBMITTER;
        input.stateOut = bytes32(uint256(8));
        refusesProof(b, input, proof);
        input.stateOut = rootAfter(b);
        input.attribution = bytes32(uint256(8));
        refusesProof(b, input, proof);
        input.attribution = ATTRIBUTION;
        for (uint256 place = 0; place < 5; ++place) {
            bytes memory kept = bytes.concat(input.payees);
            input.payees = withPayee(input.payees, place, ALICE);
            refusesProof(b, input, proof);
            input.payees = kept;
        }
        mesh.settle(b, input, proof);
    }

    function test_a_proof_for_another_state_batch_or_contract_is_refused() external {
        Batch memory a = commit(Packed.shards(1, BLOCKS_PER_SHARD));
        Batch memory b = commit(Packed.shards(1, BLOCKS_PER_SHARD));
        SettleInput memory input = settlement(b, payeesOf(1, BOB));
        // On the state before `a`.
        bytes memory proof = proofOf(b, input);
        settle(a);
        refusesProof(b, input, proof);
        refusesProof(b, input, proofOf(a, input));
        proof = proofOf(b, input);
        vm.chainId(4711);
        refusesProof(b, input, proof);
        vm.chainId(31337);
        mesh.settle(b, input, proof);
    }

    function test_an_invalid_proof_moves_nothing() external {
        Batch memory b = commit(hex"");
        SettleInput memory input = settlement(b, payeesOf(1, BOB));
        refusesProof(b, input, hex"");
        expect(IMeshRollup.InvalidProof.selector);
        mesh.settle(b, input, abi.encode(keccak256("false")));
        assertTrue(mesh.stateRoot() == genesisRoot, "state root");
        assertStatus(b, BatchStatus.Committed);
    }

    function test_words_that_are_not_canonical_are_refused() external {
        Batch memory b = commit(hex"");
        SettleInput memory input = settlement(b, payeesOf(1, BOB));
        bytes32 word_ = bytes32(uint256(0x7f000001) << 96);
        input.stateOut = word_;
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, word_));
        mesh.settle(b, input, anyProof());
        input.stateOut = 0;
        input.attribution = word_;
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, word_));
        mesh.settle(b, input, anyProof());
    }

    function test_payees_are_one_for_each_position_and_not_zero() external {
        Batch memory b = commit(Packed.shards(3, BLOCKS_PER_SHARD));
        bytes memory payees = payeesOf(3, BOB);
        SettleInput memory input = settlement(b, bytes.concat(payees, hex"00"));
        expect(IMeshRollup.PayeesLength.selector, 101, 100);
        mesh.settle(b, input, anyProof());
        input.payees = payeesOf(2, BOB);
        expect(IMeshRollup.PayeesLength.selector, 60, 100);
        mesh.settle(b, input, anyProof());
        for (uint256 place = 0; place < 5; ++place) {
            input.payees = withPayee(payeesOf(3, BOB), place, address(0));
            expect(IMeshRollup.ZeroPayee.selector);
            mesh.settle(b, input, anyProof());
        }
        input.payees = payees;
        input.submitter = address(0);
        expect(IMeshRollup.ZeroPayee.selector);
        mesh.settle(b, input, anyProof());
    }

    function test_batches_settle_in_order_and_once() external {
        Batch memory a = commit(hex"");
        Batch memory b = commit(hex"");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotFirstLive.selector, b.key));
        mesh.settle(b, settlement(b, payeesOf(1, BOB)), anyProof());
        settle(a);
        assertStatus(a, BatchStatus.Settled);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, a.key));
        mesh.settle(a, settlement(a, payeesOf(1, BOB)), anyProof());
        settle(b);
        assertEq(state().liveFrom, 2, "live from");
    }

    function test_expired_and_pruned_batches_do_not_settle() external {
        Batch memory a = commit(hex"");
        Batch memory b = commit(hex"");
        pass(2400);
        mesh.expireBatch(a);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, a.key));
        mesh.settle(a, settlement(a, payeesOf(1, BOB)), anyProof());
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotFirstLive.selector, b.key));
        mesh.settle(b, settlement(b, payeesOf(1, BOB)), anyProof());
        mesh.expireBatch(b);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, b.key));
        mesh.settle(b, settlement(b, payeesOf(1, BOB)), anyProof());
    }

    function test_nothing_settles_after_a_freeze() external {
        Batch memory b = commit(hex"");
        open(ALICE, KEY_A, 0);
        pass(3601);
        mesh.freeze();
        expect(IMeshRollup.IsFrozen.selector);
        mesh.settle(b, settlement(b, payeesOf(1, BOB)), anyProof());
    }

    function test_rewards_are_shared_by_position() external {
        vm.fee(0);
        Batch memory b = commit(Packed.shards(3, BLOCKS_PER_SHARD));
        bytes memory payees = payeesOf(3, BOB);
        payees = withPayee(withPayee(payees, 1, ALICE), 4, ALICE);
        settle(b, payees);
        uint256 leaf = (uint256(POT) * 70) / 100 / 3;
        uint256 merge = (uint256(POT) * 20) / 100 / 2;
        assertEq(mesh.pending(BOB), 2 * leaf + merge, "two leaves and a merge");
        assertEq(mesh.pending(ALICE), leaf + merge, "a leaf and the top");
        assertEq(mesh.pending(SUBMITTER), POT / 10, "finaliser");
        uint256 rest = 5 * uint256(POT) + 0.05 ether + 0.1 ether - 3 * leaf - 2 * merge - POT / 10;
        assertEq(mesh.pending(SEQUENCER), rest, "sequencer");
        assertEq(sumPending(), address(mesh).balance, "every coin is somebody's");
    }

    function test_one_shard_has_a_leaf_with_the_merges_part() external {
        vm.fee(0);
        settle(commit(hex""));
        assertEq(mesh.pending(BOB), (uint256(POT) * 9) / 10, "leaf");
    }

    function test_gas_is_refunded_to_the_bound_submitter_up_to_a_bound() external {
        Batch memory b = commit(hex"");
        vm.fee(1 gwei);
        vm.prank(ALICE);
        settle(b);
        assertEq(mesh.pending(SUBMITTER), POT / 10 + 7_000_000 * 1 gwei, "refund");
        assertEq(mesh.pending(ALICE), 0, "whoever sent it");
        b = commit(hex"");
        vm.fee(1000 gwei);
        settle(b);
        assertEq(mesh.pending(SUBMITTER), 2 * POT / 10 + 0.007 ether + 0.05 ether, "at most refundMax");
    }

    function test_the_pot_grows_and_the_bond_falls_after_twice_T_open() external {
        vm.fee(0);
        uint256[5] memory times = [uint256(1200), 1201, 1800, 2400, 9999];
        uint256[5] memory late = [uint256(0), 1, 600, 1200, 1200];
        uint256 before = 0;
        uint256 paid = 0;
        for (uint256 i = 0; i < 5; ++i) {
            // Failures are forgotten, so that each batch has the same bond.
            pass(100_000);
            uint256 sequencer = mesh.pending(SEQUENCER);
            Batch memory b = commit(hex"");
            assertEq(b.bond, 0.1 ether, "bond");
            pass(times[i]);
            settle(b);
            uint256 pot = POT + (4 * uint256(POT) * late[i]) / 1200;
            uint256 burned = (0.1 ether * late[i]) / 1200;
            assertEq(mesh.pending(BOB) - paid, (pot * 7) / 10 + pot / 5, "leaf");
            assertEq(mesh.burned() - before, burned, "burned");
            uint256 reward = (pot * 7) / 10 + pot / 5 + pot / 10;
            uint256 rest = 5 * uint256(POT) + 0.05 ether - reward + 0.1 ether - burned;
            assertEq(mesh.pending(SEQUENCER) - sequencer, rest, "sequencer");
            assertEq(mesh.requiredBond(), late[i] == 0 ? 0.1 ether : 0.2 ether, "late settlements count as failures");
            (before, paid) = (mesh.burned(), mesh.pending(BOB));
        }
    }

    function test_rewardsNow_tells_what_settle_pays() external {
        vm.fee(0);
        Batch memory b = commit(Packed.shards(4, BLOCKS_PER_SHARD));
        pass(2000);
        (uint256 leaf, uint256 merge, uint256 finaliser) = mesh.rewardsNow(b);
        settle(b);
        assertEq(mesh.pending(BOB), 4 * leaf + 3 * merge, "positions");
        assertEq(mesh.pending(SUBMITTER), finaliser, "finaliser");
    }

    function test_forced_fees_join_the_rewards_of_the_batch_that_settles() external {
        vm.fee(0);
        open(ALICE, KEY_A, 100);
        open(ALICE, KEY_B, 0);
        Batch memory b = commit(Packed.openAccount(0, 100, KEY_A));
        settle(b);
        uint256 total = uint256(POT) + 0.001 ether;
        assertEq(mesh.pending(BOB), (total * 7) / 10 + total / 5, "leaf");
        assertEq(mesh.pending(SUBMITTER), total / 10, "finaliser");
        assertEq(state().settledHead, 1, "settled head");
        // The other item's fee is still its own.
        assertEq(address(mesh).balance, sumPending() + 100 gwei + 0.001 ether, "balance");
    }

    function test_one_account_that_is_all_payees_is_credited_once() external {
        vm.fee(0);
        Batch memory b = commit(Packed.shards(2, BLOCKS_PER_SHARD));
        SettleInput memory input = settlement(b, payeesOf(2, SEQUENCER));
        input.submitter = SEQUENCER;
        vm.recordLogs();
        mesh.settle(b, input, anyProof());
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 credits = 0;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IMeshRollup.Credited.selector) ++credits;
        }
        assertEq(credits, 1, "credits");
        assertEq(mesh.pending(SEQUENCER), address(mesh).balance, "everything");
    }

    function test_two_settlements_of_one_transaction_do_not_mix() external {
        // A forge test is one transaction.
        vm.fee(0);
        Batch memory a = commit(hex"");
        Batch memory b = commit(hex"");
        settle(a, payeesOf(1, BOB));
        settle(b, payeesOf(1, ALICE));
        assertEq(mesh.pending(BOB), (uint256(POT) * 9) / 10, "first");
        assertEq(mesh.pending(ALICE), (uint256(POT) * 9) / 10, "second");
        assertEq(mesh.pending(SUBMITTER), POT / 5, "both");
    }

    function test_payouts_are_credited_once_to_the_owners() external {
        open(ALICE, KEY_A, 1000);
        open(BOB, KEY_B, 500);
        bytes memory data = bytes.concat(Packed.openAccount(0, 1000, KEY_A), Packed.openAccount(1, 500, KEY_B));
        data = bytes.concat(data, Packed.withdraw(0, 300, 1, 1), Packed.withdraw(1, 200, 1, 1));
        data = bytes.concat(data, Packed.withdraw(0, 50, 1, 2));
        Batch memory b = commit(data);
        uint256[] memory payouts = new uint256[](3);
        payouts[0] = Packed.payout(0, 300);
        payouts[1] = Packed.payout(1, 200);
        payouts[2] = Packed.payout(0, 50);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, b.key));
        mesh.creditPayouts(b, payouts);
        settle(b, payeesOf(b.shardCount, address(0xcafe)));
        mesh.creditPayouts(b, payouts);
        assertEq(mesh.pending(ALICE), 350 gwei, "first owner");
        assertEq(mesh.pending(BOB), 200 gwei, "second owner");
        assertEq(mesh.escrow(), 950, "escrow");
        assertStatus(b, BatchStatus.Credited);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, b.key));
        mesh.creditPayouts(b, payouts);
    }

    function test_payouts_must_be_the_whole_list() external {
        open(ALICE, KEY_A, 1000);
        Batch memory b = commit(
            bytes.concat(Packed.openAccount(0, 1000, KEY_A), Packed.withdraw(0, 300, 1, 1), Packed.withdraw(0, 5, 1, 2))
        );
        settle(b);
        uint256[] memory payouts = new uint256[](1);
        payouts[0] = Packed.payout(0, 300);
        expect(IMeshRollup.WrongPayouts.selector);
        mesh.creditPayouts(b, payouts);
        payouts = new uint256[](2);
        payouts[0] = Packed.payout(0, 5);
        payouts[1] = Packed.payout(0, 300);
        expect(IMeshRollup.WrongPayouts.selector);
        mesh.creditPayouts(b, payouts);
        payouts[0] = Packed.payout(0, 300);
        payouts[1] = Packed.payout(0, 5) | (1 << 200);
        expect(IMeshRollup.WrongPayouts.selector);
        mesh.creditPayouts(b, payouts);
    }

    function test_payouts_above_what_accounts_own_are_refused() external {
        open(ALICE, KEY_A, 1000);
        Batch memory b = commit(bytes.concat(Packed.openAccount(0, 1000, KEY_A), Packed.withdraw(0, 1001, 1, 1)));
        settle(b);
        uint256[] memory payouts = new uint256[](1);
        payouts[0] = Packed.payout(0, 1001);
        expect(IMeshRollup.EscrowExceeded.selector);
        mesh.creditPayouts(b, payouts);
    }

    function test_payouts_go_on_after_a_freeze() external {
        open(ALICE, KEY_A, 1000);
        Batch memory b = commit(bytes.concat(Packed.openAccount(0, 1000, KEY_A), Packed.withdraw(0, 10, 1, 1)));
        settle(b);
        open(BOB, KEY_B, 0);
        pass(3601);
        mesh.freeze();
        uint256[] memory payouts = new uint256[](1);
        payouts[0] = Packed.payout(0, 10);
        mesh.creditPayouts(b, payouts);
        uint256 before = BOB.balance;
        vm.prank(ALICE);
        mesh.withdrawPending(BOB);
        assertEq(BOB.balance - before, 10 gwei, "withdrawn");
    }

    function test_withdrawPending_pays_once_and_refuses_bad_receivers() external {
        settle(commit(hex""));
        uint256 amount = mesh.pending(BOB);
        vm.prank(BOB);
        expect(IMeshRollup.ZeroAddress.selector);
        mesh.withdrawPending(address(0));
        vm.prank(BOB);
        expect(IMeshRollup.TransferFailed.selector);
        mesh.withdrawPending(address(mesh));
        vm.expectEmit();
        emit IMeshRollup.Withdrawn(BOB, address(0x77), amount);
        vm.prank(BOB);
        mesh.withdrawPending(address(0x77));
        assertEq(address(0x77).balance, amount, "paid");
        vm.prank(BOB);
        expect(IMeshRollup.NothingPending.selector);
        mesh.withdrawPending(address(0x77));
    }

    function refusesProof(Batch memory b, SettleInput memory input, bytes memory proof) private {
        vm.expectRevert(VerifierDouble.Refused.selector);
        mesh.settle(b, input, proof);
    }

    /// @dev The proof that the double takes for this statement alone.
    function proofOf(Batch memory b, SettleInput memory input) private view returns (bytes memory) {
        bytes32 domain = keccak256(abi.encode(block.chainid, address(mesh), VERSION));
        bytes32[4] memory words = [mesh.stateRoot(), input.stateOut, b.dataOut, input.attribution];
        uint256[] memory values =
            ReferenceStatement.values(domain, b.key, b.shardCount, words, b.z, b.y, input.payees, input.submitter);
        assertEq(values.length, 75, "values");
        return abi.encode(keccak256(abi.encode(values)));
    }

    function randomPayees(uint256 n, bytes32 seed) private pure returns (bytes memory payees) {
        for (uint256 i = 0; i < 2 * n - 1; ++i) {
            payees = bytes.concat(payees, bytes20(keccak256(abi.encode(seed, i))));
        }
    }

    function sumPending() private view returns (uint256) {
        return mesh.pending(BOB) + mesh.pending(ALICE) + mesh.pending(SUBMITTER) + mesh.pending(SEQUENCER);
    }
}
