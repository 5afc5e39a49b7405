// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, BatchInput, BatchStatus, SettleInput} from "../types/Batch.sol";
import {Claim} from "../types/Claim.sol";
import {MeshConstants} from "../types/MeshConstants.sol";
import {MeshState} from "../types/MeshState.sol";
import {AccountOpening, QueueItem} from "../types/QueueItem.sol";
import {IAccountPath} from "./IAccountPath.sol";
import {IBatchReader} from "./IBatchReader.sol";
import {IFinalVerifier} from "./IFinalVerifier.sol";
import {IProverRegistry} from "./IProverRegistry.sol";

/// @title The rollup that the mesh proves: accounts and queue, batches, claims, settlement, rewards, expiry, freeze and escape
/// @notice Immutable: no owner, no proxy, no pause. Whoever may act at all may act alone. Coins leave only through `withdrawPending`.
///
/// Time. A batch's clock starts at its commit or at the settlement of its parent, whichever is later. T_open is `openTime`; the batch
/// may be expired at 4 T_open, and as long as nobody does so it can still settle.
interface IMeshRollup {
    // Queue

    /// @notice An account got its index, and an openAccount is queued.
    event AccountQueued(
        uint256 indexed id, uint32 indexed index, address indexed owner, bytes32 publicKey, uint64 amount
    );

    /// @notice A deposit is queued.
    event DepositQueued(uint256 indexed id, uint32 indexed index, address indexed payer, uint64 amount);

    /// @notice A forced exit is queued.
    event ForcedExitQueued(uint256 indexed id, uint32 indexed index, address indexed owner);

    // Batches

    /// @notice A batch was committed. Its data is the input of the transaction. `prevrandao` seeds the ranks.
    event BatchCommitted(
        bytes32 indexed key,
        address indexed sequencer,
        Batch batch,
        bytes32 dataHash,
        bytes32 witnessHash,
        uint256 prevrandao
    );

    /// @notice A node claimed positions of a batch; `bond` wei are locked for them.
    event ClaimsCommitted(bytes32 indexed key, address indexed node, uint8 level, uint64 positions, uint256 bond);

    /// @notice A node missed claimed positions of a level: others were credited there after its turn.
    event ClaimsMissed(bytes32 indexed key, address indexed node, uint8 level, uint64 positions, uint256 slashed);

    /// @notice A batch settled. `reward` wei went to payees and submitter, among them `refund` for gas.
    event BatchSettled(
        bytes32 indexed key,
        address indexed submitter,
        bytes32 stateRoot,
        bytes32 attribution,
        uint256 reward,
        uint256 refund,
        uint256 bondBurned
    );

    /// @notice The withdrawals and forced exits of a settled batch are credited.
    event PayoutsCredited(bytes32 indexed key, uint256 amount);

    /// @notice A batch was not proven in time: its bond is burned, the batches behind it are no longer live.
    event BatchExpired(bytes32 indexed key, uint256 bondBurned);

    /// @notice A batch that is no longer live was refunded.
    event BatchPruned(bytes32 indexed key);

    // Exits

    /// @notice Wei that an account may withdraw.
    event Credited(address indexed account, uint256 amount);

    /// @notice Wei left the contract.
    event Withdrawn(address indexed account, address indexed to, uint256 amount);

    /// @notice The rollup froze at this state root.
    event Frozen(bytes32 stateRoot);

    /// @notice An account's balance was credited to its owner after the freeze; in gwei.
    event Escaped(uint32 indexed index, address indexed owner, uint64 balance);

    /// @notice A queue item that was never settled was refunded after the freeze; in wei.
    event ItemRefunded(uint256 indexed id, address indexed payer, uint256 amount);

    // What calls are refused for

    /// @notice The rollup is frozen.
    error IsFrozen();

    /// @notice The rollup is not frozen.
    error NotFrozen();

    /// @notice A constructor argument is not possible.
    error InvalidConstants();

    /// @notice Coins arrived from elsewhere than the registry.
    error NotRegistry();

    /// @notice A word is not eight elements below p.
    error NotCanonical(bytes32 word);

    /// @notice An account needs an owner.
    error ZeroOwner();

    /// @notice All 2^24 - 1 accounts are open.
    error TooManyAccounts();

    /// @notice No account is opened.
    error NoAccounts();

    /// @notice The coins sent are not what the call costs.
    error WrongValue(uint256 value, uint256 expected);

    /// @notice The coins sent without the fee are not a multiple of 1 gwei.
    error NotInGwei(uint256 value);

    /// @notice A deposit must be more than zero.
    error ZeroDeposit();

    /// @notice With this deposit the rollup would hold 2^64 gwei or more.
    error EscrowFull();

    /// @notice The account is not this owner's, or has none.
    error NotOwner(uint32 index, address owner);

    /// @notice The batch does not build on the newest one.
    error WrongParent(bytes32 parent, bytes32 tip);

