// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice All that was ever added to a stake, by block, without the last addition: a list of words, each with a block's number in the
/// high half and the sum up to and with that block in the low half. Their owner keeps how many there are, and the last addition.
struct StakeHistory {
    /// @dev What was ever taken away: slashed, or gone with an exit.
    uint256 taken;
    /// @dev The words, in ascending order of blocks.
    mapping(uint256 place => uint256) words;
}

using StakeHistoryLibrary for StakeHistory global;

/// @notice Sums that only grow, by block.
library StakeHistoryLibrary {
    /// @notice Writes the word at a place.
    function put(StakeHistory storage self, uint256 place, uint256 blockNumber, uint256 sum) internal {
        self.words[place] = (blockNumber << 128) | sum;
    }

    /// @notice What was added up to a block and in it, as far as the words tell.
    /// @param count How many words there are.
    /// @param blockNumber The block.
    function upTo(StakeHistory storage self, uint256 count, uint256 blockNumber) internal view returns (uint256 sum) {
        uint256 low = 0;
        uint256 high = count;
        // All words before `low` are of blocks up to the number, all from `high` on are of later ones.
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (self.words[middle] >> 128 <= blockNumber) low = middle + 1;
            else high = middle;
        }
        if (low != 0) sum = uint128(self.words[low - 1]);
    }
}
