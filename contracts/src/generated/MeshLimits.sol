// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Generated from contracts/constants.json. Do not edit.

/// @dev The most shards of a batch.
uint256 constant SHARDS_MAX = 64;

/// @dev The most bytes of packed data of a batch.
uint256 constant DATA_BYTES_MAX = 120000;

/// @dev The most batches that are committed and not settled.
uint256 constant LIVE_BATCHES_MAX = 4;

/// @dev The most operations of kinds 4 and 5 of a batch.
uint256 constant PAYOUTS_MAX = 256;

/// @dev The most nodes with claims on a batch.
uint256 constant CLAIMANTS_MAX = 16;

/// @dev The most calls of claims of a node on a batch: one for each level of 64 leaves.
uint256 constant CLAIMS_PER_NODE_MAX = 7;

/// @dev The most overdue queue items that a batch must consume.
uint256 constant FORCED_DUE_MAX = 64;

/// @dev The most accounts.
uint256 constant ACCOUNTS_MAX = 16777215;

/// @dev How often failures double the bond at most.
uint256 constant BOND_DOUBLINGS_MAX = 10;

/// @dev The part of the reward that leaves share.
uint256 constant LEAF_PERCENT = 70;

/// @dev The part of the reward that merges share.
uint256 constant MERGE_PERCENT = 20;

/// @dev The submitter's part of the reward.
uint256 constant FINALISER_PERCENT = 10;

/// @dev A batch may be expired after so many T_open.
uint256 constant EXPIRY_OPEN_TIMES = 4;

/// @dev A settlement is late, bond falls and reward grows after so many T_open.
uint256 constant LATE_OPEN_TIMES = 2;

/// @dev A failure is forgotten after so many T_open without another.
uint256 constant RECOVERY_OPEN_TIMES = 8;

/// @dev Blocks of a shard.
uint256 constant BLOCKS_PER_SHARD = 256;
