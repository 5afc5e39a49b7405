// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {AccountPath} from "../../src/libraries/AccountPath.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {Poseidon1} from "../../src/libraries/Poseidon1.sol";
import {Batch, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Packed} from "../support/Packed.sol";
import {Test} from "../support/Test.sol";

/// @notice Expiry and pruning, freeze, escape and refunds.
contract MeshExitsTest is Test, MeshFixture {
    uint64 private constant BALANCE_A = 700;
    uint64 private constant BALANCE_B = 900;

    function test_the_first_live_batch_expires_at_four_T_open() external {
        open(ALICE, KEY_A, 1);
        Batch memory b = commit(Packed.openAccount(0, 1, KEY_A));
        pass(2399);
        expect(IMeshRollup.NotExpired.selector, b.commitTime + 2400);
        mesh.expireBatch(b);
        pass(1);
        vm.expectEmit();
        emit IMeshRollup.BatchExpired(b.key, 0.1 ether);
        mesh.expireBatch(b);
        assertStatus(b, BatchStatus.Expired);
        assertEq(mesh.burned(), 0.1 ether, "burned");
        assertEq(mesh.pending(SEQUENCER), mesh.escrowFor(POT), "escrow returned");
        assertEq(state().committedHead, 0, "the item is due again");
        assertEq(state().liveFrom, 1, "live from");
        assertTrue(mesh.tip() == bytes32(0), "tip");
        // The item goes into the next batch, and its fee was nobody's.
        Batch memory again = commit(Packed.openAccount(0, 1, KEY_A));
        assertEq(again.index, 1, "index");
        settle(again);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, b.key));
        mesh.expireBatch(b);
    }

    function test_expiry_counts_from_the_parents_settlement() external {
        Batch memory a = commit(hex"");
        Batch memory b = commit(hex"");
        pass(2400);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotFirstLive.selector, b.key));
        mesh.expireBatch(b);
        settle(a);
        uint256 settled = vm.getBlockTimestamp();
        expect(IMeshRollup.NotExpired.selector, settled + 2400);
        mesh.expireBatch(b);
        pass(2399);
        settle(b);
    }

    function test_batches_behind_an_expired_one_are_pruned_and_refunded() external {
        Batch memory a = commit(hex"");
        Batch memory b = commit(hex"");
        Batch memory c = commit(hex"");
        pass(2400);
        mesh.expireBatch(a);
        Batch memory d = commit(hex"");
        assertTrue(d.parent == a.parent, "builds on the last settled one");
        uint256 before = mesh.pending(SEQUENCER);
        vm.expectEmit();
        emit IMeshRollup.BatchPruned(c.key);
        mesh.expireBatch(c);
        mesh.expireBatch(b);
        assertStatus(b, BatchStatus.Pruned);
        assertEq(mesh.pending(SEQUENCER) - before, 2 * (0.1 ether + mesh.escrowFor(POT)), "bond and escrow");
        assertEq(state().failures, 1, "pruning is no failure");
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, b.key));
        mesh.expireBatch(b);
        settle(d);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, d.key));
        mesh.expireBatch(d);
    }

    function test_a_batch_that_differs_is_not_expired() external {
        Batch memory b = commit(hex"");
        pass(2400);
        b.pot *= 2;
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, b.key));
        mesh.expireBatch(b);
    }

    function test_an_idle_rollup_cannot_be_frozen() external {
        pass(1_000_000);
        expect(IMeshRollup.NotFreezable.selector);
        mesh.freeze();
        open(ALICE, KEY_A, 1);
        settle(commit(Packed.openAccount(0, 1, KEY_A)));
        pass(1_000_000);
        expect(IMeshRollup.NotFreezable.selector);
        mesh.freeze();
    }

    function test_freeze_needs_an_unsettled_item_older_than_the_freeze_time() external {
        open(ALICE, KEY_A, 1);
        // Committing the item does not count.
        commit(Packed.openAccount(0, 1, KEY_A));
        pass(3600);
        expect(IMeshRollup.NotFreezable.selector);
        mesh.freeze();
        pass(1);
        vm.expectEmit();
        emit IMeshRollup.Frozen(genesisRoot);
        mesh.freeze();
        assertTrue(state().frozen, "frozen");
        expect(IMeshRollup.IsFrozen.selector);
        mesh.freeze();
    }

    function test_live_batches_are_refunded_after_a_freeze() external {
        open(ALICE, KEY_A, 1);
        Batch memory a = commit(hex"");
        Batch memory b = commit(hex"");
        register(BOB, 10 ether);
        pass(3601);
        mesh.freeze();
        mesh.expireBatch(b);
        mesh.expireBatch(a);
        assertStatus(a, BatchStatus.Pruned);
        assertEq(mesh.pending(SEQUENCER), 2 * (0.1 ether + mesh.escrowFor(POT)), "refunded");
        vm.prank(BOB);
        registry.requestExit();
        pass(2400);
        vm.prank(BOB);
        registry.withdrawStake(ALICE);
    }

    function test_items_that_were_not_settled_are_refunded_once() external {
        open(ALICE, KEY_A, 10);
        open(BOB, KEY_B, 20);
        deposit(address(0xd0), 1, BOB, 30);
        forceExit(BOB, 1);
        settle(commit(Packed.openAccount(0, 10, KEY_A)), payeesOf(1, address(0xcafe)));
        expect(IMeshRollup.NotFrozen.selector);
        mesh.refundDeposit(1);
        pass(3601);
        mesh.freeze();
        expect(IMeshRollup.NotRefundable.selector, 0);
        mesh.refundDeposit(0);
        expect(IMeshRollup.NotRefundable.selector, 4);
        mesh.refundDeposit(4);
        vm.expectEmit();
        emit IMeshRollup.ItemRefunded(1, BOB, 0.001 ether + 20 gwei);
        mesh.refundDeposit(1);
        mesh.refundDeposit(2);
        mesh.refundDeposit(3);
        assertEq(mesh.pending(BOB), 0.002 ether + 20 gwei, "opening and exit go to the owner");
        assertEq(mesh.pending(address(0xd0)), 0.001 ether + 30 gwei, "a deposit goes to who paid");
        assertEq(mesh.escrow(), 10, "escrow");
        for (uint256 id = 1; id < 4; ++id) {
            expect(IMeshRollup.NotRefundable.selector, id);
            mesh.refundDeposit(id);
        }
    }

    function test_an_account_escapes_once_from_the_last_settled_state() external {
        bytes32[24] memory siblings = frozenWithAccounts();
        vm.expectEmit();
        emit IMeshRollup.Escaped(0, ALICE, BALANCE_A);
        mesh.escape(0, KEY_A, BALANCE_A, 3, 2, siblings);
        assertEq(mesh.pending(ALICE), uint256(BALANCE_A) * 1 gwei, "credited to the owner");
        assertTrue(mesh.hasEscaped(0) && !mesh.hasEscaped(1), "escaped");
        expect(IMeshRollup.AlreadyEscaped.selector, 0);
        mesh.escape(0, KEY_A, BALANCE_A, 3, 2, siblings);
        siblings[0] = AccountPath.leaf(KEY_A, BALANCE_A, 3);
        mesh.escape(1, KEY_B, BALANCE_B, 0, 2, siblings);
        assertEq(mesh.pending(BOB), uint256(BALANCE_B) * 1 gwei, "second owner");
        assertEq(mesh.escrow(), 0, "escrow");
    }

    function test_escape_refuses_everything_that_is_not_the_state() external {
        bytes32[24] memory siblings = frozenWithAccounts();
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(0, KEY_A, BALANCE_A + 1, 3, 2, siblings);
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(0, KEY_B, BALANCE_A, 3, 2, siblings);
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(0, KEY_A, BALANCE_A, 4, 2, siblings);
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(0, KEY_A, BALANCE_A, 3, 3, siblings);
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(1, KEY_A, BALANCE_A, 3, 2, siblings);
        // Indices that the path cuts to an open account's.
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(2 ** 24, KEY_A, BALANCE_A, 3, 2, siblings);
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(2, KEY_A, BALANCE_A, 3, 2, siblings);
        for (uint256 level = 0; level < 24; level += 5) {
            bytes32 kept = siblings[level];
            siblings[level] = bytes32(uint256(kept) ^ 1);
            expect(IMeshRollup.WrongPath.selector);
            mesh.escape(0, KEY_A, BALANCE_A, 3, 2, siblings);
            siblings[level] = bytes32(uint256(kept) | (0xffffffff << 32));
            vm.expectRevert(KoalaBear.NotCanonical.selector);
            mesh.escape(0, KEY_A, BALANCE_A, 3, 2, siblings);
            siblings[level] = kept;
        }
        mesh.escape(0, KEY_A, BALANCE_A, 3, 2, siblings);
    }

    function test_an_empty_leaf_beyond_the_accounts_does_not_escape() external {
        bytes32[24] memory siblings = frozenWithAccounts();
        bytes32 pair = Poseidon1.compress(AccountPath.leaf(KEY_A, BALANCE_A, 3), AccountPath.leaf(KEY_B, BALANCE_B, 0));
        siblings[0] = AccountPath.leaf(0, 0, 0);
        siblings[1] = pair;
        expect(IMeshRollup.WrongPath.selector);
        mesh.escape(2, 0, 0, 0, 2, siblings);
    }

    function test_escape_needs_a_freeze() external {
        bytes32[24] memory siblings;
        expect(IMeshRollup.NotFrozen.selector);
        mesh.escape(0, KEY_A, 1, 3, 2, siblings);
    }

    /// @dev A frozen rollup with two accounts: returns the siblings of the first.
    function frozenWithAccounts() private returns (bytes32[24] memory siblings) {
        open(ALICE, KEY_A, BALANCE_A);
        open(BOB, KEY_B, BALANCE_B);
        bytes memory data =
            bytes.concat(Packed.openAccount(0, BALANCE_A, KEY_A), Packed.openAccount(1, BALANCE_B, KEY_B));
        Batch memory b = commit(data);
        bytes32 root = AccountPath.leaf(KEY_A, BALANCE_A, 3);
        siblings[0] = AccountPath.leaf(KEY_B, BALANCE_B, 0);
        bytes32 empty = Poseidon1.compress(AccountPath.leaf(0, 0, 0), AccountPath.leaf(0, 0, 0));
        root = Poseidon1.compress(root, siblings[0]);
        for (uint256 level = 1; level < 24; ++level) {
            siblings[level] = empty;
            root = Poseidon1.compress(root, empty);
            empty = Poseidon1.compress(empty, empty);
        }
        SettleInput memory input = settlement(b, payeesOf(1, address(0xcafe)));
        input.stateOut = Poseidon1.compress(root, bytes32(uint256(2) << 224));
        mesh.settle(b, input, anyProof());
        address last = address(0x1a57);
        open(last, KEY_A, 0);
        pass(3601);
        mesh.freeze();
    }
}
