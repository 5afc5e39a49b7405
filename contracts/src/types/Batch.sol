// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What became of a batch. A batch that never was has no status.
enum BatchStatus {
    /// @dev No such batch.
    None,
    /// @dev Committed and not settled. It is live unless it stands behind a batch that expired.
    Committed,
    /// @dev Proven; its payouts are not credited yet.
    Settled,
    /// @dev Proven, its payouts credited.
    Credited,
    /// @dev Not proven in time; its bond is burned.
    Expired,
    /// @dev Behind a batch that expired, or live when the rollup froze; refunded.
    Pruned
}

/// @notice A committed batch. Only a hash of it is stored: `BatchCommitted` emits it and callers hand it back.
struct Batch {
    /// @dev Its name, see `commitBatch`.
    bytes32 key;
    /// @dev How many batches were committed before it, whatever became of them.
    uint64 index;
    /// @dev The key of the batch before it; zero for the first.
    bytes32 parent;
    /// @dev Who committed it, and gets back what is left of pot and bond.
    address sequencer;
    /// @dev N, the shards that its blocks fill; 1 to 64.
    uint32 shardCount;
    /// @dev The chain digest of its blocks as the sequencer says it, eight canonical words.
    bytes32 dataOut;
    /// @dev The point at which its data is evaluated: five canonical coefficients of 32 bits, c0 in the highest.
    uint160 z;
    /// @dev The evaluation there, in the same form.
    uint160 y;
    /// @dev keccak256 of its payouts, each a word: index << 64 | amount in gwei.
    bytes32 payoutsHash;
    /// @dev How many payouts there are; at most 256.
    uint32 payoutCount;
    /// @dev The queue's committed head before it.
    uint32 queueHeadBefore;
    /// @dev The same after it: the difference is the number of items that it consumes.
    uint32 queueHeadAfter;
    /// @dev The fees of the consumed items in wei, which join the rewards when it settles.
    uint96 forcedFees;
    /// @dev What its proof earns within 2 T_open, in wei, without forced fees.
    uint96 pot;
    /// @dev The sequencer's bond in wei.
    uint96 bond;
    /// @dev All stake that was active at its commit, in wei.
    uint96 totalStake;
    /// @dev The commit block's time in seconds.
    uint40 commitTime;
    /// @dev The commit block's number.
    uint64 commitBlock;
}

/// @notice What a sequencer commits.
struct BatchInput {
    /// @dev The batch to build on; reverts unless it is `tip`.
    bytes32 parent;
    /// @dev The chain digest of the blocks, eight canonical words. A wrong one makes the batch unprovable.
    bytes32 dataOut;
    /// @dev keccak256 of the witness package. Not checked: it names what peers fetch.
    bytes32 witnessHash;
    /// @dev What the proof earns within 2 T_open, in wei.
    uint96 pot;
    /// @dev The packed operations, see docs/PROTOCOL.md.
    bytes data;
}

/// @notice What the proof of a batch says and the contract does not know.
struct SettleInput {
    /// @dev The state root after the batch, eight canonical words.
    bytes32 stateOut;
    /// @dev The digest of who proved what, eight canonical words.
    bytes32 attribution;
    /// @dev Who finalised; bound in the proof.
    address submitter;
    /// @dev The payees of the positions that exist, 20 bytes each, level by level from the leaves, by index.
    bytes payees;
}
