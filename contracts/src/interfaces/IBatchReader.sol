// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchSummary} from "../types/BatchSummary.sol";

/// @title One pass over the packed data of a batch, as a contract of its own
interface IBatchReader {
    /// @notice K, the blocks of a shard.
    function blocksPerShard() external view returns (uint256 blocks);

    /// @notice Reads a batch. Reverts with what is wrong unless the data has its one form.
    /// @param data The packed data.
    /// @param dataOut The chain digest of the blocks, eight canonical words; others are refused.
    /// @param domain The rollup's domain.
    /// @return summary What the data says.
    function read(bytes calldata data, bytes32 dataOut, bytes32 domain)
        external
        view
        returns (BatchSummary memory summary);
}
