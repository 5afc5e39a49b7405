// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {Batch, SettleInput} from "../../src/types/Batch.sol";
import {MeshWorld} from "../support/MeshWorld.sol";
import {Test} from "../support/Test.sol";

/// @notice Attacks with and on claims. The batch has four shards: leaves 0 to 3, merges (1, 0), (1, 1) and (2, 0).
contract ClaimAttacksTest is Test, MeshWorld {
    uint256 private constant LEAF_BOND = 3 * uint256(POT) * 70 / 400;

    function begin() private returns (Batch memory batch) {
        register(ALICE, 10 ether);
        register(BOB, 10 ether);
        register(MALLORY, 10 ether);
        forward(ACTIVATION_DELAY);
        batch = commit(SEQUENCER, transfers(64), POT);
        assertEq(batch.shardCount, 4, "shards");
        assertEq(batch.totalStake, 30 ether, "stake");
    }

    function claim(address node, Batch memory batch, uint8 level, uint64 positions) private {
        vm.prank(node);
        rollup.commitClaims(batch, level, positions);
    }

    function stakeOf(address node) private view returns (uint256 stake) {
        (, stake,,,) = registry.nodeOf(node);
    }

    function lockedOf(address node) private view returns (uint256 locked) {
        (,, locked,,) = registry.nodeOf(node);
    }

    function test_front_running_a_settlement_with_a_claim_does_not_stop_it() external {
        Batch memory batch = begin();
        forward(100);
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        prove(batch, input);
        // Seen in the queue of transactions, claimed just before it.
        claim(MALLORY, batch, 0, 7);
        claim(MALLORY, batch, 2, 1);
        forward(CLAIM_DELAY - 1);
        rollup.settle(batch, input, PROOF);
        assertEq(rollup.pending(MALLORY), 0, "the claim earns nothing");
        assertEq(stakeOf(MALLORY), 10 ether, "and costs nothing");
        assertEq(lockedOf(MALLORY), 0, "and is released");
    }

    function test_a_claim_binds_from_its_delay_on() external {
        Batch memory batch = begin();
        claim(BOB, batch, 0, 2);
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        prove(batch, input);
        forward(CLAIM_DELAY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, BOB, 0, 1));
        rollup.settle(batch, input, PROOF);
        forward(OPEN_TIME - CLAIM_DELAY - 1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, BOB, 0, 1));
        rollup.settle(batch, input, PROOF);
        setPayee(input, 1, BOB);
        prove(batch, input);
        rollup.settle(batch, input, PROOF);
        assertEq(rollup.pending(BOB), uint256(POT) * 70 / 400, "the claimant's leaf");
        assertEq(lockedOf(BOB), 0, "released");
    }

    function test_a_node_that_delivered_is_not_slashed_while_another_withholds() external {
        Batch memory batch = begin();
        claim(MALLORY, batch, 0, 1);
        claim(BOB, batch, 0, 2);
        // Bob proved his leaf, Mallory never does. Alice proved the rest, and leaf 0 too.
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        setPayee(input, 1, BOB);
        prove(batch, input);
        forward(OPEN_TIME - 1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, MALLORY, 0, 0));
        rollup.settle(batch, input, PROOF);
        forward(CLAIM_DELAY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, MALLORY, 0, 0));
        rollup.settle(batch, input, PROOF);
        forward(1);
        rollup.settle(batch, input, PROOF);
        assertEq(stakeOf(BOB), 10 ether, "who delivered keeps its stake");
        assertEq(rollup.pending(BOB), uint256(POT) * 70 / 400, "and is paid");
        assertEq(stakeOf(MALLORY), 10 ether - LEAF_BOND, "who withheld loses its bond");
        uint256 own = 3 * (uint256(POT) * 70 / 400) + 3 * (uint256(POT) * 20 / 300) + uint256(POT) / 10;
        assertEq(rollup.pending(ALICE), own + LEAF_BOND / 2, "half of it to who filled in");
        assertEq(registry.burned(), LEAF_BOND / 2, "half burned");
        assertEq(lockedOf(BOB) + lockedOf(MALLORY), 0, "released");
    }

    function test_a_claim_whose_turn_comes_too_late_binds_nothing_and_costs_nothing() external {
        Batch memory batch = begin();
        claim(BOB, batch, 0, 2);
        claim(MALLORY, batch, 0, 1);
        // In Bob's turn nothing of Mallory's binds or is missed.
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        setPayee(input, 1, BOB);
        prove(batch, input);
        forward(OPEN_TIME);
        rollup.settle(batch, input, PROOF);
        assertEq(stakeOf(MALLORY), 10 ether, "Mallory");
        assertEq(stakeOf(BOB), 10 ether, "Bob");
    }

    function test_no_claim_binds_after_the_last_turn() external {
        Batch memory batch = begin();
        claim(BOB, batch, 0, 2);
        claim(MALLORY, batch, 1, 1);
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        prove(batch, input);
        forward(OPEN_TIME + CLAIM_DELAY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, MALLORY, 1, 0));
        rollup.settle(batch, input, PROOF);
        forward(CLAIM_DELAY);
        rollup.settle(batch, input, PROOF);
        assertEq(stakeOf(BOB), 10 ether - LEAF_BOND, "Bob missed");
        uint256 mergeBond = uint256(POT) / 4;
        assertEq(stakeOf(MALLORY), 10 ether - mergeBond, "Mallory missed");
    }

    function test_claims_cost_nothing_when_the_batch_expires() external {
        Batch memory batch = begin();
        claim(MALLORY, batch, 0, 3);
        claim(BOB, batch, 1, 1);
        forward(4 * OPEN_TIME);
        rollup.expireBatch(batch);
        assertEq(stakeOf(MALLORY), 10 ether, "Mallory");
        assertEq(stakeOf(BOB), 10 ether, "Bob");
        assertEq(lockedOf(BOB) + lockedOf(MALLORY), 0, "released");
    }

    function test_a_claim_that_would_bind_too_late_is_refused() external {
        Batch memory batch = begin();
        forward(OPEN_TIME / 2 - CLAIM_DELAY);
        claim(BOB, batch, 0, 2);
        forward(1);
        vm.prank(MALLORY);
        vm.expectRevert(IMeshRollup.ClaimTooLate.selector);
        rollup.commitClaims(batch, 0, 1);
        forward(OPEN_TIME);
        vm.prank(MALLORY);
        vm.expectRevert(IMeshRollup.ClaimTooLate.selector);
        rollup.commitClaims(batch, 0, 1);
    }

    function test_a_claim_on_a_later_batch_binds_when_its_clock_started() external {
        Batch memory batch = begin();
        Batch memory later = commit(SEQUENCER, transfers(33), POT);
        forward(2 * OPEN_TIME);
        claim(BOB, later, 0, 1);
        settle(batch, ALICE);
        // The clock of the later batch starts now, so the claim has its whole time.
        SettleInput memory input = settlement(later, ALICE, ALICE);
        prove(later, input);
        rollup.opensAt(later);
        forward(OPEN_TIME - 1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, BOB, 0, 0));
        rollup.settle(later, input, PROOF);
        forward(1);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, BOB, 0, 0));
        rollup.settle(later, input, PROOF);
        forward(CLAIM_DELAY);
        rollup.settle(later, input, PROOF);
        assertEq(stakeOf(BOB), 10 ether - rollup.claimBond(later, 0), "missed");
    }

    function test_grabbing_all_positions_call_by_call_is_refused() external {
        Batch memory batch = begin();
        // A third of the stake: 2 * 7 / 3 positions.
        assertEq(rollup.claimLimit(batch, MALLORY), 4, "limit");
        claim(MALLORY, batch, 0, 15);
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.TooManyPositions.selector, 5, 4));
        rollup.commitClaims(batch, 1, 1);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.PositionTaken.selector, 0, 8));
        rollup.commitClaims(batch, 0, 8);
    }

    function test_claiming_positions_that_do_not_exist_is_refused() external {
        Batch memory batch = begin();
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, 0, 16));
        rollup.commitClaims(batch, 0, 16);
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, 2, 2));
        rollup.commitClaims(batch, 2, 2);
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, 3, 1));
        rollup.commitClaims(batch, 3, 1);
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, 7, 1));
        rollup.commitClaims(batch, 7, 1);
    }

    function test_grinding_ranks_by_a_late_top_up_does_not_count() external {
        register(ALICE, 10 ether);
        register(MALLORY, 1 ether);
        forward(ACTIVATION_DELAY - 1);
        pay(MALLORY, 100 ether);
        registry.topUp{value: 100 ether}();
        forward(1);
        Batch memory batch = commit(SEQUENCER, transfers(64), POT);
        pay(MALLORY, 100 ether);
        registry.topUp{value: 100 ether}();
        forward(10 * ACTIVATION_DELAY);
        assertEq(registry.activeStake(MALLORY, batch.commitBlock), 1 ether, "only what was there in time");
        assertEq(batch.totalStake, 11 ether, "total");
        assertEq(rollup.claimLimit(batch, MALLORY), 1, "limit");
        vm.prank(MALLORY);
        vm.expectRevert(abi.encodeWithSelector(IProverRegistry.FreeStakeTooSmall.selector, 1 ether, 2 * LEAF_BOND));
        rollup.commitClaims(batch, 0, 3);
        // A stranger that registers after the commit cannot claim at all.
        register(BOB, 50 ether);
        forward(10 * ACTIVATION_DELAY);
        vm.prank(BOB);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        rollup.commitClaims(batch, 0, 1);
    }

    function test_leaving_with_open_claims_is_refused() external {
        Batch memory batch = begin();
        claim(MALLORY, batch, 0, 1);
        vm.prank(MALLORY);
        vm.expectRevert(IProverRegistry.ClaimsOpen.selector);
        registry.requestExit();
        vm.prank(MALLORY);
        vm.expectRevert(IProverRegistry.ClaimsOpen.selector);
        registry.setPayout(address(1));
        forward(4 * OPEN_TIME);
        rollup.expireBatch(batch);
        vm.prank(MALLORY);
        registry.requestExit();
        vm.prank(MALLORY);
        vm.expectRevert(IProverRegistry.ExitNotReady.selector);
        registry.withdrawStake(MALLORY);
    }

    function test_locking_and_slashing_are_for_the_rollup_alone() external {
        Batch memory batch = begin();
        claim(BOB, batch, 0, 1);
        vm.prank(MALLORY);
        vm.expectRevert(IProverRegistry.NotRollup.selector);
        registry.release(BOB, 1, LEAF_BOND, LEAF_BOND, LEAF_BOND);
        vm.prank(MALLORY);
        vm.expectRevert(IProverRegistry.NotRollup.selector);
        registry.lock(BOB, batch.commitBlock, 1 ether);
        pay(MALLORY, 1 ether);
        vm.expectRevert(IMeshRollup.NotRegistry.selector);
        rollup.receiveSlashed{value: 1 ether}();
    }

    function test_the_seventeenth_claimant_is_refused() external {
        for (uint160 i = 1; i <= 17; i++) {
            register(address(0x1000 + i), 10 ether);
        }
        forward(ACTIVATION_DELAY);
        Batch memory batch = commit(SEQUENCER, transfers(16 * 20), POT);
        for (uint160 i = 1; i <= 16; i++) {
            claim(address(0x1000 + i), batch, 0, uint64(1 << i));
        }
        vm.prank(address(0x1000 + 17));
        vm.expectRevert(IMeshRollup.TooManyClaimants.selector);
        rollup.commitClaims(batch, 0, 1);
        // Settling against all of them stays cheap enough to be sent.
        forward(OPEN_TIME + 16 * CLAIM_DELAY);
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        prove(batch, input);
        uint256 gas = gasleft();
        rollup.settle(batch, input, PROOF);
        assertTrue(gas - gasleft() < 2_000_000, "gas of settling");
    }

    function test_paying_a_position_twice_or_to_nobody_is_refused() external {
        Batch memory batch = begin();
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        input.payees = bytes.concat(input.payees, bytes20(MALLORY));
        prove(batch, settlement(batch, ALICE, ALICE));
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.PayeesLength.selector, 160, 140));
        rollup.settle(batch, input, PROOF);
        input = settlement(batch, ALICE, ALICE);
        setPayee(input, 3, address(0));
        prove(batch, input);
        vm.expectRevert(IMeshRollup.ZeroPayee.selector);
        rollup.settle(batch, input, PROOF);
    }

    function test_stealing_a_proof_by_changing_payees_or_submitter_is_refused() external {
        Batch memory batch = begin();
        SettleInput memory input = settlement(batch, ALICE, ALICE);
        prove(batch, input);
        for (uint256 place = 0; place < 7; place++) {
            SettleInput memory stolen = settlement(batch, ALICE, ALICE);
            setPayee(stolen, place, MALLORY);
            vm.prank(MALLORY);
            vm.expectRevert();
            rollup.settle(batch, stolen, PROOF);
        }
        SettleInput memory other = settlement(batch, ALICE, MALLORY);
        vm.prank(MALLORY);
        vm.expectRevert();
        rollup.settle(batch, other, PROOF);
        // Sending another's proof pays those who made it.
        vm.prank(MALLORY);
        rollup.settle(batch, input, PROOF);
        assertEq(rollup.pending(MALLORY), 0, "sender");
        assertTrue(rollup.pending(ALICE) > 0, "prover");
    }
}
