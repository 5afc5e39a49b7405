// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Wei for accounts, one entry for each account. Where an account stands is kept in the transient slot that its address names,
/// as place + 1: nothing else uses transient storage, and `clear` leaves it as it was.
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
    function add(Earnings memory self, address account, uint256 amount) internal {
        if (amount == 0) return;
        uint256 place;
        assembly ("memory-safe") {
            place := tload(account)
        }
        if (place == 0) {
            self.accounts[self.count] = account;
            place = ++self.count;
            assembly ("memory-safe") {
                tstore(account, place)
            }
        }
        self.amounts[place - 1] += amount;
    }

    /// @notice Forgets where the accounts stand. The list is read afterwards, and nothing is added.
    function clear(Earnings memory self) internal {
        for (uint256 i = 0; i < self.count; ++i) {
            address account = self.accounts[i];
            assembly ("memory-safe") {
                tstore(account, 0)
            }
        }
    }
}
