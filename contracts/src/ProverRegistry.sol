// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "./interfaces/IMeshRollup.sol";
import {IProverRegistry} from "./interfaces/IProverRegistry.sol";
import {StakeHistory} from "./types/StakeHistory.sol";

/// @title Stakes of the mesh's nodes
/// @notice See `IProverRegistry`. The rollup creates it.
///
/// What counts. For a node and for all together a list keeps what was ever added, by block. What was ever taken away (slashed or
/// exited) is the difference between the end of that list and the stake there is. The active stake at a block is the sum added up to
/// `activationDelay` blocks before it, less all that was ever taken away. Only stake that is active can be locked, so only active stake
/// is slashed, and an exit needs all stake active: so the difference is never negative, and the sum over nodes is the total.
contract ProverRegistry is IProverRegistry {
    struct Node {
        uint96 stake;
        uint96 locked;
        uint24 openClaims;
        uint40 withdrawableFrom;
        address payout;
    }

    /// @inheritdoc IProverRegistry
    address public immutable rollup;

    /// @inheritdoc IProverRegistry
    uint256 public immutable stakeMin;

    /// @inheritdoc IProverRegistry
    uint256 public immutable activationDelay;

    /// @inheritdoc IProverRegistry
    uint256 public immutable exitDelay;

    /// @inheritdoc IProverRegistry
    uint256 public totalStake;

    /// @inheritdoc IProverRegistry
    uint256 public burned;

    mapping(address node => Node) private _nodes;
    mapping(address node => StakeHistory) private _added;
    StakeHistory private _addedByAll;

    modifier onlyRollup() {
        if (msg.sender != rollup) revert NotRollup();
        _;
    }

    /// @param stakeMin_ The least stake of an active node, in wei.
    /// @param activationDelay_ Blocks until stake counts.
    /// @param exitDelay_ Seconds from an exit's request to the withdrawal.
    constructor(uint256 stakeMin_, uint256 activationDelay_, uint256 exitDelay_) {
        rollup = msg.sender;
        stakeMin = stakeMin_;
        activationDelay = activationDelay_;
        exitDelay = exitDelay_;
    }

    /// @inheritdoc IProverRegistry
    function register(bytes32 peerKey, address payout) external payable {
        if (payout == address(0)) revert ZeroAddress();
        if (msg.value < stakeMin) revert StakeTooSmall(msg.value, stakeMin);
        Node storage node = _nodes[msg.sender];
        if (node.payout != address(0)) revert AlreadyRegistered();
        node.payout = payout;
        addStake(node);
        emit Registered(msg.sender, peerKey, payout, msg.value);
    }

    /// @inheritdoc IProverRegistry
    function topUp() external payable {
        if (msg.value == 0) revert ZeroAmount();
        Node storage node = activeNode();
        addStake(node);
        emit ToppedUp(msg.sender, msg.value, node.stake);
    }

    /// @inheritdoc IProverRegistry
    function setPayout(address payout) external {
        if (payout == address(0)) revert ZeroAddress();
        Node storage node = activeNode();
        if (node.openClaims != 0) revert ClaimsOpen();
        node.payout = payout;
        emit PayoutChanged(msg.sender, payout);
    }

    /// @inheritdoc IProverRegistry
    function requestExit() external {
        Node storage node = activeNode();
        if (node.openClaims != 0) revert ClaimsOpen();
        if (_added[msg.sender].latestBlock() + activationDelay > block.number) revert StakeNotMature();
        uint256 from = block.timestamp + exitDelay;
        node.withdrawableFrom = uint40(from);
        totalStake -= node.stake;
        emit ExitRequested(msg.sender, node.stake, from);
    }

    /// @inheritdoc IProverRegistry
    function withdrawStake(address to) external {
        if (to == address(0)) revert ZeroAddress();
        Node storage node = _nodes[msg.sender];
        uint256 from = node.withdrawableFrom;
        if (from == 0 || block.timestamp < from) revert ExitNotReady();
        uint256 stake = node.stake;
        delete _nodes[msg.sender];
        emit StakeWithdrawn(msg.sender, to, stake);
        (bool sent,) = to.call{value: stake}("");
        if (!sent) revert TransferFailed();
    }

    /// @inheritdoc IProverRegistry
    function lock(address account, uint256 commitBlock, uint256 amount) external onlyRollup returns (uint256 active) {
        Node storage node = _nodes[account];
        active = activeStake(account, commitBlock);
        if (active == 0) revert NotActive();
        uint256 locked = node.locked;
        if (active < locked + amount) revert FreeStakeTooSmall(active < locked ? 0 : active - locked, amount);
        locked += amount;
        node.locked = uint96(locked);
        ++node.openClaims;
        emit StakeLocked(account, amount, locked);
    }

    /// @inheritdoc IProverRegistry
    function release(address account, uint256 calls, uint256 amount, uint256 slashed, uint256 paid)
        external
        onlyRollup
    {
        Node storage node = _nodes[account];
        // The rollup releases what it locked, once, so none of these wraps; the casts do not cut what the checked subtraction passed.
        node.openClaims -= uint24(calls);
        node.locked -= uint96(amount);
        emit StakeReleased(account, amount, slashed, paid);
        if (slashed == 0) return;
        node.stake -= uint96(slashed);
        totalStake -= slashed;
        burned += slashed - paid;
        if (paid != 0) IMeshRollup(rollup).receiveSlashed{value: paid}();
    }

    /// @inheritdoc IProverRegistry
    function nodeOf(address account)
        external
        view
        returns (address payout, uint256 stake, uint256 locked, uint256 openClaims, uint256 withdrawableFrom)
    {
        Node storage node = _nodes[account];
        return (node.payout, node.stake, node.locked, node.openClaims, node.withdrawableFrom);
    }

    /// @inheritdoc IProverRegistry
    function payoutOf(address account) external view returns (address payout) {
        payout = _nodes[account].payout;
    }

    /// @inheritdoc IProverRegistry
    function totalActiveStake() external view returns (uint256 stake) {
        uint256 taken = _addedByAll.latest() - totalStake;
        uint256 added = _addedByAll.upTo(before(block.number));
        stake = added < taken ? 0 : added - taken;
    }

    /// @inheritdoc IProverRegistry
    function activeStake(address account, uint256 blockNumber) public view returns (uint256 stake) {
        Node storage node = _nodes[account];
        if (node.withdrawableFrom != 0) return 0;
        StakeHistory storage history = _added[account];
        uint256 taken = history.latest() - node.stake;
        uint256 added = history.upTo(before(blockNumber));
        stake = added < taken ? 0 : added - taken;
        if (stake < stakeMin) stake = 0;
    }

    /// @dev The block at whose end stake must have been there to count at a block.
    function before(uint256 blockNumber) private view returns (uint256 number) {
        number = blockNumber < activationDelay ? 0 : blockNumber - activationDelay;
    }

    /// @dev The caller's node; reverts unless it is registered and not exiting.
    function activeNode() private view returns (Node storage node) {
        node = _nodes[msg.sender];
        if (node.payout == address(0) || node.withdrawableFrom != 0) revert NotActive();
    }

    function addStake(Node storage node) private {
        uint256 total = totalStake + msg.value;
        if (total > type(uint96).max) revert StakeTooLarge();
        totalStake = total;
        node.stake += uint96(msg.value);
        _added[msg.sender].add(msg.value);
        _addedByAll.add(msg.value);
    }
}
