// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountPath} from "../../src/interfaces/IAccountPath.sol";

/// @notice Stands in for the checker of account paths: the test names which accounts a state root has. The first sibling is the root.
contract PathDouble is IAccountPath {
    mapping(bytes32 account => bool) private _accounts;

    /// @notice Names an account of a state.
    function add(bytes32 root, uint24 index, bytes32 publicKey, uint64 balance, uint32 accountCount) external {
        _accounts[keccak256(abi.encode(root, index, publicKey, balance, uint24(0), accountCount))] = true;
    }

    /// @inheritdoc IAccountPath
    function stateRoot(
        uint24 index,
        bytes32 publicKey,
        uint64 balance,
        uint24 lastSlot,
        uint32 accountCount,
        bytes32[24] calldata siblings
    ) external view returns (bytes32 root) {
        bytes32 account = keccak256(abi.encode(siblings[0], index, publicKey, balance, lastSlot, accountCount));
        root = _accounts[account] ? siblings[0] : bytes32(0);
    }
}
