// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {Batch} from "../../src/types/Batch.sol";
import {AccountOpening, QueueItem} from "../../src/types/QueueItem.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Packed} from "../support/Packed.sol";
import {Test} from "../support/Test.sol";

/// @notice Opening accounts, deposits, forced exits: what enters the queue, and what does not.
contract MeshQueueTest is Test, MeshFixture {
    uint256 private constant FEE = 0.001 ether;

    function test_openAccount_gives_indices_in_order_and_queues() external {
        vm.expectEmit();
        emit IMeshRollup.AccountQueued(0, 0, ALICE, KEY_A, 5);
        vm.prank(BOB);
        assertEq(mesh.openAccount{value: FEE + 5 gwei}(KEY_A, ALICE), 0, "first index");
        vm.prank(BOB);
        assertEq(mesh.openAccount{value: FEE}(KEY_B, BOB), 1, "second index");
        assertTrue(mesh.ownerOf(0) == ALICE && mesh.ownerOf(1) == BOB, "owners");
        assertEq(mesh.accountCount(), 2, "accounts");
        assertEq(mesh.escrow(), 5, "escrow");
        assertEq(state().queueTail, 2, "tail");
        QueueItem memory item = mesh.queueItem(0);
        assertEq(item.kind, 2, "kind");
        assertEq(item.index, 0, "index");
        assertEq(item.amount, 5, "amount");
        assertEq(item.time, vm.getBlockTimestamp(), "time");
        assertTrue(item.detail == KEY_A, "key");
    }

    function test_openAccount_refuses_what_could_not_be_proven() external {
        bytes32 key = bytes32(uint256(0x7f000001));
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, key));
        mesh.openAccount{value: FEE}(key, ALICE);
        expect(IMeshRollup.ZeroOwner.selector);
        mesh.openAccount{value: FEE}(KEY_A, address(0));
        expect(IMeshRollup.NotInGwei.selector, 1);
        mesh.openAccount{value: FEE + 1}(KEY_A, ALICE);
        expect(IMeshRollup.WrongValue.selector, FEE - 1, FEE);
        mesh.openAccount{value: FEE - 1}(KEY_A, ALICE);
    }

    function test_openAccount_refuses_every_element_of_p_or_more() external {
        for (uint256 i = 0; i < 8; ++i) {
            bytes32 key = bytes32(uint256(0x7f000001) << (32 * i));
            vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, key));
            mesh.openAccount{value: FEE}(key, ALICE);
            mesh.openAccount{value: FEE}(bytes32(uint256(0x7f000000) << (32 * i)), ALICE);
        }
    }

    function test_openAccount_refuses_the_last_index() external {
        // Slot and layout of accountCount are found, not assumed: it is the only 24-bit counter that opening raises.
        open(ALICE, KEY_A, 0);
        setAccountCount(2 ** 24 - 2);
        assertEq(open(ALICE, KEY_A, 0), 2 ** 24 - 2, "the last account");
        expect(IMeshRollup.TooManyAccounts.selector);
        mesh.openAccount{value: FEE}(KEY_A, ALICE);
    }

    function test_openAccounts_opens_all_for_their_exact_price() external {
        AccountOpening[] memory openings = new AccountOpening[](3);
        openings[0] = AccountOpening(KEY_A, ALICE, 10);
        openings[1] = AccountOpening(KEY_B, BOB, 0);
        openings[2] = AccountOpening(KEY_B, ALICE, 7);
        uint256 price = 3 * FEE + 17 gwei;
        assertEq(mesh.openAccounts{value: price}(openings), 0, "first index");
        assertEq(mesh.openAccounts{value: price}(openings), 3, "first index of the second call");
        assertEq(mesh.escrow(), 34, "escrow");
        assertTrue(mesh.ownerOf(4) == BOB, "owner");
        assertEq(mesh.queueItem(5).amount, 7, "amount");
        expect(IMeshRollup.WrongValue.selector, price + 1, price);
        mesh.openAccounts{value: price + 1}(openings);
        expect(IMeshRollup.WrongValue.selector, price - 1, price);
        mesh.openAccounts{value: price - 1}(openings);
        expect(IMeshRollup.NoAccounts.selector);
        mesh.openAccounts(new AccountOpening[](0));
        openings[1].owner = address(0);
        expect(IMeshRollup.ZeroOwner.selector);
        mesh.openAccounts{value: price}(openings);
        openings[1] = AccountOpening(bytes32(type(uint256).max), BOB, 0);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotCanonical.selector, openings[1].publicKey));
        mesh.openAccounts{value: price}(openings);
    }

    function test_openAccounts_refuses_amounts_that_nobody_can_pay() external {
        AccountOpening[] memory openings = new AccountOpening[](2);
        openings[0] = AccountOpening(KEY_A, ALICE, type(uint64).max);
        openings[1] = AccountOpening(KEY_A, ALICE, 1);
        expect(IMeshRollup.EscrowFull.selector);
        mesh.openAccounts{value: 1 ether}(openings);
    }

    function test_deposit_queues_for_the_named_owner_only() external {
        open(ALICE, KEY_A, 0);
        vm.expectEmit();
        emit IMeshRollup.DepositQueued(1, 0, BOB, 3);
        vm.prank(BOB);
        mesh.deposit{value: FEE + 3 gwei}(0, ALICE);
        QueueItem memory item = mesh.queueItem(1);
        assertEq(item.kind, 3, "kind");
        assertEq(item.amount, 3, "amount");
        assertEq(uint256(item.detail), word(BOB), "payer");
        assertEq(mesh.escrow(), 3, "escrow");
        expect(IMeshRollup.NotOwner.selector, 0, word(BOB));
        mesh.deposit{value: FEE + 3 gwei}(0, BOB);
    }

    function test_deposit_refuses_accounts_without_owner_and_bad_amounts() external {
        expect(IMeshRollup.NotOwner.selector, 0, 0);
        mesh.deposit{value: FEE + 1 gwei}(0, address(0));
        expect(IMeshRollup.NotOwner.selector, 0, word(ALICE));
        mesh.deposit{value: FEE + 1 gwei}(0, ALICE);
        open(ALICE, KEY_A, 0);
        expect(IMeshRollup.ZeroDeposit.selector);
        mesh.deposit{value: FEE}(0, ALICE);
        expect(IMeshRollup.NotInGwei.selector, 1 gwei - 1);
        mesh.deposit{value: FEE + 1 gwei - 1}(0, ALICE);
        expect(IMeshRollup.WrongValue.selector, 1, FEE);
        mesh.deposit{value: 1}(0, ALICE);
        // An index that a cast to 24 bits would turn into an open account's.
        expect(IMeshRollup.NotOwner.selector, 2 ** 24, word(ALICE));
        mesh.deposit{value: FEE + 1 gwei}(2 ** 24, ALICE);
    }

    function test_deposits_never_reach_2_to_the_64_gwei_together() external {
        open(ALICE, KEY_A, 0);
        vm.deal(address(this), 2 ** 66 * 1 gwei);
        uint256 most = uint256(type(uint64).max) * 1 gwei;
        expect(IMeshRollup.EscrowFull.selector);
        mesh.deposit{value: FEE + most + 1 gwei}(0, ALICE);
        mesh.deposit{value: FEE + most}(0, ALICE);
        assertEq(mesh.escrow(), type(uint64).max, "escrow");
        expect(IMeshRollup.EscrowFull.selector);
        mesh.deposit{value: FEE + 1 gwei}(0, ALICE);
    }

    function test_requestForcedExit_is_the_owners_and_costs_the_fee() external {
        open(ALICE, KEY_A, 4);
        vm.expectEmit();
        emit IMeshRollup.ForcedExitQueued(1, 0, ALICE);
        vm.prank(ALICE);
        mesh.requestForcedExit{value: FEE}(0);
        QueueItem memory item = mesh.queueItem(1);
        assertEq(item.kind, 5, "kind");
        assertEq(item.amount, 0, "amount");
        vm.prank(BOB);
        expect(IMeshRollup.NotOwner.selector, 0, word(BOB));
        mesh.requestForcedExit{value: FEE}(0);
        vm.prank(ALICE);
        expect(IMeshRollup.NotOwner.selector, 1, word(ALICE));
        mesh.requestForcedExit{value: FEE}(1);
        vm.prank(ALICE);
        expect(IMeshRollup.WrongValue.selector, FEE + 1, FEE);
        mesh.requestForcedExit{value: FEE + 1}(0);
    }

    function test_nothing_is_queued_after_a_freeze() external {
        open(ALICE, KEY_A, 0);
        pass(3601);
        mesh.freeze();
        expect(IMeshRollup.IsFrozen.selector);
        mesh.openAccount{value: FEE}(KEY_A, ALICE);
        AccountOpening[] memory openings = new AccountOpening[](1);
        openings[0] = AccountOpening(KEY_A, ALICE, 0);
        expect(IMeshRollup.IsFrozen.selector);
        mesh.openAccounts{value: FEE}(openings);
        expect(IMeshRollup.IsFrozen.selector);
        mesh.deposit{value: FEE + 1 gwei}(0, ALICE);
        vm.prank(ALICE);
        expect(IMeshRollup.IsFrozen.selector);
        mesh.requestForcedExit{value: FEE}(0);
    }

    function test_coins_do_not_arrive_by_mistake() external {
        (bool sent,) = address(mesh).call{value: 1}("");
        assertTrue(!sent, "plain transfer");
        expect(IMeshRollup.NotRegistry.selector);
        mesh.receiveSlashed{value: 1}();
    }

    /// @dev Writes the number of accounts where reading it says that it is.
    function setAccountCount(uint256 count) private {
        uint256 before = mesh.accountCount();
        for (uint256 slot = 0; slot < 16; ++slot) {
            bytes32 kept = vm.load(address(mesh), bytes32(slot));
            if (uint32(uint256(kept)) != before) continue;
            vm.store(address(mesh), bytes32(slot), bytes32((uint256(kept) >> 32 << 32) | count));
            if (mesh.accountCount() == count) return;
            vm.store(address(mesh), bytes32(slot), kept);
        }
        revert NotTrue("accountCount was not found");
    }
}
