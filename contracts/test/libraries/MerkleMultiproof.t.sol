// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleMultiproof} from "../../src/libraries/MerkleMultiproof.sol";
import {Draw} from "../support/Draw.sol";
import {MerkleClaim, MerkleOpener} from "../support/MerkleOpener.sol";
import {ReferenceMerkle, ReferenceMerkleLibrary} from "../support/ReferenceMerkle.sol";
import {Test} from "../support/Test.sol";

contract MerkleMultiproofTest is Test {
    MerkleOpener private immutable OPENER = new MerkleOpener();

    function test_opening_of_any_shape_at_any_indices_is_accepted(uint256 seed) external view {
        OPENER.check(sample(Draw(seed)));
    }

    function test_one_changed_bit_anywhere_is_refused(uint256 seed) external {
        Draw memory draw = Draw(seed);
        MerkleClaim memory claim = sample(draw);
        uint256 i = draw.below(claim.indices.length);
        uint256 part = draw.below(3);
        if (part == 0) {
            flip(draw, claim.rows[draw.below(claim.rows.length)][i]);
            vm.expectRevert();
        } else if (part == 1) {
            // Only digests that an index leads to count.
            uint256 place = claim.indices[i] % claim.cap.length;
            claim.cap[place] ^= bytes32(1 << draw.below(256));
            vm.expectRevert(MerkleMultiproof.CapMismatch.selector);
        } else {
            if (claim.siblings.length == 0) return;
            flip(draw, claim.siblings);
            vm.expectRevert(MerkleMultiproof.CapMismatch.selector);
        }
        OPENER.check(claim);
    }

    function test_moved_index_is_refused(uint256 seed) external {
        Draw memory draw = Draw(seed);
        MerkleClaim memory claim = sample(draw);
        uint256 i = draw.below(claim.indices.length);
        uint256 moved = draw.below(1 << claim.heights[0]);
        if (moved == claim.indices[i]) moved ^= 1;
        claim.indices[i] = moved;
        vm.expectRevert();
        OPENER.check(claim);
    }

    function test_siblings_of_wrong_length_are_refused(uint256 seed, bytes calldata more) external {
        vm.assume(more.length > 0);
        MerkleClaim memory claim = sample(Draw(seed));
        uint256 expected = claim.siblings.length;
        bytes memory siblings = claim.siblings;
        claim.siblings = bytes.concat(siblings, more);
        vm.expectRevert(
            abi.encodeWithSelector(MerkleMultiproof.SiblingsLength.selector, expected + more.length, expected)
        );
        OPENER.check(claim);
        if (expected == 0) return;
        assembly ("memory-safe") {
            mstore(siblings, sub(expected, 1))
        }
        claim.siblings = siblings;
        vm.expectRevert(abi.encodeWithSelector(MerkleMultiproof.SiblingsLength.selector, expected - 1, expected));
        OPENER.check(claim);
    }

    function test_equal_indices_with_different_rows_are_refused(uint256 seed) external {
        Draw memory draw = Draw(seed);
        MerkleClaim memory claim = sample(draw);
        vm.assume(claim.indices.length > 1);
        claim.indices[1] = claim.indices[0];
        for (uint256 g = 0; g < claim.rows.length; g++) {
            claim.rows[g][1] = bytes.concat(claim.rows[g][0]);
        }
        flip(draw, claim.rows[0][1]);
        // Siblings that fit the changed indices, of any content: the rows are compared first.
        ReferenceMerkle memory tree;
        tree.rows = new bytes[][](claim.heights[0] + 1);
        tree.layers = new bytes32[][](claim.heights[0] + 1);
        for (uint256 k = 0; k < tree.layers.length; k++) {
            tree.layers[k] = new bytes32[](1 << k);
        }
        tree.capHeight = claim.capHeight;
        tree.digestBytes = claim.digestBytes;
        claim.siblings = tree.open(claim.indices);
        vm.expectRevert(MerkleMultiproof.RowsDisagree.selector);
        OPENER.check(claim);
    }

    function test_lower_tree_is_opened_with_the_plan_of_the_higher(uint256 seed) external view {
        Draw memory draw = Draw(seed);
        MerkleClaim memory claim = sample(draw);
        uint256 skip = draw.below(claim.heights.length);
        uint256[] memory heights = new uint256[](claim.heights.length - skip);
        for (uint256 g = 0; g < heights.length; g++) {
            heights[g] = claim.heights[skip + g];
        }
        uint256[] memory indices = new uint256[](claim.indices.length);
        for (uint256 i = 0; i < indices.length; i++) {
            indices[i] = claim.indices[i] % (1 << heights[0]);
        }
        MerkleClaim memory lower = commitAndOpen(draw, heights, claim.capHeight, 26 + 6 * draw.below(2), indices);
        OPENER.checkBoth(claim, lower, skip);
    }

    function test_no_indices_are_refused() external {
        MerkleClaim memory claim = sample(Draw(1));
        claim.indices = new uint256[](0);
        vm.expectRevert(MerkleMultiproof.NoIndices.selector);
        OPENER.check(claim);
    }

    function test_index_beyond_the_rows_is_refused() external {
        MerkleClaim memory claim = sample(Draw(2));
        claim.indices[0] = 1 << claim.heights[0];
        vm.expectRevert(abi.encodeWithSelector(MerkleMultiproof.IndexOutOfRange.selector, claim.indices[0]));
        OPENER.check(claim);
    }

    function test_heights_that_do_not_descend_to_the_cap_are_refused() external {
        refuseHeights(new uint256[](0), 0);
        uint256[] memory heights = new uint256[](1);
        heights[0] = 25;
        refuseHeights(heights, 0);
        heights[0] = 3;
        refuseHeights(heights, 4);
        heights = new uint256[](2);
        (heights[0], heights[1]) = (3, 3);
        refuseHeights(heights, 0);
        (heights[0], heights[1]) = (3, 4);
        refuseHeights(heights, 0);
        (heights[0], heights[1]) = (3, 1);
        refuseHeights(heights, 2);
    }

    function test_digest_of_other_length_is_refused() external {
        MerkleClaim memory claim = sample(Draw(3));
        claim.digestBytes = 20;
        vm.expectRevert(abi.encodeWithSelector(MerkleMultiproof.InvalidDigestLength.selector, 20));
        OPENER.check(claim);
    }

    function refuseHeights(uint256[] memory heights, uint256 capHeight) private {
        MerkleClaim memory claim = sample(Draw(4));
        claim.heights = heights;
        claim.capHeight = capHeight;
        vm.expectRevert(MerkleMultiproof.InvalidHeights.selector);
        OPENER.check(claim);
    }

    function flip(Draw memory draw, bytes memory data) private pure {
        uint256 place = draw.below(data.length);
        data[place] = bytes1(uint8(data[place]) ^ uint8(1 << draw.below(8)));
    }

    /// @dev A tree of one to three heights, one to nine indices among which equal ones are common.
    function sample(Draw memory draw) private pure returns (MerkleClaim memory claim) {
        uint256 capHeight = draw.below(3);
        uint256 logHeight = capHeight + draw.below(6);
        uint256[] memory heights =
            new uint256[](1 + draw.below(logHeight - capHeight < 2 ? logHeight - capHeight + 1 : 3));
        heights[0] = logHeight;
        for (uint256 g = 1; g < heights.length; g++) {
            // At least as many heights are left below as will be needed.
            uint256 needed = heights.length - 1 - g;
            heights[g] = capHeight + needed + draw.below(heights[g - 1] - capHeight - needed);
        }
        uint256[] memory indices = new uint256[](1 + draw.below(9));
        for (uint256 i = 0; i < indices.length; i++) {
            bool again = i > 0 && draw.below(4) == 0;
            indices[i] = again ? indices[draw.below(i)] : draw.below(1 << logHeight);
        }
        claim = commitAndOpen(draw, heights, capHeight, 26 + 6 * draw.below(2), indices);
    }

    function commitAndOpen(
        Draw memory draw,
        uint256[] memory heights,
        uint256 capHeight,
        uint256 digestBytes,
        uint256[] memory indices
    ) private pure returns (MerkleClaim memory claim) {
        bytes[][] memory rows = new bytes[][](heights[0] + 1);
        for (uint256 g = 0; g < heights.length; g++) {
            uint256 words = 1 + draw.below(3);
            rows[heights[g]] = new bytes[](1 << heights[g]);
            for (uint256 i = 0; i < rows[heights[g]].length; i++) {
                for (uint256 w = 0; w < words; w++) {
                    rows[heights[g]][i] = bytes.concat(rows[heights[g]][i], bytes32(draw.word()));
                }
            }
        }
        ReferenceMerkle memory tree = ReferenceMerkleLibrary.commit(rows, capHeight, digestBytes);
        claim.indices = indices;
        claim.heights = heights;
        claim.capHeight = capHeight;
        claim.digestBytes = digestBytes;
        claim.cap = tree.layers[capHeight];
        claim.siblings = tree.open(indices);
        claim.rows = new bytes[][](heights.length);
        for (uint256 g = 0; g < heights.length; g++) {
            claim.rows[g] = new bytes[](indices.length);
            for (uint256 i = 0; i < indices.length; i++) {
                claim.rows[g][i] = bytes.concat(rows[heights[g]][indices[i] % (1 << heights[g])]);
            }
        }
    }
}
