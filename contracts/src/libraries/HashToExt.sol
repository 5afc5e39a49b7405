// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../types/Ext5.sol";
import {HIGH_27, P, QUOTIENT_23, RECIPROCAL} from "../types/Ext5Lanes.sol";

/// @title Challenges of byte strings
/// @notice HashToExt(s): with w = keccak256(s), coefficient j is bits 51 j .. 51 j + 50 of w modulo p.
library HashToExt {
    /// @notice The challenge of a string, in weak form.
    /// @param hash keccak256 of the string.
    function fromHash(bytes32 hash) internal pure returns (Ext5 challenge) {
        assembly ("memory-safe") {
            // The word without its highest bit is five lanes already.
            let w := and(hash, not(shl(255, 1)))
            challenge := sub(w, mul(and(shr(28, mul(and(shr(24, w), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
        }
    }
}
