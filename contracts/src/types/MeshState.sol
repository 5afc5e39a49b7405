// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What moves with every batch, in one word of storage.
struct MeshState {
    /// @dev The index of the next batch: how many were ever committed.
    uint32 nextIndex;
    /// @dev The index of the first live batch; equal to `nextIndex` if none is. Batches from here on are live, and no others.
    uint32 liveFrom;
    /// @dev When a batch settled last; zero if none did.
    uint40 settledTime;
    /// @dev f of the bond, as it was at `failureTime`.
    uint8 failures;
    /// @dev When the last expiry or late settlement was.
    uint40 failureTime;
    /// @dev How many queue items are in committed batches.
    uint32 committedHead;
    /// @dev How many queue items are in settled batches.
    uint32 settledHead;
    /// @dev How many queue items there are.
    uint32 queueTail;
    /// @dev Whether the rollup froze.
    bool frozen;
}