    /// @notice Four batches are live already.
    error TooManyLiveBatches();

    /// @notice The coins sent are less than bond and escrow.
    error ValueTooSmall(uint256 value, uint256 needed);

    /// @notice An operation of kind 2, 3 or 5 is not the next item of the queue.
    error NotNextItem(uint256 id);

    /// @notice An item is overdue and the batch neither consumes it nor 64 others.
    error ItemOverdue(uint256 id);

    /// @notice There is no such batch in the status that the call needs, or the batch handed over differs from it.
    error WrongBatch(bytes32 key);

    /// @notice Batches settle and expire in order; this one is not the first live batch.
    error NotFirstLive(bytes32 key);

    /// @notice The batch is live and not at 4 T_open.
    error NotExpired(uint256 expiry);

    /// @notice The batch is no longer live.
    error NotLive(bytes32 key);

    /// @notice No position is claimed.
    error NoPositions();

    /// @notice A claimed position is not in the tree of the batch.
    error NoSuchPosition(uint8 level, uint64 positions);

    /// @notice A claimed position is another claim's.
    error PositionTaken(uint8 level, uint64 positions);

    /// @notice The node claims more than its share of stake allows.
    error TooManyPositions(uint256 count, uint256 limit);

    /// @notice Sixteen nodes have claims on the batch already.
    error TooManyClaimants();

    /// @notice The node made as many calls of claims on the batch as it may.
    error TooManyClaims();

    /// @notice The claim would begin to bind with less than half of T_open left.
    error ClaimTooLate();

    /// @notice The payees are not 20 bytes for each position.
    error PayeesLength(uint256 length, uint256 expected);

    /// @notice A payee or the submitter is zero.
    error ZeroPayee();

    /// @notice A claim binds, and the position is not credited to the claimant.
    error ClaimIgnored(address node, uint8 level, uint256 index);

    /// @notice The verifier did not say that the proof is valid.
    error InvalidProof();

    /// @notice The payouts are not those of the batch.
    error WrongPayouts();

    /// @notice More would leave than accounts of the rollup own.
    error EscrowExceeded();

    /// @notice No queue item is older than `freezeTime`.
    error NotFreezable();

    /// @notice The account escaped already.
    error AlreadyEscaped(uint32 index);

    /// @notice The account is not in the last settled state with this balance.
    error WrongPath();

    /// @notice The item was settled, refunded, or never was.
    error NotRefundable(uint256 id);

    /// @notice Nothing is pending for the caller.
    error NothingPending();

    /// @notice An address must not be zero.
    error ZeroAddress();

    /// @notice The receiver did not take the coins.
    error TransferFailed();

    // Queue

    /// @notice Opens an account: gives it the next index and queues its opening. The coins sent are `forcedFee` and what the account
    /// begins with, which may be nothing.
    /// @param publicKey The account's key, eight canonical words.
    /// @param owner Who receives its withdrawals and may force its exit.
    /// @return index The account.
    function openAccount(bytes32 publicKey, address owner) external payable returns (uint32 index);

    /// @notice Opens accounts; the coins sent are exactly their amounts and a fee for each.
    /// @return first The index of the first; the others follow.
    function openAccounts(AccountOpening[] calldata openings) external payable returns (uint32 first);

    /// @notice Queues a deposit. The coins sent are `forcedFee` and the amount.
    /// @param index The account.
    /// @param owner Its owner; reverts if it is another's, so that a reorganisation of the chain cannot turn the deposit to somebody
    /// else's account of the same index.
    function deposit(uint32 index, address owner) external payable;

    /// @notice Queues the exit of an account with its whole balance. Only its owner; the coins sent are `forcedFee`.
    function requestForcedExit(uint32 index) external payable;

    // Batches

    /// @notice Commits a batch. The coins sent are the bond (`requiredBond`) and `escrowFor(pot)`; more is credited to the caller.
    /// Key = keccak256(abi.encode(domain, index, parent, keccak256(data), dataOut, witnessHash, shardCount, queueHeadBefore, sequencer)).
    /// @return key The batch's name.
    function commitBatch(BatchInput calldata input) external payable returns (bytes32 key);

    /// @notice Claims positions, which settlement must then credit to the caller's payout: from `claimDelay` after now until T_open, and
    /// in the caller's turn. Locks `claimBond` for each. A claim that is missed loses it.
    /// @param batch A live batch.
    /// @param level The level, 0 for the leaves.
    /// @param positions Bit i claims position i.
    function commitClaims(Batch calldata batch, uint8 level, uint64 positions) external;

    /// @notice Settles the first live batch with a proof: moves the state root and credits everybody. Anyone may send it.
    /// @param batch The batch.
    /// @param input What the proof says.
    /// @param proof The proof in its calldata form.
    function settle(Batch calldata batch, SettleInput calldata input, bytes calldata proof) external;

