// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Stakes of the mesh's nodes
/// @notice A node is an account of this chain. Anyone may register; nobody can be refused or removed. Stake counts from
/// `activationDelay` blocks after it was added, and stops counting when its exit is requested. The rollup locks stake for claims,
/// and alone releases or slashes it.
interface IProverRegistry {
    /// @notice A node registered.
    event Registered(address indexed node, bytes32 indexed peerKey, address payout, uint256 stake);

    /// @notice A node added stake; `stake` is all that it has now.
    event ToppedUp(address indexed node, uint256 amount, uint256 stake);

    /// @notice A node's rewards go elsewhere from now on.
    event PayoutChanged(address indexed node, address payout);

    /// @notice A node asked for its stake, which no longer counts.
    event ExitRequested(address indexed node, uint256 stake, uint256 withdrawableFrom);

    /// @notice A node took its stake and is no longer registered.
    event StakeWithdrawn(address indexed node, address to, uint256 stake);

    /// @notice Stake was locked for claims; `locked` is all that is.
    event StakeLocked(address indexed node, uint256 amount, uint256 locked);

    /// @notice Claims ended: so much was unlocked, of which the node keeps all but `slashed`; of that `paid` went to payees, the rest
    /// is burned.
    event StakeReleased(address indexed node, uint256 amount, uint256 slashed, uint256 paid);

    /// @notice Only the rollup may call this.
    error NotRollup();

    /// @notice The node is registered already.
    error AlreadyRegistered();

    /// @notice The node is not registered, its exit is requested, or its stake does not count.
    error NotActive();

    /// @notice The stake is below the least one.
    error StakeTooSmall(uint256 stake, uint256 stakeMin);

    /// @notice All stakes together would not fit.
    error StakeTooLarge();

    /// @notice An address must not be zero.
    error ZeroAddress();

    /// @notice Nothing was sent.
    error ZeroAmount();

    /// @notice The node has claims on batches that are neither settled nor expired.
    error ClaimsOpen();

    /// @notice The last stake was added less than `activationDelay` blocks ago.
    error StakeNotMature();

    /// @notice No exit was requested, or too little time passed since.
    error ExitNotReady();

    /// @notice The node's active stake that is not locked is less than the claims need.
    error FreeStakeTooSmall(uint256 free, uint256 needed);

    /// @notice The receiver did not take the coins.
    error TransferFailed();

    /// @notice Registers the caller as a node, with the coins sent as its stake.
    /// @param peerKey Its Ed25519 key. Not checked here: peers believe it only if the key signs for this node.
    /// @param payout Where its rewards go.
    function register(bytes32 peerKey, address payout) external payable;

    /// @notice Adds the coins sent to the caller's stake.
    function topUp() external payable;

    /// @notice Changes where the caller's rewards go. Refused while it has open claims.
    function setPayout(address payout) external;

    /// @notice Takes the caller's stake out of the count. Refused while it has open claims or stake that does not count yet.
    function requestExit() external;

    /// @notice Sends the caller's stake, `exitDelay` seconds after its exit was requested.
    /// @param to Who receives it.
    function withdrawStake(address to) external;

    /// @notice Locks stake of a node for one more call of claims. Only the rollup.
    /// @param node The node.
    /// @param commitBlock The commit block of the batch: only stake that was active there counts.
    /// @param amount Wei to lock.
    /// @return active The node's active stake, of which what is locked is a part.
    function lock(address node, uint256 commitBlock, uint256 amount) external returns (uint256 active);

    /// @notice Ends claims of a node. Only the rollup, which receives `paid` with the call `receiveSlashed`; what else is slashed
    /// stays here for good.
    /// @param node The node.
    /// @param calls How many calls of claims end.
    /// @param amount Wei that were locked for them.
    /// @param slashed The part of it that the node loses.
    /// @param paid The part of that for payees.
    function release(address node, uint256 calls, uint256 amount, uint256 slashed, uint256 paid) external;

    /// @notice The rollup that this registry serves.
    function rollup() external view returns (address);

    /// @notice The least stake of an active node.
    function stakeMin() external view returns (uint256);

    /// @notice Blocks until stake counts.
    function activationDelay() external view returns (uint256);

    /// @notice Seconds from an exit's request to the withdrawal.
    function exitDelay() external view returns (uint256);

    /// @notice A node as it is now.
    /// @return payout Where its rewards go; zero if it is not registered.
    /// @return stake Its stake in wei.
    /// @return locked What is locked of it.
    /// @return openClaims Calls of claims that are open.
    /// @return withdrawableFrom When its stake can be withdrawn; zero if no exit was requested.
    function nodeOf(address node)
        external
        view
        returns (address payout, uint256 stake, uint256 locked, uint256 openClaims, uint256 withdrawableFrom);

    /// @notice Where a node's rewards go.
    function payoutOf(address node) external view returns (address payout);

    /// @notice The stake that a node has held since `activationDelay` blocks before a block until now; zero if that is below `stakeMin`
    /// or its exit is requested.
    function activeStake(address node, uint256 blockNumber) external view returns (uint256 stake);

    /// @notice The stake of all nodes together that has been held since `activationDelay` blocks before this block.
    function totalActiveStake() external view returns (uint256 stake);

    /// @notice All stake of nodes whose exit is not requested, whether it counts yet or not.
    function totalStake() external view returns (uint256 stake);

    /// @notice Wei that are lost for good.
    function burned() external view returns (uint256 amount);
}
