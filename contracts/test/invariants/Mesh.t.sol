// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {Batch, BatchStatus} from "../../src/types/Batch.sol";
import {MeshState} from "../../src/types/MeshState.sol";
import {MeshHandler} from "../support/MeshHandler.sol";
import {Test} from "../support/Test.sol";

/// @notice What holds after any calls by anybody. Actions and model are those of `MeshHandler`.
contract MeshInvariantsTest is Test {
    /// @notice Which functions forge calls.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant ACTORS = 5;

    MeshHandler private _handler;
    IMeshRollup private _rollup;
    IProverRegistry private _registry;

    function setUp() external {
        _handler = new MeshHandler();
        _handler.setUp();
        (address rollup, address registry) = _handler.contracts();
        (_rollup, _registry) = (IMeshRollup(rollup), IProverRegistry(registry));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), actions());
    }

    function invariant_rollup_is_solvent() external view {
        uint256 owed = _rollup.burned() + _rollup.escrow() * 1 gwei + _handler.heldForBatchesAndItems();
        for (uint256 i = 0; i < ACTORS; i++) {
            owed += _rollup.pending(_handler.actor(i));
        }
        assertEq(address(_rollup).balance, owed, "balance of the rollup");
        assertEq(_rollup.escrow(), _handler.ownedByAccounts(), "escrow");
        assertEq(_rollup.burned(), _handler.burnedBonds(), "burned bonds");
    }

    function invariant_registry_is_solvent_and_slashes_only_as_defined() external view {
        uint256 stakes = 0;
        for (uint256 i = 0; i < ACTORS; i++) {
            address node = _handler.actor(i);
            (, uint256 stake, uint256 locked,,) = _registry.nodeOf(node);
            assertEq(stake, _handler.stakes(node), "stake");
            assertEq(locked, _handler.locked(node), "locked");
            assertTrue(locked <= stake, "more locked than there is");
            stakes += stake;
        }
        assertEq(_registry.burned(), _handler.burnedStakes(), "burned stakes");
        assertEq(address(_registry).balance, stakes + _registry.burned(), "balance of the registry");
    }

    function invariant_escapes_refunds_payouts_and_rewards_are_credited_exactly_once() external view {
        for (uint256 i = 0; i < ACTORS; i++) {
            address account = _handler.actor(i);
            assertEq(_rollup.pending(account), _handler.due(account), "pending");
        }
        assertEq(bytes(_handler.violation()).length, 0, _handler.violation());
    }

    function invariant_queue_is_served_in_order_and_each_batch_settles_once() external view {
        MeshState memory s = _rollup.state();
        uint256 count = _handler.batchCount();
        assertEq(s.nextIndex, count, "next index");
        assertEq(s.liveFrom, _handler.liveFrom(), "first live batch");
        assertEq(s.queueTail, _handler.itemCount(), "tail");
        assertEq(s.settledHead, _handler.settledHead(), "settled head");
        assertEq(s.committedHead, _handler.committedHead(), "committed head");
        assertTrue(s.settledHead <= s.committedHead && s.committedHead <= s.queueTail, "heads");
        // Settled batches, one behind the other, and then the live ones, take every item once.
        uint256 head = 0;
        bytes32 parent = 0;
        for (uint256 n = 0; n < count; n++) {
            (Batch memory batch, BatchStatus status) = _handler.batchAt(n);
            assertEq(uint256(_rollup.statusOf(batch)), uint256(status), "status");
            bool settled = status == BatchStatus.Settled || status == BatchStatus.Credited;
            if (!settled && n < s.liveFrom) continue;
            assertTrue(settled == n < s.liveFrom, "a live batch is settled");
            assertEq(uint256(batch.parent), uint256(parent), "parent");
            assertEq(batch.queueHeadBefore, head, "items before a batch");
            if (settled || !_handler.frozen()) {
                assertTrue(settled || status == BatchStatus.Committed, "status of a live batch");
            }
            head = batch.queueHeadAfter;
            parent = batch.key;
        }
        assertEq(head, s.committedHead, "items of all batches");
        assertEq(uint256(_rollup.tip()), uint256(parent), "tip");
        assertTrue(s.frozen == _handler.frozen(), "frozen");
    }

    function test_every_action_of_the_handler_takes_effect() external {
        bytes4[] memory selectors = actions();
        for (uint256 i = 0; i < 1500; i++) {
            uint256 seed = uint256(keccak256(abi.encode("action", i)));
            // Nothing freezes in the first part.
            bytes4 selector = selectors[(seed >> 200) % (i < 1200 ? selectors.length - 4 : selectors.length)];
            (bool success,) = address(_handler).call(abi.encodeWithSelector(selector, seed));
            assertTrue(success, "an action reverted");
            assertEq(bytes(_handler.violation()).length, 0, _handler.violation());
        }
        this.invariant_rollup_is_solvent();
        this.invariant_registry_is_solvent_and_slashes_only_as_defined();
        this.invariant_escapes_refunds_payouts_and_rewards_are_credited_exactly_once();
        this.invariant_queue_is_served_in_order_and_each_batch_settles_once();
        string[16] memory names = [
            "open",
            "deposit",
            "exit",
            "stake",
            "leave",
            "unstake",
            "commit",
            "claim",
            "settle",
            "slash",
            "credit",
            "expire",
            "prune",
            "freeze",
            "escape",
            "refund"
        ];
        for (uint256 i = 0; i < names.length; i++) {
            assertTrue(_handler.done(names[i]) > 0, names[i]);
        }
        assertTrue(_handler.done("withdraw") > 0, "withdraw");
    }

    function actions() private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](17);
        selectors[0] = MeshHandler.passTime.selector;
        selectors[1] = MeshHandler.openOne.selector;
        selectors[2] = MeshHandler.depositTo.selector;
        selectors[3] = MeshHandler.exitFrom.selector;
        selectors[4] = MeshHandler.stake.selector;
        selectors[5] = MeshHandler.unstake.selector;
        selectors[6] = MeshHandler.commitOne.selector;
        selectors[7] = MeshHandler.claimSome.selector;
        selectors[8] = MeshHandler.settleOne.selector;
        selectors[9] = MeshHandler.creditOne.selector;
        selectors[10] = MeshHandler.expireOne.selector;
        selectors[11] = MeshHandler.withdrawOne.selector;
        selectors[12] = MeshHandler.contest.selector;
        selectors[13] = MeshHandler.freeze.selector;
        selectors[14] = MeshHandler.escapeOne.selector;
        selectors[15] = MeshHandler.refundOne.selector;
        selectors[16] = MeshHandler.standstill.selector;
    }
}