    /// @notice Credits all withdrawals and forced exits of a settled batch to the accounts' owners, once. Also after a freeze.
    /// @param batch The batch.
    /// @param payouts Each a word: index << 64 | amount in gwei, in the order of the data.
    function creditPayouts(Batch calldata batch, uint256[] calldata payouts) external;

    /// @notice Ends a batch that will not settle. The first live batch at 4 T_open expires: its bond is burned, its escrow goes back,
    /// batches behind it are no longer live and the queue's committed head goes back. A batch that is no longer live, and any after a
    /// freeze, is pruned: bond and escrow go back. Locked stake of its claimants is released.
    function expireBatch(Batch calldata batch) external;

    // Exits

    /// @notice Freezes the rollup, if the first unsettled queue item is older than `freezeTime`. Nothing is committed, claimed or settled
    /// from then on.
    function freeze() external;

    /// @notice After a freeze: credits an account's balance in the last settled state to its owner, once. Anyone may call it.
    /// @param index The account.
    /// @param publicKey Its key.
    /// @param balance Its balance in gwei.
    /// @param lastSlot The last slot that it used.
    /// @param accountCount How many accounts the state has.
    /// @param siblings What stands beside its path, from the leaf up.
    function escape(
        uint32 index,
        bytes32 publicKey,
        uint64 balance,
        uint24 lastSlot,
        uint32 accountCount,
        bytes32[24] calldata siblings
    ) external;

    /// @notice After a freeze: credits amount and fee of a queue item that was never settled, once: to who paid a deposit, otherwise to
    /// the account's owner.
    /// @param id The item's place in the queue.
    function refundDeposit(uint256 id) external;

    /// @notice Sends everything that is credited to the caller.
    /// @param to Who receives it.
    function withdrawPending(address to) external;

    /// @notice Takes what the registry slashed. Only the registry.
    function receiveSlashed() external payable;

    // Views

    /// @notice The registry of the nodes' stakes, which this contract created.
    function registry() external view returns (IProverRegistry);

    /// @notice The verifier of final proofs.
    function verifier() external view returns (IFinalVerifier);

    /// @notice The reader of packed data.
    function reader() external view returns (IBatchReader);

    /// @notice The checker of account paths.
    function accountPath() external view returns (IAccountPath);

    /// @notice The constants that the contract was made with.
    function constants() external view returns (MeshConstants memory);

    /// @notice The hash of the proof system's identity.
    function version() external view returns (bytes32);

    /// @notice keccak256(abi.encode(chain id, this contract, version)).
    function domain() external view returns (bytes32);

    /// @notice Where batches, queue and clock stand.
    function state() external view returns (MeshState memory);

    /// @notice The last settled state root.
    function stateRoot() external view returns (bytes32);

    /// @notice The newest live batch, or the last settled one if none is live; zero before the first.
    function tip() external view returns (bytes32);

    /// @notice How many accounts have an index.
    function accountCount() external view returns (uint32);

    /// @notice Who owns an account; zero if it has no owner.
    function ownerOf(uint32 index) external view returns (address);

    /// @notice An item of the queue; all zero if there is none.
    function queueItem(uint256 id) external view returns (QueueItem memory);

    /// @notice Wei that an account may withdraw.
    function pending(address account) external view returns (uint256);

    /// @notice Gwei that belong to accounts of the rollup and to queue items, without fees.
    function escrow() external view returns (uint256);

    /// @notice Wei that are lost for good.
    function burned() external view returns (uint256);

    /// @notice Whether an account escaped.
    function hasEscaped(uint32 index) external view returns (bool);

    /// @notice The status of a batch; None if it differs in anything from what was committed.
    function statusOf(Batch calldata batch) external view returns (BatchStatus);

    /// @notice The bond of a batch committed now.
    function requiredBond() external view returns (uint256);

    /// @notice What a batch needs beside its bond: pot * (1 + rampMax) + refundMax.
    function escrowFor(uint96 pot) external view returns (uint256);

    /// @notice The claims on a batch, in their order.
    function claimsOf(bytes32 key) external view returns (Claim[] memory);

    /// @notice What is locked for each position of a level of a batch, in wei: the greater of three rewards and a quarter of the pot.
    function claimBond(Batch calldata batch, uint8 level) external view returns (uint256);

    /// @notice How many positions a node may claim of a batch, those that it has claimed included; zero if it is not active.
    function claimLimit(Batch calldata batch, address node) external view returns (uint256);

    /// @notice When T_open, counted from the commit or from the last settlement, is over; right for the first live batch.
    function opensAt(Batch calldata batch) external view returns (uint256);

    /// @notice The rewards of a batch if it settled now.
    /// @return leaf For each leaf, in wei.
    /// @return merge For each merge; zero if there is one shard.
    /// @return finaliser For the submitter, without the refund.
    function rewardsNow(Batch calldata batch) external view returns (uint256 leaf, uint256 merge, uint256 finaliser);
}
