// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Packed operations, as docs/PROTOCOL.md defines them.
library Packed {
    function transfer(uint256 from, uint256 to, uint256 amount, uint256 fee, uint256 slot)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(uint8(1), uint24(from), uint24(to), uint64(amount), uint32(fee), uint24(slot));
    }

    function openAccount(uint256 index, uint256 amount, bytes32 key) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(2), uint24(index), uint64(amount), key);
    }

    function deposit(uint256 index, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(3), uint24(index), uint64(amount));
    }

    function withdraw(uint256 from, uint256 amount, uint256 fee, uint256 slot) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(4), uint24(from), uint64(amount), uint32(fee), uint24(slot));
    }

    function forcedExit(uint256 index, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(5), uint24(index), uint64(amount));
    }

    function feeCredit(uint256 index, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(7), uint24(index), uint64(amount));
    }

    /// @notice Transfers that fill shards: N - 1 of them and one block more.
    function shards(uint256 count, uint256 blocksPerShard) internal pure returns (bytes memory data) {
        bytes memory one = transfer(0, 1, 1, 0, 1);
        uint256 transfers = (count - 1) * blocksPerShard + 1;
        data = new bytes(one.length * transfers);
        for (uint256 i = 0; i < data.length; ++i) {
            data[i] = one[i % one.length];
        }
    }

    /// @notice A payout as a word.
    function payout(uint256 index, uint256 amount) internal pure returns (uint256) {
        return (index << 64) | amount;
    }
}
