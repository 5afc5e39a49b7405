// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice Base of all tests. Forge runs every external function that starts with "test"; a revert is a failure, and these assertions
/// revert with what was expected.
abstract contract Test {
    /// @notice A condition does not hold.
    error NotTrue(string what);

    /// @notice Two words differ.
    error NotEqual(string what, uint256 actual, uint256 expected);

    /// @dev The address is keccak256("hevm cheat code") cut to 20 bytes, as forge defines it.
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, actual, expected);
    }

    /// @notice Maps a fuzzed word into [low, high], every value about equally often, the bounds and their neighbours more often.
    function bound(uint256 word, uint256 low, uint256 high) internal pure returns (uint256) {
        uint256 size = high - low + 1;
        if (size == 0) return word;
        uint256 kind = word % 16;
        uint256 rest = word / 16;
        if (kind == 0) return low + (rest % (size < 3 ? size : 3));
        if (kind == 1) return high - (rest % (size < 3 ? size : 3));
        return low + (rest % size);
    }
}
