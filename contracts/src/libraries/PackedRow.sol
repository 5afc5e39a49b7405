// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../types/Ext5.sol";
import {HIGH_27, LOW_16, P, PRODUCT_OFFSET, QUINTIC, QUOTIENT_23, RECIPROCAL} from "../types/Ext5Lanes.sol";
import {KoalaBear} from "./KoalaBear.sol";
import {KoalaBearExt5} from "./KoalaBearExt5.sol";

/// @title Rows of opened matrices: eight base-field elements in a word
/// @notice A row is a number of 32-byte words in memory. A word holds eight columns as canonical 32-bit integers, the first column in
/// the highest bits. Columns are padded with zeros to whole words.
library PackedRow {
    using KoalaBearExt5 for Ext5;

    /// @notice Bytes of a table of powers for one word of a row.
    uint256 internal constant TABLE_BYTES_PER_WORD = 320;

    /// @dev 2^31 - p in each 32-bit field.
    uint256 private constant CARRY_AT_P = 0x00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff;

    /// @dev 2^31 in each 32-bit field.
    uint256 private constant BIT_31 = 0x8000000080000000800000008000000080000000800000008000000080000000;

    /// @dev Every second 32-bit field, the lowest among them.
    uint256 private constant EVEN = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;

    /// @notice Reverts unless each element of the row is below p.
    /// @param row The address of the row.
    /// @param words The length of the row.
    function requireCanonical(uint256 row, uint256 words) internal pure {
        uint256 suspect;
        assembly ("memory-safe") {
            // An element is refused when it has bit 31, or gets it from adding 2^31 - p. Only an element that is refused anyway can
            // carry into its neighbour.
            for { let head := add(row, shl(5, and(words, 3))) } lt(row, head) { row := add(row, 32) } {
                let w := mload(row)
                suspect := or(suspect, or(w, add(w, CARRY_AT_P)))
            }
            for { let end := add(row, shl(7, shr(2, words))) } lt(row, end) { row := add(row, 128) } {
                let w := mload(row)
                let x := mload(add(row, 32))
                let y := mload(add(row, 64))
                let z := mload(add(row, 96))
                suspect := or(
                    or(suspect, or(or(w, add(w, CARRY_AT_P)), or(x, add(x, CARRY_AT_P)))),
                    or(or(y, add(y, CARRY_AT_P)), or(z, add(z, CARRY_AT_P)))
                )
            }
        }
        if (suspect & BIT_31 != 0) revert KoalaBear.NotCanonical();
    }

    /// @notice Sum of column_j a_j over the columns j of the row, for the a_j of a table made by `writePowers`. Reverts unless each
    /// element is below p, so a row that went through this function needs no `requireCanonical`.
    /// @param row The address of the row.
    /// @param words The length of the row, at most 2^16.
    /// @param table The address of the table, for at least as many words.
    function dot(uint256 row, uint256 words, uint256 table) internal pure returns (Ext5 sum) {
        uint256 suspect;
        assembly ("memory-safe") {
            // A word is two words of four columns in 64-bit lanes. Multiplied by a table word, whose lanes hold one coefficient of
            // four a_j in opposite order, the top lane of the product is a sum of four products: the factors are below p and
            // W = 2^32 - p, and 4 p W <= 2^64, so no lane overflows. A coefficient of the result is a sum of top lanes.
            let c0 := 0
            let c1 := 0
            let c2 := 0
            let c3 := 0
            let c4 := 0
            let end := add(row, shl(5, words))
            if and(words, 1) {
                let w := mload(row)
                suspect := or(w, add(w, CARRY_AT_P))
                let v := and(shr(32, w), EVEN)
                w := and(w, EVEN)
                c0 := add(shr(192, mul(v, mload(table))), shr(192, mul(w, mload(add(table, 160)))))
                c1 := add(shr(192, mul(v, mload(add(table, 32)))), shr(192, mul(w, mload(add(table, 192)))))
                c2 := add(shr(192, mul(v, mload(add(table, 64)))), shr(192, mul(w, mload(add(table, 224)))))
                c3 := add(shr(192, mul(v, mload(add(table, 96)))), shr(192, mul(w, mload(add(table, 256)))))
                c4 := add(shr(192, mul(v, mload(add(table, 128)))), shr(192, mul(w, mload(add(table, 288)))))
                row := add(row, 32)
                table := add(table, 320)
            }
            for {} lt(row, end) { row := add(row, 64) } {
                let w := mload(row)
                let y := mload(add(row, 32))
                suspect := or(suspect, or(or(w, add(w, CARRY_AT_P)), or(y, add(y, CARRY_AT_P))))
                let v := and(shr(32, w), EVEN)
                w := and(w, EVEN)
                let x := and(shr(32, y), EVEN)
                y := and(y, EVEN)
                c0 := add(
                    add(c0, add(shr(192, mul(v, mload(table))), shr(192, mul(w, mload(add(table, 160)))))),
                    add(shr(192, mul(x, mload(add(table, 320)))), shr(192, mul(y, mload(add(table, 480)))))
                )
                c1 := add(
                    add(c1, add(shr(192, mul(v, mload(add(table, 32)))), shr(192, mul(w, mload(add(table, 192)))))),
                    add(shr(192, mul(x, mload(add(table, 352)))), shr(192, mul(y, mload(add(table, 512)))))
                )
                c2 := add(
                    add(c2, add(shr(192, mul(v, mload(add(table, 64)))), shr(192, mul(w, mload(add(table, 224)))))),
                    add(shr(192, mul(x, mload(add(table, 384)))), shr(192, mul(y, mload(add(table, 544)))))
                )
                c3 := add(
                    add(c3, add(shr(192, mul(v, mload(add(table, 96)))), shr(192, mul(w, mload(add(table, 256)))))),
                    add(shr(192, mul(x, mload(add(table, 416)))), shr(192, mul(y, mload(add(table, 576)))))
                )
                c4 := add(
                    add(c4, add(shr(192, mul(v, mload(add(table, 128)))), shr(192, mul(w, mload(add(table, 288)))))),
                    add(shr(192, mul(x, mload(add(table, 448)))), shr(192, mul(y, mload(add(table, 608)))))
                )
                table := add(table, 640)
            }
            sum := or(
                or(mod(c0, P), shl(51, mod(c1, P))),
                or(or(shl(102, mod(c2, P)), shl(153, mod(c3, P))), shl(204, mod(c4, P)))
            )
        }
        if (suspect & BIT_31 != 0) revert KoalaBear.NotCanonical();
    }

    /// @notice Writes the table for `dot` with a_j = last alpha^(8 words - 1 - j) to free memory: the dot product is the value of
    /// Horner's rule over the columns, times `last`.
    /// @param alpha The base of the powers.
    /// @param last The factor of the last column of the last word.
    /// @param words The length of the rows.
    /// @return table The address of the table.
    /// @return next last alpha^(8 words): the factor of a column before the first.
    function writePowers(Ext5 alpha, Ext5 last, uint256 words) internal pure returns (uint256 table, Ext5 next) {
        Ext5 alphaShifted = alpha.shifted();
        assembly ("memory-safe") {
            table := mload(0x40)
            let end := add(table, mul(words, TABLE_BYTES_PER_WORD))
            mstore(0x40, end)

            function times(a, b, bShifted) -> c {
                // As `mulAdd` of KoalaBearExt5, without a summand.
                let hi := mulmod(bShifted, and(shr(16, a), LOW_16), QUINTIC)
                c := addmod(add(mulmod(b, and(a, LOW_16), QUINTIC), PRODUCT_OFFSET), hi, QUINTIC)
                c := sub(c, mul(and(shr(28, mul(and(shr(24, c), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
            }

            function transpose(to, a, b, c, d) {
                // The five coefficients of four elements become five words of four lanes of 64 bits, a in the lowest.
                mstore(
                    to,
                    or(
                        or(and(a, 0xffffffff), and(shl(64, b), 0xffffffff0000000000000000)),
                        or(and(shl(128, c), 0xffffffff00000000000000000000000000000000), shl(192, and(d, 0xffffffff)))
                    )
                )
                mstore(
                    add(to, 32),
                    or(
                        or(and(shr(51, a), 0xffffffff), and(shl(13, b), 0xffffffff0000000000000000)),
                        or(
                            and(shl(77, c), 0xffffffff00000000000000000000000000000000),
                            and(shl(141, d), 0xffffffff000000000000000000000000000000000000000000000000)
                        )
                    )
                )
                mstore(
                    add(to, 64),
                    or(
                        or(and(shr(102, a), 0xffffffff), and(shr(38, b), 0xffffffff0000000000000000)),
                        or(
                            and(shl(26, c), 0xffffffff00000000000000000000000000000000),
                            and(shl(90, d), 0xffffffff000000000000000000000000000000000000000000000000)
                        )
                    )
                )
                mstore(
                    add(to, 96),
                    or(
                        or(and(shr(153, a), 0xffffffff), and(shr(89, b), 0xffffffff0000000000000000)),
                        or(
                            and(shr(25, c), 0xffffffff00000000000000000000000000000000),
                            and(shl(39, d), 0xffffffff000000000000000000000000000000000000000000000000)
                        )
                    )
                )
                mstore(
                    add(to, 128),
                    or(or(shr(204, a), shl(64, shr(204, b))), or(shl(128, shr(204, c)), shl(192, shr(204, d))))
                )
            }

            next := last
            for { let to := end } gt(to, table) {} {
                to := sub(to, TABLE_BYTES_PER_WORD)
                let a6 := times(next, alpha, alphaShifted)
                let a5 := times(a6, alpha, alphaShifted)
                let a4 := times(a5, alpha, alphaShifted)
                let a3 := times(a4, alpha, alphaShifted)
                let a2 := times(a3, alpha, alphaShifted)
                let a1 := times(a2, alpha, alphaShifted)
                let a0 := times(a1, alpha, alphaShifted)
                transpose(to, a0, a2, a4, a6)
                transpose(add(to, 160), a1, a3, a5, next)
                next := times(a0, alpha, alphaShifted)
            }
        }
    }
}
