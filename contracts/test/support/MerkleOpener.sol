// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleMultiproof, MerklePlan} from "../../src/libraries/MerkleMultiproof.sol";
import {Rows} from "./Rows.sol";

/// @notice One opening of one tree, as a verifier checks it.
struct MerkleClaim {
    /// @dev Rows of the tallest matrices.
    uint256[] indices;
    /// @dev The heights with rows, descending; the first is the tree's.
    uint256[] heights;
    uint256 capHeight;
    uint256 digestBytes;
    /// @dev The commitment, 32 bytes a digest.
    bytes32[] cap;
    /// @dev For each height, for each index: the row.
    bytes[][] rows;
    bytes siblings;
}

/// @notice Checks claims through the library, in the order of calls that it documents.
contract MerkleOpener {
    using MerkleMultiproof for MerklePlan;

    /// @notice Reverts unless the claim is right.
    function check(MerkleClaim calldata claim) external pure {
        MerklePlan memory p = MerkleMultiproof.plan(claim.indices, claim.heights, claim.capHeight);
        open(p, claim, 0);
    }

    /// @notice Checks two trees with one plan: the second has the heights of the first from `skip` on.
    function checkBoth(MerkleClaim calldata first, MerkleClaim calldata second, uint256 skip) external pure {
        MerklePlan memory p = MerkleMultiproof.plan(first.indices, first.heights, first.capHeight);
        open(p, first, 0);
        open(p, second, skip);
        open(p, first, 0);
    }

    function open(MerklePlan memory p, MerkleClaim calldata claim, uint256 skip) private pure {
        uint256 height = claim.heights[0];
        uint256 mask = p.begin(height, claim.digestBytes, claim.siblings);
        placeRows(p.places[skip], claim.rows[0], 0, mask);
        for (uint256 g = 1; g < claim.heights.length; g++) {
            p.climb(height, claim.heights[g], mask);
            height = claim.heights[g];
            uint256 shift = p.emptyLayer(height);
            placeRows(p.places[skip + g], claim.rows[g], shift, mask);
            p.inject(height, shift, mask);
        }
        p.climb(height, claim.capHeight, mask);
        bytes32[] memory cap = claim.cap;
        uint256 digests;
        assembly ("memory-safe") {
            digests := add(cap, 32)
        }
        p.requireCap(digests);
    }

    function placeRows(uint256[] memory places, bytes[] calldata rows, uint256 shift, uint256 mask) private pure {
        for (uint256 i = 0; i < places.length; i++) {
            (uint256 row, uint256 words) = Rows.copy(rows[i]);
            unchecked {
                MerkleMultiproof.place(places[i] + shift, MerkleMultiproof.hashRow(row, words, mask));
            }
        }
    }
}
