// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice All that was ever added to a stake, by block: a list of words, each with a block's number in the high half and the sum up to
/// and with that block in the low half.
struct StakeHistory {
    /// @dev The words, in ascending order of blocks.
    uint256[] words;
}

using StakeHistoryLibrary for StakeHistory global;

/// @notice Sums that only grow, by block.
library StakeHistoryLibrary {
    /// @notice Adds an amount in this block.
    function add(StakeHistory storage self, uint256 amount) internal {
        uint256 count = self.words.length;
        uint256 last = count == 0 ? 0 : self.words[count - 1];
        uint256 word = (block.number << 128) | (uint128(last) + amount);
        if (count != 0 && last >> 128 == block.number) self.words[count - 1] = word;
        else self.words.push(word);
    }

    /// @notice Everything that was ever added.
    function latest(StakeHistory storage self) internal view returns (uint256 sum) {
        uint256 count = self.words.length;
        if (count != 0) sum = uint128(self.words[count - 1]);
    }

    /// @notice The block of the last addition; zero if there was none.
    function latestBlock(StakeHistory storage self) internal view returns (uint256 number) {
        uint256 count = self.words.length;
        if (count != 0) number = self.words[count - 1] >> 128;
    }

    /// @notice What was added up to a block and in it.
    function upTo(StakeHistory storage self, uint256 number) internal view returns (uint256 sum) {
        uint256 high = self.words.length;
        if (high == 0) return 0;
        // Mostly nothing was added lately.
        uint256 word = self.words[high - 1];
        if (word >> 128 <= number) return uint128(word);
        uint256 low = 0;
        --high;
        // All words before `low` are of blocks up to the number, all from `high` on are of later ones.
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (self.words[middle] >> 128 <= number) low = middle + 1;
            else high = middle;
        }
        if (low != 0) sum = uint128(self.words[low - 1]);
    }
}
