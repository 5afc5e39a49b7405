// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Wei for accounts, one entry for each account.
struct Earnings {
    /// @dev How many accounts there are.
    uint256 count;
    /// @dev The accounts.
    address[] accounts;
    /// @dev What each gets.
    uint256[] amounts;
}

using EarningsLibrary for Earnings global;

/// @notice Sums by account in memory.
library EarningsLibrary {
    /// @notice An empty list.
    /// @param capacity The most accounts.
    function create(uint256 capacity) internal pure returns (Earnings memory earnings) {
        earnings.accounts = new address[](capacity);
        earnings.amounts = new uint256[](capacity);
    }

    /// @notice Adds wei for an account.
    function add(Earnings memory self, address account, uint256 amount) internal pure {
        if (amount == 0) return;
        address[] memory accounts = self.accounts;
        uint256 count = self.count;
        uint256 place;
        assembly ("memory-safe") {
            // The place of the account, or the end of the list.
            let first := add(accounts, 32)
            let end := add(first, shl(5, count))
            let at := first
            for {} lt(at, end) { at := add(at, 32) } { if eq(mload(at), account) { break } }
            place := shr(5, sub(at, first))
        }
        if (place == count) {
            accounts[place] = account;
            self.count = count + 1;
        }
        self.amounts[place] += amount;
    }
}
