// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "./interfaces/IMeshRollup.sol";
import {IProverRegistry} from "./interfaces/IProverRegistry.sol";
import {StakeHistory} from "./types/StakeHistory.sol";

/// @title Stakes of the mesh's nodes
/// @notice See `IProverRegistry`. The rollup creates it.
///
/// What counts. For a node and for all together there is the stake, the block of the last addition, a list of what had been added
/// before it, by block, and what was ever taken away (slashed or exited). When the last addition is old enough, the stake is active;
/// else what had been added up to `activationDelay` blocks before, less all that was taken away. Only active stake can be locked, so only
/// active stake is slashed, and an exit needs all stake active: so the difference is never negative, and the sum over nodes is the total.
contract ProverRegistry is IProverRegistry {
    struct Node {
        // The first word is all that a claim needs, mostly.
        uint88 stake;
        uint88 locked;
        uint24 openClaims;
        uint40 addedAt;
        bool exiting;
        address payout;
        uint40 withdrawableFrom;
        uint32 historyLength;
    }

    struct Total {
        uint88 stake;
        uint40 addedAt;
        uint32 historyLength;
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
    uint256 public burned;

    mapping(address node => Node) private _nodes;
    mapping(address node => StakeHistory) private _histories;
    Total private _total;
    StakeHistory private _totalHistory;

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
        if (node.addedAt + activationDelay > block.number) revert StakeNotMature();
        uint256 from = block.timestamp + exitDelay;
        node.exiting = true;
        node.withdrawableFrom = uint40(from);
        takeFromTotal(node.stake);
        emit ExitRequested(msg.sender, node.stake, from);
    }

    /// @inheritdoc IProverRegistry
    function withdrawStake(address to) external {
        if (to == address(0)) revert ZeroAddress();
        Node storage node = _nodes[msg.sender];
        if (!node.exiting || block.timestamp < node.withdrawableFrom) revert ExitNotReady();
        uint256 stake = node.stake;
        _histories[msg.sender].taken += stake;
        // What was added before stays in the history, in case the node comes back.
        (node.stake, node.exiting, node.payout, node.withdrawableFrom) = (0, false, address(0), 0);
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
        node.locked = uint88(locked);
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
        node.locked -= uint88(amount);
        emit StakeReleased(account, amount, slashed, paid);
        if (slashed == 0) return;
        node.stake -= uint88(slashed);
        _histories[account].taken += slashed;
        takeFromTotal(slashed);
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
    function totalStake() external view returns (uint256 stake) {
        stake = _total.stake;
    }

    /// @inheritdoc IProverRegistry
    function totalActiveStake() external view returns (uint256 stake) {
        Total memory total = _total;
        if (total.addedAt + activationDelay <= block.number) return total.stake;
        stake = activeAt(_totalHistory, total.historyLength, block.number);
    }

    /// @inheritdoc IProverRegistry
    function activeStake(address account, uint256 blockNumber) public view returns (uint256 stake) {
        Node storage node = _nodes[account];
        if (node.exiting) return 0;
        stake = node.addedAt + activationDelay <= blockNumber
            ? node.stake
            : activeAt(_histories[account], node.historyLength, blockNumber);
        if (stake < stakeMin) stake = 0;
    }

    /// @dev What of a stake is active at a block, if its last addition is not.
    function activeAt(StakeHistory storage history, uint256 length, uint256 blockNumber)
        private
        view
        returns (uint256 stake)
    {
        if (length == 0 || blockNumber < activationDelay) return 0;
        uint256 added = history.upTo(length, blockNumber - activationDelay);
        uint256 taken = history.taken;
        stake = added < taken ? 0 : added - taken;
    }

    /// @dev The caller's node; reverts unless it is registered and not exiting.
    function activeNode() private view returns (Node storage node) {
        node = _nodes[msg.sender];
        if (node.payout == address(0) || node.exiting) revert NotActive();
    }

    function takeFromTotal(uint256 amount) private {
        _total.stake -= uint88(amount);
        _totalHistory.taken += amount;
    }

    /// @dev Adds the coins sent. What had been added before goes into the history, unless it was in this block.
    function addStake(Node storage node) private {
        Total memory total = _total;
        uint256 sum = total.stake + msg.value;
        if (sum > type(uint88).max) revert StakeTooLarge();
        if (total.addedAt != 0 && total.addedAt != block.number) {
            _totalHistory.put(total.historyLength++, total.addedAt, total.stake + _totalHistory.taken);
        }
        (total.stake, total.addedAt) = (uint88(sum), uint40(block.number));
        _total = total;

        if (node.addedAt != 0 && node.addedAt != block.number) {
            StakeHistory storage history = _histories[msg.sender];
            history.put(node.historyLength++, node.addedAt, node.stake + history.taken);
        }
        (node.stake, node.addedAt) = (node.stake + uint88(msg.value), uint40(block.number));
    }
}
