// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../../src/types/Ext5.sol";

/// @notice The quintic extension by the book: arrays of coefficients, schoolbook products, a modulo after every step. What the
/// lane-packed arithmetic is compared with.
library ReferenceExt5 {
    uint256 internal constant P = 0x7f000001;

    /// @dev W, above which no coefficient of a weak element is.
    uint256 internal constant W = 0x81000000 - 1;

    /// @notice The coefficients of an element in any form, reduced.
    function read(Ext5 a) internal pure returns (uint256[5] memory c) {
        for (uint256 i = 0; i < 5; i++) {
            c[i] = ((Ext5.unwrap(a) >> (51 * i)) & ((1 << 51) - 1)) % P;
        }
    }

    /// @notice The word with the given coefficients as they are.
    function write(uint256[5] memory c) internal pure returns (Ext5 a) {
        uint256 word;
        for (uint256 i = 0; i < 5; i++) {
            word |= c[i] << (51 * i);
        }
        a = Ext5.wrap(word);
    }

    /// @notice Whether every coefficient is below W and bit 255 is zero.
    function isWeak(Ext5 a) internal pure returns (bool weak) {
        weak = Ext5.unwrap(a) >> 255 == 0;
        for (uint256 i = 0; i < 5; i++) {
            weak = weak && ((Ext5.unwrap(a) >> (51 * i)) & ((1 << 51) - 1)) < W;
        }
    }

    function add(uint256[5] memory a, uint256[5] memory b) internal pure returns (uint256[5] memory c) {
        for (uint256 i = 0; i < 5; i++) {
            c[i] = addmod(a[i], b[i], P);
        }
    }

    function sub(uint256[5] memory a, uint256[5] memory b) internal pure returns (uint256[5] memory c) {
        for (uint256 i = 0; i < 5; i++) {
            c[i] = addmod(a[i], P - b[i], P);
        }
    }

    function mulBase(uint256[5] memory a, uint256 s) internal pure returns (uint256[5] memory c) {
        for (uint256 i = 0; i < 5; i++) {
            c[i] = mulmod(a[i], s, P);
        }
    }

    function mul(uint256[5] memory a, uint256[5] memory b) internal pure returns (uint256[5] memory c) {
        uint256[9] memory product;
        for (uint256 i = 0; i < 5; i++) {
            for (uint256 j = 0; j < 5; j++) {
                product[i + j] = addmod(product[i + j], mulmod(a[i], b[j], P), P);
            }
        }
        // X^k = X^(k - 5) - X^(k - 3) for k >= 5, from the top down.
        for (uint256 k = 8; k >= 5; k--) {
            product[k - 5] = addmod(product[k - 5], product[k], P);
            product[k - 3] = addmod(product[k - 3], P - product[k], P);
        }
        for (uint256 i = 0; i < 5; i++) {
            c[i] = product[i];
        }
    }

    function pow(uint256[5] memory a, uint256 exponent) internal pure returns (uint256[5] memory c) {
        c[0] = 1;
        for (; exponent != 0; exponent >>= 1) {
            if (exponent & 1 != 0) c = mul(c, a);
            a = mul(a, a);
        }
    }
}
