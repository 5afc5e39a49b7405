// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {BatchData} from "../../src/libraries/BatchData.sol";
import {Batch, BatchInput, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {AccountOpening} from "../../src/types/QueueItem.sol";
import {MeshWorld} from "../support/MeshWorld.sol";
import {SoundVerifier} from "../support/SoundVerifier.sol";
import {Test} from "../support/Test.sol";

/// @notice Attacks on what leaves the rollup: payouts, escapes, fees.
contract PayoutAttacksTest is Test, MeshWorld {
    function setUpAccounts() private returns (uint32 alice, uint32 mallory) {
        alice = open(ALICE, 1000);
        mallory = open(MALLORY, 10);
        bytes memory data = bytes.concat(packOpen(alice, 1000, keyOf(ALICE)), packOpen(mallory, 10, keyOf(MALLORY)));
        settle(commit(SEQUENCER, data, 0), BOB);
    }

    function test_an_overspent_withdrawal_is_not_credited() external {
        (, uint32 mallory) = setUpAccounts();
        Batch memory bad = commit(MALLORY, packWithdrawal(mallory, 500), 0);
        uint256[] memory payouts = new uint256[](1);
        payouts[0] = payout(mallory, 500);
        // Not before it is settled, and it has no proof. That of the same withdrawal within the balance is another's.
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, bad.key));
        rollup.creditPayouts(bad, payouts);
        vm.expectRevert(SoundVerifier.NotProvable.selector);
        rollup.settle(bad, settlement(bad, MALLORY, MALLORY), PROOF);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(bad);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, bad.key));
        rollup.creditPayouts(bad, payouts);
        Batch memory good = commit(MALLORY, packWithdrawal(mallory, 10), 0);
        settle(good, BOB);
        vm.expectRevert(IMeshRollup.WrongPayouts.selector);
        rollup.creditPayouts(good, payouts);
        payouts[0] = payout(mallory, 10);
        uint256 before = rollup.pending(MALLORY);
        rollup.creditPayouts(good, payouts);
        assertEq(rollup.pending(MALLORY) - before, 10 gwei, "what was there");
        assertEq(rollup.escrow(), 1000, "Alice's");
    }

    function test_no_more_leaves_than_all_accounts_have_even_if_proofs_lie() external {
        (, uint32 mallory) = setUpAccounts();
        Batch memory bad = commit(MALLORY, packWithdrawal(mallory, 1011), 0);
        settle(bad, BOB);
        uint256[] memory payouts = new uint256[](1);
        payouts[0] = payout(mallory, 1011);
        vm.expectRevert(IMeshRollup.EscrowExceeded.selector);
        rollup.creditPayouts(bad, payouts);
    }

    function test_payouts_are_credited_once_and_only_as_they_are() external {
        (uint32 alice, uint32 mallory) = setUpAccounts();
        Batch memory batch = commit(SEQUENCER, bytes.concat(packWithdrawal(alice, 400), packWithdrawal(mallory, 1)), 0);
        settle(batch, BOB);
        uint256[] memory payouts = new uint256[](2);
        (payouts[0], payouts[1]) = (payout(mallory, 400), payout(mallory, 1));
        vm.expectRevert(IMeshRollup.WrongPayouts.selector);
        rollup.creditPayouts(batch, payouts);
        (payouts[0], payouts[1]) = (payout(mallory, 1), payout(alice, 400));
        vm.expectRevert(IMeshRollup.WrongPayouts.selector);
        rollup.creditPayouts(batch, payouts);
        vm.expectRevert(IMeshRollup.WrongPayouts.selector);
        rollup.creditPayouts(batch, new uint256[](0));
        (payouts[0], payouts[1]) = (payout(alice, 400) | (1 << 96), payout(mallory, 1));
        vm.expectRevert(IMeshRollup.WrongPayouts.selector);
        rollup.creditPayouts(batch, payouts);
        payouts[0] = payout(alice, 400);
        rollup.creditPayouts(batch, payouts);
        assertEq(rollup.pending(ALICE), 400 gwei, "Alice");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, batch.key));
        rollup.creditPayouts(batch, payouts);
        assertEq(uint256(rollup.statusOf(batch)), uint256(BatchStatus.Credited), "status");
    }

    function test_a_payouts_list_too_large_to_credit_is_refused() external {
        uint256 count = 256;
        AccountOpening[] memory openings = new AccountOpening[](count);
        bytes memory opened;
        bytes memory data;
        uint256[] memory payouts = new uint256[](count);
        for (uint256 i = 0; i < count; i++) {
            address owner = address(uint160(0x10000 + i));
            openings[i] = AccountOpening(keyOf(owner), owner, 9);
            opened = bytes.concat(opened, packOpen(uint32(i), 9, keyOf(owner)));
            data = bytes.concat(data, packWithdrawal(uint32(i), 9));
            payouts[i] = payout(uint32(i), 9);
        }
        pay(SEQUENCER, count * (FORCED_FEE + 9 gwei));
        rollup.openAccounts{value: count * (FORCED_FEE + 9 gwei)}(openings);
        settle(commit(SEQUENCER, opened, 0), BOB);
        BatchInput memory input = inputOf(bytes.concat(data, packWithdrawal(0, 0)), 0);
        uint256 value = rollup.requiredBond() + rollup.escrowFor(0);
        pay(MALLORY, value);
        vm.expectRevert(BatchData.TooManyPayouts.selector);
        rollup.commitBatch{value: value}(input);
        // The largest list, to as many owners that never had anything pending, fits into half a block of 30 M gas.
        Batch memory batch = commit(SEQUENCER, data, 0);
        settle(batch, BOB);
        uint256 gas = gasleft();
        rollup.creditPayouts(batch, payouts);
        assertTrue(gas - gasleft() < 15_000_000, "gas of crediting");
        assertEq(rollup.pending(address(0x10000)), 9 gwei, "the first");
        assertEq(rollup.pending(address(0x100ff)), 9 gwei, "the last");
        assertEq(rollup.escrow(), 0, "escrow");
    }

    function test_minting_through_fees_is_refused() external {
        (uint32 alice, uint32 mallory) = setUpAccounts();
        // Fees are credited once, at the end.
        bytes memory credit = packFeeCredit(mallory, 1000);
        refuse(bytes.concat(credit, credit));
        refuse(bytes.concat(credit, transfers(1)));
        refuse(bytes.concat(credit, packWithdrawal(mallory, 1000)));
        // More than was collected has no proof, and the proof of the honest batch is not one of it.
        Batch memory bad = commit(MALLORY, bytes.concat(transfers(1), credit), 0);
        SettleInput memory input = settlement(bad, MALLORY, MALLORY);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(bad);
        Batch memory good = commit(SEQUENCER, bytes.concat(transfers(1), packFeeCredit(mallory, 0)), 0);
        assertTrue(good.y != bad.y && good.z != bad.z, "the amount is bound");
        prove(good, settlement(good, BOB, BOB));
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, bad.key));
        rollup.settle(bad, input, PROOF);
        settle(good, BOB);
        // Neither escrow nor what is owed changed by fees inside the rollup.
        assertEq(rollup.escrow(), 1010, "escrow");
        uint256[] memory payouts = new uint256[](1);
        payouts[0] = payout(alice, 1);
        vm.expectRevert(IMeshRollup.WrongPayouts.selector);
        rollup.creditPayouts(good, payouts);
    }

    function test_minting_through_the_fees_of_items_is_impossible() external {
        uint32 alice = open(ALICE, 1000);
        bytes memory data = packOpen(alice, 1000, keyOf(ALICE));
        // A batch that expires does not earn the fee of its items, the next one does, once.
        Batch memory bad = commit(MALLORY, data, POT);
        assertEq(bad.forcedFees, FORCED_FEE, "fees of the first");
        forward(4 * OPEN_TIME);
        rollup.expireBatch(bad);
        assertEq(rollup.pending(MALLORY), rollup.escrowFor(POT), "no fee");
        Batch memory good = commit(SEQUENCER, data, POT);
        settle(good, BOB);
        uint256 reward = uint256(POT) + FORCED_FEE;
        assertEq(rollup.pending(BOB), reward, "the whole reward");
        assertEq(
            rollup.pending(SEQUENCER), rollup.escrowFor(POT) - POT + 2 * BASE_BOND, "what is left, without the fee"
        );
        // All coins are accounted for.
        uint256 owed = rollup.pending(MALLORY) + rollup.pending(BOB) + rollup.pending(SEQUENCER);
        assertEq(address(rollup).balance, owed + rollup.burned() + 1000 gwei, "balance");
    }

    function test_an_account_escapes_once_with_a_real_path() external {
        string memory json = vm.readFile("../tests/Vectors/rollup-state.json");
        bytes32[24] memory siblings;
        for (uint256 level = 0; level < 24; level++) {
            string memory key = string.concat(".emptySubtrees[", vm.toString(level), "]");
            siblings[level] = bytes32(vm.parseJsonBytes(json, key));
        }
        uint32 alice = open(ALICE, 1000);
        Batch memory batch = commit(SEQUENCER, packOpen(alice, 1000, keyOf(ALICE)), 0);
        SettleInput memory input = settlement(batch, BOB, BOB);
        input.stateOut = rollup.accountPath().stateRoot(0, keyOf(ALICE), 1000, 0, 1, siblings);
        prove(batch, input);
        rollup.settle(batch, input, PROOF);
        vm.expectRevert(IMeshRollup.NotFrozen.selector);
        rollup.escape(alice, keyOf(ALICE), 1000, 0, 1, siblings);
        pay(ALICE, FORCED_FEE);
        rollup.requestForcedExit{value: FORCED_FEE}(alice);
        forward(FREEZE_TIME + 1);
        rollup.freeze();
        vm.expectRevert(IMeshRollup.WrongPath.selector);
        rollup.escape(alice, keyOf(ALICE), 1001, 0, 1, siblings);
        vm.expectRevert(IMeshRollup.WrongPath.selector);
        rollup.escape(alice, keyOf(MALLORY), 1000, 0, 1, siblings);
        vm.expectRevert(IMeshRollup.WrongPath.selector);
        rollup.escape(alice + 1, keyOf(ALICE), 1000, 0, 2, siblings);
        vm.expectRevert(IMeshRollup.WrongPath.selector);
        rollup.escape(alice | (1 << 24), keyOf(ALICE), 1000, 0, type(uint32).max, siblings);
        vm.expectRevert(IMeshRollup.WrongPath.selector);
        rollup.escape(alice, keyOf(ALICE), 1000, 0, 0, siblings);
        uint256 gas = gasleft();
        vm.prank(MALLORY);
        rollup.escape(alice, keyOf(ALICE), 1000, 0, 1, siblings);
        gas -= gasleft();
        assertTrue(gas < 2_000_000, "gas of an escape");
        vm.snapshotValue("Rollup", "rollup.escape", gas);
        assertEq(rollup.pending(ALICE), 1000 gwei, "to the owner, whoever sends it");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.AlreadyEscaped.selector, alice));
        rollup.escape(alice, keyOf(ALICE), 1000, 0, 1, siblings);
        assertEq(rollup.escrow(), 0, "escrow");
    }

    function refuse(bytes memory data) private {
        BatchInput memory input = inputOf(data, 0);
        uint256 value = rollup.requiredBond() + rollup.escrowFor(0);
        pay(MALLORY, value);
        vm.expectRevert(BatchData.FeeCreditNotLast.selector);
        rollup.commitBatch{value: value}(input);
    }
}
