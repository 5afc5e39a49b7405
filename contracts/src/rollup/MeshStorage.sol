// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProverRegistry} from "../ProverRegistry.sol";
import {
    BOND_DOUBLINGS_MAX,
    CLAIMANTS_MAX,
    DATA_BYTES_MAX,
    EXPIRY_OPEN_TIMES,
    RECOVERY_OPEN_TIMES
} from "../generated/MeshLimits.sol";
import {IAccountPath} from "../interfaces/IAccountPath.sol";
import {IBatchReader} from "../interfaces/IBatchReader.sol";
import {IFinalVerifier} from "../interfaces/IFinalVerifier.sol";
import {IMeshRollup} from "../interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../interfaces/IProverRegistry.sol";
import {Elements} from "../libraries/Elements.sol";
import {Batch, BatchStatus} from "../types/Batch.sol";
import {MeshConstants} from "../types/MeshConstants.sol";
import {MeshState} from "../types/MeshState.sol";
import {QueueItem} from "../types/QueueItem.sol";

/// @title Constants and storage of the rollup, and the coins it owes
abstract contract MeshStorage is IMeshRollup {
    /// @inheritdoc IMeshRollup
    IProverRegistry public immutable registry;

    /// @inheritdoc IMeshRollup
    IFinalVerifier public immutable verifier;

    /// @inheritdoc IMeshRollup
    IBatchReader public immutable reader;

    /// @inheritdoc IMeshRollup
    IAccountPath public immutable accountPath;

    /// @inheritdoc IMeshRollup
    bytes32 public immutable version;

    uint256 internal immutable BASE_BOND;
    uint256 internal immutable FORCED_FEE;
    uint256 internal immutable CLAIM_DELAY;
    uint256 internal immutable OPEN_TIME;
    uint256 internal immutable FORCED_DEADLINE;
    uint256 internal immutable FREEZE_TIME;
    uint256 internal immutable REFUND_MAX;
    uint256 internal immutable SETTLE_GAS;
    uint256 internal immutable RAMP_MAX;

    MeshState internal _state;

    /// @inheritdoc IMeshRollup
    bytes32 public stateRoot;

    /// @inheritdoc IMeshRollup
    bytes32 public tip;

    /// @inheritdoc IMeshRollup
    uint32 public accountCount;

    /// @dev In gwei, below 2^64: so no balance of the rollup ever reaches 2^64, and every deposit can be proven.
    uint64 internal _escrow;

    /// @inheritdoc IMeshRollup
    uint256 public burned;

    /// @inheritdoc IMeshRollup
    mapping(address account => uint256) public pending;

    /// @inheritdoc IMeshRollup
    mapping(uint32 index => address) public ownerOf;

    /// @inheritdoc IMeshRollup
    mapping(uint32 index => bool) public hasEscaped;

    mapping(uint256 id => QueueItem) internal _queue;

    /// @dev keccak256(abi.encode(batch, status)).
    mapping(bytes32 key => bytes32) internal _batches;

    /// @dev Claims as words, see `MeshClaims`; the first zero ends the list.
    mapping(bytes32 key => mapping(uint256 place => uint256)) internal _claims;

    constructor(
        MeshConstants memory c,
        bytes32 version_,
        bytes32 genesisRoot,
        IFinalVerifier verifier_,
        IBatchReader reader_,
        IAccountPath accountPath_
    ) {
        // All turns end before expiry, and a claim made just before the batch's clock starts binds for half of T_open.
        uint256 openTime = c.openTime;
        bool possible = c.claimDelay != 0 && 2 * uint256(c.claimDelay) <= openTime
            && openTime + CLAIMANTS_MAX * c.claimDelay <= EXPIRY_OPEN_TIMES * openTime && c.stakeMin != 0
            && c.forcedDeadline <= c.freezeTime && c.forcedFee % 1 gwei == 0 && Elements.isCanonical(genesisRoot)
            && address(verifier_).code.length != 0 && address(reader_).code.length != 0
            && address(accountPath_).code.length != 0;
        // Bonds and fees of a batch fit into 96 bits.
        bool fits = uint256(c.baseBond) << BOND_DOUBLINGS_MAX <= type(uint96).max
            && uint256(c.forcedFee) * DATA_BYTES_MAX <= type(uint96).max;
        if (!possible || !fits) revert InvalidConstants();
        (BASE_BOND, FORCED_FEE, CLAIM_DELAY) = (c.baseBond, c.forcedFee, c.claimDelay);
        (OPEN_TIME, FORCED_DEADLINE, FREEZE_TIME) = (openTime, c.forcedDeadline, c.freezeTime);
        (REFUND_MAX, SETTLE_GAS, RAMP_MAX) = (c.refundMax, c.settleGas, c.rampMax);
        (version, verifier, reader, accountPath) = (version_, verifier_, reader_, accountPath_);
        stateRoot = genesisRoot;
        registry = new ProverRegistry(c.stakeMin, c.activationDelay, EXPIRY_OPEN_TIMES * openTime);
    }

    /// @inheritdoc IMeshRollup
    function receiveSlashed() external payable {
        if (msg.sender != address(registry)) revert NotRegistry();
    }

    /// @inheritdoc IMeshRollup
    function withdrawPending(address to) external {
        if (to == address(0)) revert ZeroAddress();
        uint256 amount = pending[msg.sender];
        if (amount == 0) revert NothingPending();
        delete pending[msg.sender];
        emit Withdrawn(msg.sender, to, amount);
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert TransferFailed();
    }

    /// @inheritdoc IMeshRollup
    function constants() external view returns (MeshConstants memory) {
        return MeshConstants({
            stakeMin: uint96(registry.stakeMin()),
            activationDelay: uint32(registry.activationDelay()),
            baseBond: uint96(BASE_BOND),
            forcedFee: uint96(FORCED_FEE),
            claimDelay: uint32(CLAIM_DELAY),
            openTime: uint32(OPEN_TIME),
            forcedDeadline: uint32(FORCED_DEADLINE),
            freezeTime: uint32(FREEZE_TIME),
            refundMax: uint96(REFUND_MAX),
            settleGas: uint32(SETTLE_GAS),
            rampMax: uint8(RAMP_MAX)
        });
    }

    /// @inheritdoc IMeshRollup
    function state() external view returns (MeshState memory) {
        return _state;
    }

    /// @inheritdoc IMeshRollup
    function queueItem(uint256 id) external view returns (QueueItem memory) {
        return _queue[id];
    }

    /// @inheritdoc IMeshRollup
    function escrow() external view returns (uint256) {
        return _escrow;
    }

    /// @inheritdoc IMeshRollup
    function statusOf(Batch calldata batch) external view returns (BatchStatus) {
        for (uint256 s = uint256(BatchStatus.Committed); s <= uint256(BatchStatus.Pruned); ++s) {
            if (has(batch, BatchStatus(s))) return BatchStatus(s);
        }
        return BatchStatus.None;
    }

    /// @inheritdoc IMeshRollup
    function opensAt(Batch calldata batch) external view returns (uint256) {
        return clockStart(batch, _state) + OPEN_TIME;
    }

    /// @inheritdoc IMeshRollup
    function domain() public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), version));
    }

    /// @inheritdoc IMeshRollup
    function requiredBond() public view returns (uint256) {
        uint256 f = failuresNow(_state);
        return BASE_BOND << (f < BOND_DOUBLINGS_MAX ? f : BOND_DOUBLINGS_MAX);
    }

    /// @inheritdoc IMeshRollup
    function escrowFor(uint96 pot) public view returns (uint256) {
        return uint256(pot) * (1 + RAMP_MAX) + REFUND_MAX;
    }

    /// @dev When the clock of the first live batch started.
    function clockStart(Batch calldata batch, MeshState memory s) internal pure returns (uint256 start) {
        start = batch.commitTime < s.settledTime ? s.settledTime : batch.commitTime;
    }

    /// @dev f: failures that are not forgotten yet.
    function failuresNow(MeshState memory s) internal view returns (uint256 f) {
        uint256 forgotten = (block.timestamp - s.failureTime) / (RECOVERY_OPEN_TIMES * OPEN_TIME);
        if (forgotten < s.failures) f = s.failures - forgotten;
    }

    /// @dev Counts a failure.
    function fail(MeshState memory s) internal view {
        uint256 f = failuresNow(s) + 1;
        s.failures = uint8(f < type(uint8).max ? f : type(uint8).max);
        s.failureTime = uint40(block.timestamp);
    }

    /// @dev Whether a batch is as it was committed and has a status.
    function has(Batch calldata batch, BatchStatus status) internal view returns (bool yes) {
        yes = _batches[batch.key] == keccak256(abi.encode(batch, status));
    }

    /// @dev Reverts unless a batch is as it was committed and has a status.
    function requireStatus(Batch calldata batch, BatchStatus status) internal view {
        if (!has(batch, status)) revert WrongBatch(batch.key);
    }

    function setStatus(Batch calldata batch, BatchStatus status) internal {
        _batches[batch.key] = keccak256(abi.encode(batch, status));
    }

    /// @dev Adds wei to what an account may withdraw.
    function credit(address account, uint256 amount) internal {
        if (amount == 0) return;
        pending[account] += amount;
        emit Credited(account, amount);
    }

    /// @dev Takes gwei out of what belongs to accounts of the rollup.
    function takeEscrow(uint256 amount) internal {
        uint256 held = _escrow;
        if (amount > held) revert EscrowExceeded();
        unchecked {
            _escrow = uint64(held - amount);
        }
    }

    function requireNotFrozen(MeshState memory s) internal pure {
        if (s.frozen) revert IsFrozen();
    }
}
