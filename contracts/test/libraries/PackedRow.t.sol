// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {PackedRow} from "../../src/libraries/PackedRow.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {Draw} from "../support/Draw.sol";
import {ReferenceExt5} from "../support/ReferenceExt5.sol";
import {Rows} from "../support/Rows.sol";
import {Test} from "../support/Test.sol";

contract PackedRowTest is Test {
    using KoalaBearExt5 for Ext5;
    using ReferenceExt5 for uint256[5];

    uint256 private constant P = KoalaBear.P;

    function test_dot_matches_sum_of_products(uint256 seed, uint256 width) external pure {
        Draw memory draw = Draw(seed);
        uint256[] memory columns = new uint256[](bound(width, 1, 80));
        Ext5 alpha = draw.weak();
        Ext5 last = draw.weak();
        uint256[5] memory expected;
        Ext5 power = last * alpha.pow((8 - columns.length % 8) % 8);
        for (uint256 j = columns.length; j > 0; j--) {
            columns[j - 1] = draw.base();
            expected = expected.add(ReferenceExt5.read(power).mulBase(columns[j - 1]));
            power = power * alpha;
        }
        (uint256 row, uint256 words) = Rows.copy(Rows.pack(columns));
        (uint256 table, Ext5 next) = PackedRow.writePowers(alpha, last, words);
        assertTrue(PackedRow.dot(row, words, table) == ReferenceExt5.write(expected), "dot");
        assertTrue(next == last * alpha.pow(8 * words), "next power");
    }

    function test_dot_of_largest_columns_and_factors_does_not_overflow_a_lane() external pure {
        // A factor of W - 1 in every coefficient is not a power of alpha in general, so the table is written by hand.
        uint256[] memory columns = new uint256[](1024);
        for (uint256 j = 0; j < columns.length; j++) {
            columns[j] = P - 1;
        }
        (uint256 row, uint256 words) = Rows.copy(Rows.pack(columns));
        uint256 largest = ReferenceExt5.W - 1;
        uint256 lanes = largest | (largest << 64) | (largest << 128) | (largest << 192);
        uint256[] memory table = new uint256[](10 * words);
        for (uint256 i = 0; i < table.length; i++) {
            table[i] = lanes;
        }
        uint256 address_;
        assembly ("memory-safe") {
            address_ := add(table, 32)
        }
        uint256 c = (columns.length * (P - 1) * largest) % P;
        assertTrue(PackedRow.dot(row, words, address_) == ReferenceExt5.write([c, c, c, c, c]), "dot");
    }

    /// forge-config: default.fuzz.runs = 10000
    function test_canonicity_refuses_exactly_elements_from_p_on(uint256 seed) external view {
        Draw memory draw = Draw(seed);
        uint256[] memory columns = new uint256[](1 + draw.below(48));
        bool valid = true;
        for (uint256 j = 0; j < columns.length; j++) {
            // One of 64 elements is not canonical, or close to it, so that both outcomes are common.
            uint256 near = P - 2 + draw.below(4);
            uint256 far = draw.below(1 << 32);
            uint256 kind = draw.below(64);
            columns[j] = kind == 0 ? near : kind == 1 ? far : draw.base();
            valid = valid && columns[j] < P;
        }
        (bool scanned, bool dotted) = (true, true);
        try this.scan(Rows.pack(columns)) {}
        catch (bytes memory reason) {
            scanned = false;
            assertTrue(bytes4(reason) == KoalaBear.NotCanonical.selector, "reason");
        }
        try this.dot(Rows.pack(columns)) {}
        catch (bytes memory reason) {
            dotted = false;
            assertTrue(bytes4(reason) == KoalaBear.NotCanonical.selector, "reason");
        }
        assertTrue(scanned == valid, "requireCanonical");
        assertTrue(dotted == valid, "dot");
    }

    function test_every_place_of_a_row_is_checked() external {
        // Lengths cover all remainders of the unrolled loops.
        for (uint256 words = 1; words <= 9; words++) {
            for (uint256 j = 0; j < 8 * words; j++) {
                uint256[] memory columns = new uint256[](8 * words);
                columns[j] = P - 1;
                this.scan(Rows.pack(columns));
                this.dot(Rows.pack(columns));
                columns[j] = j % 2 == 0 ? P : type(uint32).max;
                vm.expectRevert(KoalaBear.NotCanonical.selector);
                this.scan(Rows.pack(columns));
                vm.expectRevert(KoalaBear.NotCanonical.selector);
                this.dot(Rows.pack(columns));
            }
        }
    }

    function test_empty_row_is_canonical_and_has_sum_zero() external pure {
        PackedRow.requireCanonical(0x80, 0);
        (uint256 table, Ext5 next) = PackedRow.writePowers(KoalaBearExt5.ONE, KoalaBearExt5.ONE, 0);
        assertTrue(PackedRow.dot(0x80, 0, table).isZero(), "sum");
        assertTrue(next == KoalaBearExt5.ONE, "next power");
    }

    function scan(bytes memory packed) external pure {
        (uint256 row, uint256 words) = Rows.copy(packed);
        PackedRow.requireCanonical(row, words);
    }

    function dot(bytes memory packed) external pure {
        (uint256 row, uint256 words) = Rows.copy(packed);
        (uint256 table,) = PackedRow.writePowers(KoalaBearExt5.ONE, KoalaBearExt5.ONE, words);
        PackedRow.dot(row, words, table);
    }
}
