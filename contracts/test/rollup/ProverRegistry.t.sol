// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProverRegistry} from "../../src/ProverRegistry.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {Test} from "../support/Test.sol";

/// @notice The registry of stakes by itself; the test stands in for the rollup.
contract ProverRegistryTest is Test {
    uint256 private constant MIN = 1 ether;
    uint256 private constant DELAY = 10;
    uint256 private constant EXIT = 2400;
    address private constant NODE = address(0x1001);
    address private constant OTHER = address(0x1002);
    address private constant PAYOUT = address(0x2001);
    bytes32 private constant PEER = keccak256("peer");

    IProverRegistry private _registry;
    uint256 private _received;
    bool private _refuses;

    function setUp() external {
        _registry = new ProverRegistry(MIN, DELAY, EXIT);
        vm.roll(1000);
        vm.warp(1_000_000);
        vm.deal(NODE, 1000 ether);
        vm.deal(OTHER, 1000 ether);
    }

    function receiveSlashed() external payable {
        assertTrue(msg.sender == address(_registry), "only the registry pays");
        _received += msg.value;
    }

    function test_constructor_keeps_its_arguments() external view {
        assertTrue(_registry.rollup() == address(this), "rollup");
        assertEq(_registry.stakeMin(), MIN, "stakeMin");
        assertEq(_registry.activationDelay(), DELAY, "activationDelay");
        assertEq(_registry.exitDelay(), EXIT, "exitDelay");
    }

    function test_register_keeps_stake_and_payout() external {
        vm.expectEmit();
        emit IProverRegistry.Registered(NODE, PEER, PAYOUT, 3 ether);
        register(NODE, 3 ether);
        (address payout, uint256 stake, uint256 locked, uint256 claims, uint256 from) = _registry.nodeOf(NODE);
        assertTrue(payout == PAYOUT && _registry.payoutOf(NODE) == PAYOUT, "payout");
        assertEq(stake, 3 ether, "stake");
        assertEq(locked + claims + from, 0, "nothing else");
        assertEq(_registry.totalStake(), 3 ether, "total");
        assertEq(address(_registry).balance, 3 ether, "balance");
    }

    function test_register_refuses_little_stake_no_payout_and_a_second_time() external {
        vm.prank(NODE);
        vm.expectRevert(abi.encodeWithSelector(IProverRegistry.StakeTooSmall.selector, MIN - 1, MIN));
        _registry.register{value: MIN - 1}(PEER, PAYOUT);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ZeroAddress.selector);
        _registry.register{value: MIN}(PEER, address(0));
        register(NODE, MIN);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.AlreadyRegistered.selector);
        _registry.register{value: MIN}(PEER, PAYOUT);
    }

    function test_stake_beyond_88_bits_is_refused() external {
        vm.deal(NODE, 2 ** 89);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.StakeTooLarge.selector);
        _registry.register{value: 2 ** 88}(PEER, PAYOUT);
        register(NODE, 2 ** 88 - 1);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.StakeTooLarge.selector);
        _registry.topUp{value: 1}();
    }

    function test_stake_counts_after_the_activation_delay() external {
        register(NODE, 3 ether);
        assertEq(active(NODE), 0, "at once");
        vm.roll(1000 + DELAY - 1);
        assertEq(active(NODE), 0, "a block early");
        assertEq(_registry.totalActiveStake(), 0, "total a block early");
        vm.roll(1000 + DELAY);
        assertEq(active(NODE), 3 ether, "after the delay");
        assertEq(_registry.totalActiveStake(), 3 ether, "total after the delay");
    }

    function test_topUp_matures_like_a_registration() external {
        register(NODE, 3 ether);
        vm.roll(1000 + DELAY);
        vm.expectEmit();
        emit IProverRegistry.ToppedUp(NODE, 2 ether, 5 ether);
        topUp(NODE, 2 ether);
        assertEq(active(NODE), 3 ether, "before");
        vm.roll(1000 + 2 * DELAY - 1);
        assertEq(active(NODE), 3 ether, "a block early");
        vm.roll(1000 + 2 * DELAY);
        assertEq(active(NODE), 5 ether, "after");
        assertEq(_registry.totalActiveStake(), 5 ether, "total");
        // What counted at an earlier block does not change.
        assertEq(_registry.activeStake(NODE, 1000 + 2 * DELAY - 1), 3 ether, "earlier block");
        assertEq(_registry.activeStake(NODE, 1000 + DELAY - 1), 0, "block before activation");
    }

    function test_topUp_refuses_nothing_and_strangers() external {
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.topUp{value: 1}();
        register(NODE, MIN);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ZeroAmount.selector);
        _registry.topUp();
    }

    function test_setPayout_changes_where_rewards_go() external {
        register(NODE, MIN);
        vm.expectEmit();
        emit IProverRegistry.PayoutChanged(NODE, OTHER);
        vm.prank(NODE);
        _registry.setPayout(OTHER);
        assertTrue(_registry.payoutOf(NODE) == OTHER, "payout");
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ZeroAddress.selector);
        _registry.setPayout(address(0));
        vm.prank(OTHER);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.setPayout(OTHER);
    }

    function test_setPayout_is_refused_while_claims_are_open_even_without_bond() external {
        mature(NODE, 3 ether);
        _registry.lock(NODE, vm.getBlockNumber(), 0);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ClaimsOpen.selector);
        _registry.setPayout(OTHER);
        _registry.release(NODE, 1, 0, 0, 0);
        vm.prank(NODE);
        _registry.setPayout(OTHER);
    }

    function test_exit_takes_the_stake_out_of_the_count_and_pays_after_the_delay() external {
        mature(NODE, 3 ether);
        register(OTHER, 2 ether);
        vm.roll(vm.getBlockNumber() + DELAY);
        vm.expectEmit();
        emit IProverRegistry.ExitRequested(NODE, 3 ether, vm.getBlockTimestamp() + EXIT);
        vm.prank(NODE);
        _registry.requestExit();
        assertEq(active(NODE), 0, "active");
        assertEq(_registry.totalActiveStake(), 2 ether, "total active");
        assertEq(_registry.totalStake(), 2 ether, "total");
        vm.warp(1_000_000 + EXIT - 1);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ExitNotReady.selector);
        _registry.withdrawStake(OTHER);
        vm.warp(1_000_000 + EXIT);
        uint256 before = PAYOUT.balance;
        vm.expectEmit();
        emit IProverRegistry.StakeWithdrawn(NODE, PAYOUT, 3 ether);
        vm.prank(NODE);
        _registry.withdrawStake(PAYOUT);
        assertEq(PAYOUT.balance - before, 3 ether, "paid");
        assertEq(address(_registry).balance, 2 ether, "balance");
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ExitNotReady.selector);
        _registry.withdrawStake(PAYOUT);
    }

    function test_exit_refuses_strangers_young_stake_open_claims_and_repetition() external {
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.requestExit();
        mature(NODE, 3 ether);
        _registry.lock(NODE, vm.getBlockNumber(), 1 ether);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ClaimsOpen.selector);
        _registry.requestExit();
        _registry.release(NODE, 1, 1 ether, 0, 0);
        topUp(NODE, 1);
        vm.roll(vm.getBlockNumber() + DELAY - 1);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.StakeNotMature.selector);
        _registry.requestExit();
        vm.roll(vm.getBlockNumber() + 1);
        vm.prank(NODE);
        _registry.requestExit();
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.requestExit();
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.topUp{value: 1}();
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.lock(NODE, vm.getBlockNumber(), 0);
    }

    function test_withdrawStake_refuses_no_receiver_and_one_that_does_not_take_it() external {
        mature(NODE, 3 ether);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ExitNotReady.selector);
        _registry.withdrawStake(PAYOUT);
        vm.prank(NODE);
        _registry.requestExit();
        vm.warp(1_000_000 + EXIT);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.ZeroAddress.selector);
        _registry.withdrawStake(address(0));
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.TransferFailed.selector);
        _registry.withdrawStake(address(this));
        vm.prank(NODE);
        _registry.withdrawStake(PAYOUT);
    }

    function test_a_node_that_comes_back_starts_anew() external {
        mature(NODE, 3 ether);
        vm.prank(NODE);
        _registry.requestExit();
        vm.warp(1_000_000 + EXIT);
        vm.prank(NODE);
        _registry.withdrawStake(NODE);
        register(NODE, 2 ether);
        assertEq(active(NODE), 0, "at once");
        vm.roll(vm.getBlockNumber() + DELAY);
        assertEq(active(NODE), 2 ether, "after the delay");
        assertEq(_registry.totalActiveStake(), 2 ether, "total");
    }

    function test_lock_takes_active_stake_only() external {
        mature(NODE, 3 ether);
        topUp(NODE, 2 ether);
        uint256 number = vm.getBlockNumber();
        vm.expectRevert(abi.encodeWithSelector(IProverRegistry.FreeStakeTooSmall.selector, 3 ether, 4 ether));
        _registry.lock(NODE, number, 4 ether);
        vm.expectEmit();
        emit IProverRegistry.StakeLocked(NODE, 2 ether, 2 ether);
        assertEq(_registry.lock(NODE, number, 2 ether), 3 ether, "active");
        vm.expectRevert(abi.encodeWithSelector(IProverRegistry.FreeStakeTooSmall.selector, 1 ether, 2 ether));
        _registry.lock(NODE, number, 2 ether);
        // At a block before the stake was active, nothing is.
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.lock(NODE, number - 1, 0);
        vm.expectRevert(IProverRegistry.NotActive.selector);
        _registry.lock(OTHER, number, 0);
        (,, uint256 locked, uint256 claims,) = _registry.nodeOf(NODE);
        assertEq(locked, 2 ether, "locked");
        assertEq(claims, 1, "claims");
    }

    function test_lock_at_an_old_block_sees_no_free_stake_that_came_later() external {
        mature(NODE, 3 ether);
        uint256 old = vm.getBlockNumber();
        topUp(NODE, 4 ether);
        vm.roll(old + DELAY);
        _registry.lock(NODE, old + DELAY, 5 ether);
        vm.expectRevert(abi.encodeWithSelector(IProverRegistry.FreeStakeTooSmall.selector, 0, 1));
        _registry.lock(NODE, old, 1);
    }

    function test_release_pays_burns_and_keeps_the_rest() external {
        mature(NODE, 6 ether);
        _registry.lock(NODE, vm.getBlockNumber(), 2 ether);
        _registry.lock(NODE, vm.getBlockNumber(), 3 ether);
        vm.expectEmit();
        emit IProverRegistry.StakeReleased(NODE, 3 ether, 2 ether, 1 ether);
        _registry.release(NODE, 1, 3 ether, 2 ether, 1 ether);
        assertEq(_received, 1 ether, "paid");
        assertEq(_registry.burned(), 1 ether, "burned");
        (, uint256 stake, uint256 locked, uint256 claims,) = _registry.nodeOf(NODE);
        assertEq(stake, 4 ether, "stake");
        assertEq(locked, 2 ether, "locked");
        assertEq(claims, 1, "claims");
        assertEq(active(NODE), 4 ether, "active");
        assertEq(_registry.totalActiveStake(), 4 ether, "total active");
        assertEq(address(_registry).balance, 5 ether, "balance: stake and what is burned");
        _registry.release(NODE, 1, 2 ether, 0, 0);
        _registry.lock(NODE, vm.getBlockNumber(), 4 ether);
    }

    function test_a_slash_below_the_least_stake_makes_inactive_until_a_top_up() external {
        mature(NODE, 1.5 ether);
        _registry.lock(NODE, vm.getBlockNumber(), 1 ether);
        _registry.release(NODE, 1, 1 ether, 1 ether, 0);
        assertEq(_received, 0, "nothing paid");
        assertEq(active(NODE), 0, "inactive");
        topUp(NODE, 0.5 ether);
        vm.roll(vm.getBlockNumber() + DELAY);
        assertEq(active(NODE), 1 ether, "active again");
    }

    function test_only_the_rollup_locks_and_releases() external {
        mature(NODE, 3 ether);
        uint256 number = vm.getBlockNumber();
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.NotRollup.selector);
        _registry.lock(NODE, number, 1);
        vm.prank(NODE);
        vm.expectRevert(IProverRegistry.NotRollup.selector);
        _registry.release(NODE, 0, 0, 0, 0);
    }

    function test_history_is_found_at_every_block(uint256 seed) external {
        // Additions at random blocks, and the plain sum of those that are old enough.
        uint256[12] memory blocks;
        uint256[12] memory amounts;
        uint256 number = 1000;
        for (uint256 i = 0; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            number += seed % 4;
            vm.roll(number);
            (blocks[i], amounts[i]) = (number, MIN + (seed >> 8) % 1 ether);
            if (i == 0) register(NODE, amounts[i]);
            else topUp(NODE, amounts[i]);
        }
        for (uint256 b = 995; b <= number + DELAY; ++b) {
            uint256 expected = 0;
            for (uint256 i = 0; i < 12; ++i) {
                if (blocks[i] + DELAY <= b) expected += amounts[i];
            }
            assertEq(_registry.activeStake(NODE, b), expected, vm.toString(b));
        }
    }

    function test_the_total_is_the_sum_over_nodes(uint256 seed) external {
        // Random registrations, top-ups, slashes and exits; at the end every stake is old enough.
        address[4] memory nodes = [address(0x3001), address(0x3002), address(0x3003), address(0x3004)];
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            act(nodes[seed % 4], (seed >> 8) % 4, (seed >> 16) % 1 ether);
            vm.roll(vm.getBlockNumber() + (seed >> 96) % 8);
            requireSum(nodes, type(uint256).max);
        }
        vm.roll(vm.getBlockNumber() + DELAY);
        requireSum(nodes, 0);
    }

    /// @dev The active total is the sum over nodes that are active or, for having been slashed below the least stake, are not.
    function requireSum(address[4] memory nodes, uint256 slack) private view {
        uint256 sum = 0;
        uint256 small = 0;
        uint256 stakes = 0;
        for (uint256 i = 0; i < 4; ++i) {
            (, uint256 stake,,, uint256 from) = _registry.nodeOf(nodes[i]);
            if (from != 0) continue;
            stakes += stake;
            sum += active(nodes[i]);
            if (stake < MIN) small += stake;
        }
        assertEq(_registry.totalStake(), stakes, "all stake");
        uint256 total = _registry.totalActiveStake();
        assertTrue(total >= sum && total <= stakes, "active stake lies between");
        if (slack == 0) assertEq(total, sum + small, "active stake");
    }

    function act(address node, uint256 kind, uint256 amount) private {
        (address payout, uint256 stake,,, uint256 from) = _registry.nodeOf(node);
        uint256 number = vm.getBlockNumber();
        uint256 free = active(node);
        vm.deal(node, 100 ether);
        if (payout == address(0)) {
            register(node, MIN + amount);
        } else if (kind == 0 && from == 0) {
            topUp(node, amount + 1);
        } else if (kind == 1 && free != 0) {
            uint256 slashed = amount < stake ? amount : stake;
            if (slashed > free) slashed = free;
            _registry.lock(node, number, free);
            _registry.release(node, 1, free, slashed, slashed / 2);
        } else if (kind == 2 && from == 0 && free == stake) {
            vm.prank(node);
            _registry.requestExit();
        } else if (kind == 3 && from != 0) {
            vm.warp(from);
            vm.prank(node);
            _registry.withdrawStake(node);
        }
    }

    function register(address node, uint256 stake) private {
        vm.prank(node);
        _registry.register{value: stake}(PEER, PAYOUT);
    }

    function topUp(address node, uint256 amount) private {
        vm.prank(node);
        _registry.topUp{value: amount}();
    }

    /// @dev Registers a node and lets its stake become active.
    function mature(address node, uint256 stake) private {
        register(node, stake);
        vm.roll(vm.getBlockNumber() + DELAY);
    }

    function active(address node) private view returns (uint256) {
        return _registry.activeStake(node, vm.getBlockNumber());
    }
}
