// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountPath} from "./interfaces/IAccountPath.sol";
import {AccountPath} from "./libraries/AccountPath.sol";

/// @title `AccountPath` as a contract
contract AccountPathReader is IAccountPath {
    /// @inheritdoc IAccountPath
    function stateRoot(
        uint24 index,
        bytes32 publicKey,
        uint64 balance,
        uint24 lastSlot,
        uint32 accountCount,
        bytes32[24] calldata siblings
    ) external pure returns (bytes32 root) {
        root = AccountPath.stateRoot(index, publicKey, balance, lastSlot, accountCount, siblings);
    }
}
