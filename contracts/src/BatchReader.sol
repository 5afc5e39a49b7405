// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatchReader} from "./interfaces/IBatchReader.sol";
import {BatchData} from "./libraries/BatchData.sol";
import {BatchSummary} from "./types/BatchSummary.sol";

/// @title `BatchData` as a contract
contract BatchReader is IBatchReader {
    /// @notice Blocks of a shard must be a multiple of 16.
    error InvalidBlocksPerShard(uint256 blocks);

    /// @inheritdoc IBatchReader
    uint256 public immutable blocksPerShard;

    constructor(uint256 blocksPerShard_) {
        if (blocksPerShard_ == 0 || blocksPerShard_ % 16 != 0) revert InvalidBlocksPerShard(blocksPerShard_);
        blocksPerShard = blocksPerShard_;
    }

    /// @inheritdoc IBatchReader
    function read(bytes calldata data, bytes32 dataOut, bytes32 domain)
        external
        view
        returns (BatchSummary memory summary)
    {
        summary = BatchData.read(data, dataOut, domain, blocksPerShard);
    }
}
