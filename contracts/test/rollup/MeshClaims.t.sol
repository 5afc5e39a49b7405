// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {Batch} from "../../src/types/Batch.sol";
import {Claim} from "../../src/types/Claim.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Packed} from "../support/Packed.sol";
import {Test} from "../support/Test.sol";

/// @notice Claims: who may make them, when they bind, whose turn it is, and what a missed one costs.
contract MeshClaimsTest is Test, MeshFixture {
    address private constant NODE = address(0x1001);
    address private constant OTHER = address(0x1002);

    // Four shards: four leaves, two merges, one merge.
    uint256 private constant LEAF = (POT * 70) / 100 / 4;
    uint256 private constant MERGE = (POT * 20) / 100 / 3;
    uint256 private constant LEAF_BOND = 3 * LEAF;
    uint256 private constant MERGE_BOND = POT / 4;

    Batch private _batch;

    function setUp() public override {
        super.setUp();
        register(NODE, 60 ether);
        register(OTHER, 40 ether);
        pass(2);
        _batch = commit(Packed.shards(4, BLOCKS_PER_SHARD));
    }

    function test_a_claim_locks_its_bond_and_is_listed() external {
        assertEq(mesh.claimBond(_batch, 0), LEAF_BOND, "leaf");
        assertEq(mesh.claimBond(_batch, 1), MERGE_BOND, "merge");
        pass(5);
        vm.expectEmit();
        emit IMeshRollup.ClaimsCommitted(_batch.key, NODE, 0, 5, 2 * LEAF_BOND);
        claim(NODE, 0, 5);
        claim(OTHER, 1, 2);
        claim(NODE, 2, 1);
        Claim[] memory claims = mesh.claimsOf(_batch.key);
        assertEq(claims.length, 3, "claims");
        assertTrue(claims[0].node == NODE && claims[1].node == OTHER && claims[2].node == NODE, "nodes");
        assertEq(claims[0].age, 5, "age");
        assertEq(claims[1].level, 1, "level");
        assertEq(claims[0].positions, 5, "positions");
        assertEq(lockedOf(NODE), 2 * LEAF_BOND + MERGE_BOND, "locked");
        assertEq(lockedOf(OTHER), MERGE_BOND, "locked by the other");
    }

    function test_claims_name_positions_that_exist() external {
        uint64[7] memory masks = [uint64(15), 3, 1, 0, 0, 0, 0];
        for (uint8 level = 0; level < 7; ++level) {
            uint64 outside = masks[level] + 1;
            refuse(NODE, level, outside, abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, level, outside));
        }
        refuse(NODE, 7, 1, abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, 7, 1));
        refuse(NODE, 0, 1 << 63, abi.encodeWithSelector(IMeshRollup.NoSuchPosition.selector, 0, 1 << 63));
        refuse(NODE, 0, 0, abi.encodeWithSelector(IMeshRollup.NoPositions.selector));
    }

    function test_the_first_writer_of_a_position_has_it() external {
        claim(NODE, 0, 6);
        refuse(OTHER, 0, 12, abi.encodeWithSelector(IMeshRollup.PositionTaken.selector, 0, 4));
        refuse(NODE, 0, 2, abi.encodeWithSelector(IMeshRollup.PositionTaken.selector, 0, 2));
        claim(OTHER, 0, 8);
        claim(OTHER, 1, 2);
    }

    function test_positions_are_bounded_by_the_share_of_stake() external {
        // 7 positions: floor(2 * 0.6 * 7) = 8 and floor(2 * 0.4 * 7) = 5.
        assertEq(mesh.claimLimit(_batch, NODE), 8, "limit");
        assertEq(mesh.claimLimit(_batch, OTHER), 5, "limit of the other");
        assertEq(mesh.claimLimit(_batch, ALICE), 0, "limit of a stranger");
        claim(OTHER, 0, 15);
        refuse(OTHER, 1, 3, abi.encodeWithSelector(IMeshRollup.TooManyPositions.selector, 6, 5));
        claim(OTHER, 1, 1);
        refuse(OTHER, 2, 1, abi.encodeWithSelector(IMeshRollup.TooManyPositions.selector, 6, 5));
    }

    function test_every_active_node_may_claim_one_position() external {
        address small = address(0x1003);
        register(small, 1 ether);
        register(address(0x1004), 900 ether);
        pass(2);
        Batch memory b = commit(Packed.shards(4, BLOCKS_PER_SHARD));
        assertEq(mesh.claimLimit(b, small), 1, "limit");
        vm.prank(small);
        mesh.commitClaims(b, 0, 1);
    }

    function test_strangers_and_late_comers_cannot_claim() external {
        bytes memory notActive = abi.encodeWithSelector(IProverRegistry.NotActive.selector);
        refuse(ALICE, 0, 1, notActive);
        register(ALICE, 10 ether);
        pass(2);
        // The stake counts now, but did not at the batch's commit.
        refuse(ALICE, 0, 1, notActive);
        vm.prank(NODE);
        registry.requestExit();
        refuse(NODE, 0, 1, notActive);
    }

    function test_claims_are_covered_by_free_stake() external {
        address poor = address(0x1005);
        register(poor, 1 ether);
        pass(2);
        Batch memory b = commit(hex"", 3 ether);
        // One leaf of one shard: three times 90 % of the pot.
        bytes memory error_ =
            abi.encodeWithSelector(IProverRegistry.FreeStakeTooSmall.selector, 1 ether, 3 * uint256(2.7 ether));
        vm.prank(poor);
        vm.expectRevert(error_);
        mesh.commitClaims(b, 0, 1);
    }

    function test_sixteen_nodes_have_claims_on_a_batch_at_most() external {
        address[17] memory nodes;
        for (uint256 i = 0; i < 17; ++i) {
            nodes[i] = address(uint160(0x2000 + i));
            register(nodes[i], 10 ether);
        }
        pass(2);
        Batch memory b = commit(Packed.shards(20, BLOCKS_PER_SHARD));
        for (uint256 i = 0; i < 16; ++i) {
            vm.prank(nodes[i]);
            mesh.commitClaims(b, 0, uint64(1 << i));
        }
        vm.prank(nodes[16]);
        expect(IMeshRollup.TooManyClaimants.selector);
        mesh.commitClaims(b, 0, 1 << 17);
        // A node that has claims may make another.
        vm.prank(nodes[15]);
        mesh.commitClaims(b, 0, 1 << 18);
        // All of them can be settled.
        settle(b0());
        settle(b, payeesOf(20, BOB));
        assertEq(lockedOf(nodes[15]), 0, "released");
    }

    function test_a_node_makes_seven_calls_on_a_batch_at_most() external {
        settle(_batch);
        Batch memory b = commit(Packed.shards(8, BLOCKS_PER_SHARD));
        for (uint256 i = 0; i < 7; ++i) {
            vm.prank(NODE);
            mesh.commitClaims(b, 0, uint64(1 << i));
        }
        vm.prank(NODE);
        expect(IMeshRollup.TooManyClaims.selector);
        mesh.commitClaims(b, 0, 128);
    }

    function test_claims_need_a_live_batch() external {
        Batch memory later = commit(hex"");
        Batch memory wrong = abi.decode(abi.encode(_batch), (Batch));
        wrong.pot += 1;
        vm.prank(NODE);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, wrong.key));
        mesh.commitClaims(wrong, 0, 1);
        pass(2400);
        mesh.expireBatch(_batch);
        refuse(NODE, 0, 1, abi.encodeWithSelector(IMeshRollup.WrongBatch.selector, _batch.key));
        vm.prank(NODE);
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.NotLive.selector, later.key));
        mesh.commitClaims(later, 0, 1);
    }

    function test_claims_are_refused_after_a_freeze() external {
        open(ALICE, KEY_A, 0);
        pass(3601);
        mesh.freeze();
        refuse(NODE, 0, 1, abi.encodeWithSelector(IMeshRollup.IsFrozen.selector));
    }

    function test_a_claim_must_bind_for_half_of_T_open() external {
        pass(280);
        claim(NODE, 0, 1);
        pass(1);
        refuse(NODE, 0, 2, abi.encodeWithSelector(IMeshRollup.ClaimTooLate.selector));
    }

    function test_the_clock_of_a_batch_starts_when_its_parent_settles() external {
        Batch memory later = commit(Packed.shards(4, BLOCKS_PER_SHARD));
        pass(1000);
        // The first batch is open; the clock of the second has not started.
        refuse(NODE, 0, 1, abi.encodeWithSelector(IMeshRollup.ClaimTooLate.selector));
        vm.prank(NODE);
        mesh.commitClaims(later, 0, 1);
        settle(_batch);
        assertEq(mesh.opensAt(later), vm.getBlockTimestamp() + 600, "opens");
        pass(280);
        vm.prank(NODE);
        mesh.commitClaims(later, 0, 2);
        pass(1);
        vm.prank(NODE);
        expect(IMeshRollup.ClaimTooLate.selector);
        mesh.commitClaims(later, 0, 4);
        pass(318);
        refuseSettlement(later, payees(BOB), NODE, 0, 0);
    }

    function test_a_claim_binds_after_the_delay() external {
        claim(NODE, 0, 2);
        pass(19);
        // Not yet: a settlement in flight cannot be stopped by a claim.
        settle(_batch, payees(BOB));
        assertEq(lockedOf(NODE), 0, "released");
        assertEq(stakeOf(NODE), 60 ether, "nothing lost");
    }

    function test_a_binding_claim_must_be_credited() external {
        claim(NODE, 0, 2);
        claim(NODE, 1, 1);
        claim(OTHER, 2, 1);
        pass(20);
        bytes memory list = payees(BOB);
        refuseSettlement(_batch, list, NODE, 0, 1);
        list = withPayee(list, 1, payoutOf(NODE));
        refuseSettlement(_batch, list, NODE, 1, 0);
        list = withPayee(list, 4, payoutOf(NODE));
        refuseSettlement(_batch, list, OTHER, 2, 0);
        list = withPayee(list, 6, payoutOf(OTHER));
        settle(_batch, list);
        assertEq(mesh.pending(payoutOf(NODE)), LEAF + MERGE, "credited");
        assertEq(mesh.pending(payoutOf(OTHER)), MERGE, "credited to the other");
        assertEq(lockedOf(NODE) + lockedOf(OTHER), 0, "released");
        assertEq(registry.totalStake(), 100 ether, "nothing lost");
    }

    function test_only_the_claimants_payout_counts_as_credit() external {
        claim(NODE, 0, 1);
        pass(20);
        refuseSettlement(_batch, withPayee(payees(BOB), 0, NODE), NODE, 0, 0);
        settle(_batch, withPayee(payees(BOB), 0, payoutOf(NODE)));
    }

    function test_turns_follow_the_order_of_first_claims() external {
        claim(NODE, 0, 1);
        claim(OTHER, 0, 2);
        claim(NODE, 0, 4);
        pass(599);
        refuseSettlement(_batch, withPayee(payees(BOB), 0, payoutOf(NODE)), OTHER, 0, 1);
        pass(1);
        // The first turn: the first node's positions, all of them, and nobody else's.
        refuseSettlement(_batch, withPayee(payees(BOB), 1, payoutOf(OTHER)), NODE, 0, 0);
        refuseSettlement(_batch, withPayee(payees(BOB), 0, payoutOf(NODE)), NODE, 0, 2);
        pass(19);
        settle(_batch, withPayee(withPayee(payees(BOB), 0, payoutOf(NODE)), 2, payoutOf(NODE)));
        // The other's turn had not begun, so it loses nothing.
        assertEq(registry.totalStake(), 100 ether, "nothing lost");
        assertEq(lockedOf(NODE) + lockedOf(OTHER), 0, "released");
    }

    function test_a_claim_is_missed_after_its_turn_half_paid_half_burned() external {
        claim(NODE, 0, 1);
        claim(OTHER, 0, 2);
        pass(620);
        // The second turn. The first node's has ended.
        refuseSettlement(_batch, withPayee(payees(BOB), 0, payoutOf(NODE)), OTHER, 0, 1);
        bytes memory list = withPayee(payees(ALICE), 1, payoutOf(OTHER));
        vm.expectEmit();
        emit IMeshRollup.ClaimsMissed(_batch.key, NODE, 0, 1, LEAF_BOND);
        settle(_batch, list);
        assertEq(stakeOf(NODE), 60 ether - LEAF_BOND, "slashed");
        assertEq(stakeOf(OTHER), 40 ether, "not slashed");
        assertEq(registry.burned(), LEAF_BOND - LEAF_BOND / 2, "burned");
        assertEq(mesh.pending(ALICE), 3 * LEAF + 3 * MERGE + LEAF_BOND / 2, "the payee has the other half");
        assertEq(lockedOf(NODE) + lockedOf(OTHER), 0, "released");
    }

    function test_a_claim_that_is_credited_after_its_turn_is_not_missed() external {
        claim(NODE, 0, 3);
        pass(620);
        settle(_batch, withPayee(payees(BOB), 1, payoutOf(NODE)));
        // Position 0 was missed, position 1 was not.
        assertEq(stakeOf(NODE), 60 ether - LEAF_BOND, "slashed for one");
        assertEq(mesh.pending(payoutOf(NODE)), LEAF, "credited");
    }

    function test_after_the_last_turn_nothing_binds() external {
        claim(NODE, 0, 1);
        claim(OTHER, 0, 2);
        pass(640);
        settle(_batch, payees(BOB));
        assertEq(registry.totalStake(), 100 ether - 2 * LEAF_BOND, "both missed");
        assertEq(registry.burned(), 2 * (LEAF_BOND - LEAF_BOND / 2), "burned");
    }

    function test_expiry_returns_bonds_of_claims() external {
        claim(NODE, 0, 1);
        claim(NODE, 1, 3);
        claim(OTHER, 0, 2);
        pass(2400);
        mesh.expireBatch(_batch);
        assertEq(lockedOf(NODE) + lockedOf(OTHER), 0, "released");
        assertEq(registry.totalStake(), 100 ether, "nothing lost");
        vm.prank(NODE);
        registry.requestExit();
    }

    function test_a_payout_cannot_change_under_a_claim() external {
        claim(NODE, 0, 1);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ClaimsOpen.selector);
        registry.setPayout(BOB);
        pass(20);
        settle(_batch, withPayee(payees(BOB), 0, payoutOf(NODE)));
        vm.prank(NODE);
        registry.setPayout(BOB);
    }

    function test_a_batch_without_pot_has_claims_without_bond_that_bind() external {
        settle(_batch);
        Batch memory b = commit(hex"", 0);
        assertEq(mesh.claimBond(b, 0), 0, "bond");
        vm.prank(NODE);
        mesh.commitClaims(b, 0, 1);
        pass(20);
        bytes memory none = payeesOf(1, BOB);
        refuseSettlement(b, none, NODE, 0, 0);
        settle(b, payeesOf(1, payoutOf(NODE)));
    }

    function claim(address node, uint8 level, uint64 positions) private {
        vm.prank(node);
        mesh.commitClaims(_batch, level, positions);
    }

    function refuse(address node, uint8 level, uint64 positions, bytes memory error_) private {
        vm.prank(node);
        vm.expectRevert(error_);
        mesh.commitClaims(_batch, level, positions);
    }

    function refuseSettlement(Batch memory b, bytes memory list, address node, uint8 level, uint256 index) private {
        vm.expectRevert(abi.encodeWithSelector(IMeshRollup.ClaimIgnored.selector, node, level, index));
        mesh.settle(b, settlement(b, list), anyProof());
    }

    function payees(address payee) private pure returns (bytes memory) {
        return payeesOf(4, payee);
    }

    /// @dev The batch of `setUp`.
    function b0() private view returns (Batch memory) {
        return _batch;
    }

    function lockedOf(address node) private view returns (uint256 locked) {
        (,, locked,,) = registry.nodeOf(node);
    }

    function stakeOf(address node) private view returns (uint256 stake) {
        (, stake,,,) = registry.nodeOf(node);
    }
}
