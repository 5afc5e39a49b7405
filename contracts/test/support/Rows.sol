// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {Ext5} from "../../src/types/Ext5.sol";

/// @notice Rows in memory as the libraries take them: whole words, with 32 bytes before the first that belong to the row too.
library Rows {
    /// @notice Copies packed elements to free memory, padded with zeros to whole words.
    function copy(bytes memory packed) internal pure returns (uint256 row, uint256 words) {
        words = (packed.length + 31) / 32;
        assembly ("memory-safe") {
            row := add(mload(0x40), 32)
            mstore(0x40, add(row, shl(5, words)))
            calldatacopy(sub(row, 32), calldatasize(), shl(5, add(words, 1)))
            mcopy(row, add(packed, 32), mload(packed))
        }
    }

    /// @notice Packs elements of the base field.
    function pack(uint256[] memory elements) internal pure returns (bytes memory packed) {
        for (uint256 i = 0; i < elements.length; i++) {
            packed = bytes.concat(packed, bytes4(uint32(elements[i])));
        }
    }

    /// @notice Packs extension elements.
    function pack(Ext5[] memory elements) internal pure returns (bytes memory packed) {
        for (uint256 i = 0; i < elements.length; i++) {
            packed = bytes.concat(packed, bytes20(KoalaBearExt5.pack(elements[i])));
        }
    }
}
