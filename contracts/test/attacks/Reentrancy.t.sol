// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {Batch, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MeshWorld} from "../support/MeshWorld.sol";
import {Reenterer} from "../support/Reenterer.sol";
import {Test} from "../support/Test.sol";

/// @notice Coins leave the contracts in two places; a receiver that calls every function again gains nothing there.
contract ReentrancyTest is Test, MeshWorld {
    Reenterer private _thief;

    function setUp() public override {
        super.setUp();
        _thief = new Reenterer();
        // Others' coins, to be stolen.
        open(ALICE, 1_000_000_000);
        register(ALICE, 10 ether);
    }

    function test_withdrawing_again_while_receiving_gains_nothing() external {
        earn();
        uint256 owed = rollup.pending(address(_thief));
        assertTrue(owed > 0, "owed");
        bytes memory again = abi.encodeCall(IMeshRollup.withdrawPending, (address(_thief)));
        _thief.add(address(rollup), 0, again);
        _thief.add(address(rollup), 0, again);
        uint256 before = address(rollup).balance;
        _thief.act(address(rollup), 0, again);
        assertEq(_thief.made(), 2, "it did call again");
        assertEq(_thief.succeeded(), 0, "and was refused");
        assertEq(address(rollup).balance, before - owed, "left once");
        assertEq(rollup.pending(address(_thief)), 0, "nothing pending");
    }

    function test_taking_the_stake_again_while_receiving_gains_nothing() external {
        vm.deal(address(_thief), 2 ether);
        _thief.act(address(registry), 2 ether, abi.encodeCall(IProverRegistry.register, (bytes32(0), address(_thief))));
        forward(ACTIVATION_DELAY);
        _thief.act(address(registry), 0, abi.encodeCall(IProverRegistry.requestExit, ()));
        forward(4 * OPEN_TIME);
        bytes memory again = abi.encodeCall(IProverRegistry.withdrawStake, (address(_thief)));
        _thief.add(address(registry), 0, again);
        _thief.add(address(registry), 0, abi.encodeCall(IProverRegistry.requestExit, ()));
        _thief.add(address(registry), 0, abi.encodeCall(IProverRegistry.topUp, ()));
        _thief.add(address(registry), 0, abi.encodeCall(IProverRegistry.setPayout, (address(1))));
        _thief.act(address(registry), 0, again);
        assertEq(_thief.made(), 4, "it did call again");
        assertEq(_thief.succeeded(), 0, "and was refused");
        assertEq(address(_thief).balance, 2 ether, "left once");
        assertEq(address(registry).balance, 10 ether, "Alice's stake");
    }

    function test_every_function_called_while_receiving_leaves_the_books_right() external {
        Batch memory settled = earn();
        Batch memory live = commit(SEQUENCER, transfers(1), POT);
        Batch memory behind = commit(SEQUENCER, transfers(2), POT);
        SettleInput memory input = settlement(live, address(_thief), address(_thief));
        prove(live, input);
        address r = address(rollup);
        vm.deal(address(_thief), 10 ether);
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.withdrawPending, (address(_thief))));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.settle, (settled, input, PROOF)));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.settle, (behind, input, PROOF)));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.expireBatch, (live)));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.commitClaims, (live, 0, 1)));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.freeze, ()));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.refundDeposit, (0)));
        bytes32[24] memory siblings;
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.escape, (0, keyOf(ALICE), 1, 0, 1, siblings)));
        _thief.add(r, 1 ether, abi.encodeCall(IMeshRollup.receiveSlashed, ()));
        uint256 owed = rollup.pending(address(_thief));
        _thief.act(r, 0, abi.encodeCall(IMeshRollup.withdrawPending, (address(_thief))));
        assertEq(_thief.made(), 9, "it did call again");
        assertEq(_thief.succeeded(), 0, "and was refused");
        assertEq(address(_thief).balance, 10 ether + owed, "left once");
        // What anybody may do at any time works there too, and is worth the same.
        _thief.clear();
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.creditPayouts, (settled, new uint256[](0))));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.settle, (live, input, PROOF)));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.settle, (live, input, PROOF)));
        _thief.add(r, 0, abi.encodeCall(IMeshRollup.withdrawPending, (address(_thief))));
        _thief.add(r, FORCED_FEE, abi.encodeCall(IMeshRollup.openAccount, (bytes32(uint256(1)), address(_thief))));
        _thief.add(r, FORCED_FEE + 1 gwei, abi.encodeCall(IMeshRollup.deposit, (0, ALICE)));
        earnMore();
        _thief.act(r, 0, abi.encodeCall(IMeshRollup.withdrawPending, (address(_thief))));
        assertEq(_thief.made(), 6, "calls");
        assertEq(_thief.succeeded(), 5, "all but the second settlement");
        assertEq(uint256(rollup.statusOf(live)), uint256(BatchStatus.Settled), "settled once");
        uint256 owedToAll = rollup.pending(SEQUENCER) + rollup.pending(address(_thief)) + rollup.pending(MALLORY);
        // Two batches are live: the one behind, and the thief's own.
        uint256 batches = 2 * BASE_BOND + rollup.escrowFor(POT) + rollup.escrowFor(0);
        uint256 items = 3 * FORCED_FEE + rollup.escrow() * 1 gwei;
        assertEq(r.balance, owedToAll + batches + items + rollup.burned(), "books");
    }

    function test_a_receiver_that_refuses_loses_nothing() external {
        earn();
        uint256 owed = rollup.pending(address(_thief));
        bytes memory toRollup = abi.encodeCall(IMeshRollup.withdrawPending, (address(registry)));
        vm.expectRevert(IMeshRollup.TransferFailed.selector);
        _thief.act(address(rollup), 0, toRollup);
        assertEq(rollup.pending(address(_thief)), owed, "still pending");
        vm.expectRevert(IMeshRollup.ZeroAddress.selector);
        _thief.act(address(rollup), 0, abi.encodeCall(IMeshRollup.withdrawPending, (address(0))));
        _thief.act(address(rollup), 0, abi.encodeCall(IMeshRollup.withdrawPending, (BOB)));
        assertEq(BOB.balance, owed, "elsewhere");
    }

    /// @dev Lets the thief earn the pot of a batch.
    function earn() private returns (Batch memory batch) {
        batch = commit(SEQUENCER, transfers(3), POT);
        settle(batch, address(_thief));
    }

    /// @dev Coins pending for the thief without a settlement: the surplus of a commit would be the sequencer's own.
    function earnMore() private {
        uint256 value = rollup.requiredBond() + rollup.escrowFor(0) + 1 ether;
        vm.deal(address(_thief), address(_thief).balance + value);
        _thief.act(address(rollup), value, abi.encodeCall(IMeshRollup.commitBatch, (inputOf(transfers(4), 0))));
    }
}
