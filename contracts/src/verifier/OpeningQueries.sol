// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "../libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../libraries/KoalaBearExt5.sol";
import {MerkleMultiproof, MerklePlan} from "../libraries/MerkleMultiproof.sol";
import {PackedRow} from "../libraries/PackedRow.sol";
import {TwoAdicPowers} from "../libraries/TwoAdicPowers.sol";
import {Ext5} from "../types/Ext5.sol";
import {ProofReading} from "./ProofReading.sol";
import {ProofSections} from "./ProofSections.sol";
import {QueryChallenges} from "./QueryChallenges.sol";
import {GroupShape, TreeShape, VerifierShape} from "./VerifierShape.sol";

/// @notice Where a verifier stands in the rows and in the siblings of a proof, as offsets into it, and what all its walks up a tree share.
struct QueryState {
    ProofSections sections;
    MerklePlan plan;
    uint256 rows;
    uint256 siblings;
    /// @dev Address of the table of `TwoAdicPowers`.
    uint256 points;
    /// @dev Address of a row in memory, with 32 free bytes before it.
    uint256 row;
}

/// @title The reduced openings: what FRI proves to be of low degree
/// @notice At a query's point x of a height this is (claimed(zeta) - row(x)) / (zeta - x) + weight (claimed(next) - row(x)) / (next - x),
/// where claimed values and rows are summed with powers of the batching challenge by Horner's rule, in the order of the trees and of
/// their columns, each row filled up to whole words; `weight` is the power that lifts the next row's point above all of zeta's.
library OpeningQueries {
    using KoalaBearExt5 for Ext5;
    using MerkleMultiproof for MerklePlan;

    /// @dev For one height: sums over rows, by query.
    struct Sums {
        Ext5[] all;
        Ext5[] next;
        Ext5 weight;
    }

    /// @notice Reads the rows of all trees, checks them against the commitments and reduces them.
    /// @return reduced For each height, for each query.
    function reduce(VerifierShape memory shape, QueryChallenges memory c, bytes calldata proof, QueryState memory state)
        internal
        pure
        returns (Ext5[][] memory reduced)
    {
        Sums[] memory sums = new Sums[](shape.heights.length);
        for (uint256 h = 0; h < sums.length; ++h) {
            sums[h].all = new Ext5[](shape.queryCount);
            sums[h].next = new Ext5[](shape.queryCount);
        }
        uint256[][] memory tables = writeTables(shape, c.batch, sums);
        for (uint256 t = 0; t < shape.trees.length; ++t) {
            openTree(shape, proof, state, t, tables[t], sums);
        }
        reduced = divide(shape, c, state, sums);
    }

    /// @dev The powers that weight each tree's rows. The last column of the last tree has the power 0, so they are written backwards.
    function writeTables(VerifierShape memory shape, Ext5 batch, Sums[] memory sums)
        private
        pure
        returns (uint256[][] memory tables)
    {
        tables = new uint256[][](shape.trees.length);
        for (uint256 h = 0; h < sums.length; ++h) {
            sums[h].weight = KoalaBearExt5.ONE;
        }
        for (uint256 t = shape.trees.length; t > 0; --t) {
            GroupShape[] memory groups = shape.trees[t - 1].groups;
            tables[t - 1] = new uint256[](groups.length);
            for (uint256 g = 0; g < groups.length; ++g) {
                Sums memory s = sums[groups[g].height];
                (tables[t - 1][g], s.weight) = PackedRow.writePowers(batch, s.weight, wordsOf(groups[g].width));
            }
        }
    }

    function openTree(
        VerifierShape memory shape,
        bytes calldata proof,
        QueryState memory state,
        uint256 t,
        uint256[] memory tables,
        Sums[] memory sums
    ) private pure {
        TreeShape memory tree = shape.trees[t];
        MerklePlan memory plan = state.plan;
        uint256 height = shape.layers[tree.groups[0].layer];
        uint256 mask = beginTree(plan, height, shape.digestBytes, proof, state);
        for (uint256 g = 0; g < tree.groups.length; ++g) {
            GroupShape memory group = tree.groups[g];
            uint256 shift = 0;
            if (g != 0) {
                uint256 to = shape.layers[group.layer];
                plan.climb(height, to, mask);
                height = to;
                shift = plan.emptyLayer(height);
            }
            openGroup(group, proof, state, shift, mask, tables[g], sums[group.height]);
            if (g != 0) plan.inject(height, shift, mask);
        }
        plan.climb(height, shape.capHeight, mask);
        plan.requireCap(capOf(shape, state.sections, tree.commitment, proof));
    }

    /// @dev The address of a commitment: 0 main, 1 quotient, 2 preprocessed, 3 permutation.
    function capOf(VerifierShape memory shape, ProofSections memory sections, uint256 commitment, bytes calldata proof)
        private
        pure
        returns (uint256 cap)
    {
        if (commitment == 2) {
            bytes memory preprocessed = shape.preprocessedCap;
            assembly ("memory-safe") {
                cap := add(preprocessed, 32)
            }
            return cap;
        }
        uint256 offset = sections.permutationCap;
        if (commitment == 0) offset = sections.mainCap;
        else if (commitment == 1) offset = sections.quotientCap;
        cap = ProofReading.readCap(proof, offset, shape.capHeight, shape.digestBytes);
    }

    /// @notice Starts the walk up a tree with the siblings that come next in the proof.
    function beginTree(
        MerklePlan memory plan,
        uint256 height,
        uint256 digestBytes,
        bytes calldata proof,
        QueryState memory state
    ) internal pure returns (uint256 mask) {
        uint256 from = state.siblings;
        unchecked {
            // `StarkVerifier` has compared the length of the proof with the siblings of all trees.
            uint256 to = from + plan.siblingBytes(height, digestBytes);
            state.siblings = to;
            mask = plan.begin(height, digestBytes, proof[from:to]);
        }
    }

    /// @dev Hashes each query's row, places the digest and sums the row up.
    function openGroup(
        GroupShape memory group,
        bytes calldata proof,
        QueryState memory state,
        uint256 shift,
        uint256 mask,
        uint256 table,
        Sums memory sums
    ) private pure {
        uint256[] memory places = state.plan.places[group.layer];
        uint256 row = state.row;
        uint256 width = group.width;
        uint256 nextWidth = group.nextWidth;
        uint256 words = wordsOf(width);
        uint256 position = state.rows;
        for (uint256 q = 0; q < places.length; ++q) {
            ProofReading.readRow(proof, position, width, row);
            unchecked {
                // Addresses; a shift is modulo 2^256.
                position += 4 * width;
                MerkleMultiproof.place(places[q] + shift, MerkleMultiproof.hashRow(row, words, mask));
            }
            (Ext5 all, Ext5 next) = sumRow(row, words, nextWidth, table);
            sums.all[q] = sums.all[q] + all;
            sums.next[q] = sums.next[q] + next;
        }
        state.rows = position;
    }

    /// @dev The weighted sum of a row, and that of its first `nextWidth` columns alone.
    function sumRow(uint256 row, uint256 words, uint256 nextWidth, uint256 table)
        private
        pure
        returns (Ext5 all, Ext5 next)
    {
        if (nextWidth == 0) return (PackedRow.dot(row, words, table), KoalaBearExt5.ZERO);
        unchecked {
            uint256 nextWords = (nextWidth + 7) / 8;
            if (nextWords == words) {
                // The columns that are opened at both points end in the last word.
                uint256 last = keepFirst(row, words, nextWidth);
                next = PackedRow.dot(row, words, table);
                all = last == 0 ? next : next + restOfWord(row, words, last, table);
                return (all, next);
            }
            uint256 rest = keepFirst(row, nextWords, nextWidth);
            next = PackedRow.dot(row, nextWords, table);
            uint256 offset = nextWords - 1;
            uint256 from = row + 32 * offset;
            assembly ("memory-safe") {
                // The word where the columns meet is summed twice, each time without the columns of the other sum.
                mstore(from, rest)
            }
            all = next + PackedRow.dot(from, words - offset, table + PackedRow.TABLE_BYTES_PER_WORD * offset);
        }
    }

    /// @dev Leaves in word `words - 1` of a row only the columns before `width`, and gives what it took away.
    function keepFirst(uint256 row, uint256 words, uint256 width) private pure returns (uint256 rest) {
        assembly ("memory-safe") {
            let position := add(row, shl(5, sub(words, 1)))
            let word := mload(position)
            // Nothing is taken away from a word whose eight columns all stay: a shift by 256 gives zero.
            rest := and(word, shr(shl(5, add(1, and(sub(width, 1), 7))), not(0)))
            mstore(position, xor(word, rest))
        }
    }

    function restOfWord(uint256 row, uint256 words, uint256 rest, uint256 table) private pure returns (Ext5 sum) {
        unchecked {
            uint256 offset = words - 1;
            uint256 position = row + 32 * offset;
            assembly ("memory-safe") {
                mstore(position, rest)
            }
            sum = PackedRow.dot(position, 1, table + PackedRow.TABLE_BYTES_PER_WORD * offset);
        }
    }

    function divide(VerifierShape memory shape, QueryChallenges memory c, QueryState memory state, Sums[] memory sums)
        private
        pure
        returns (Ext5[][] memory reduced)
    {
        Ext5[] memory inverses = invertDistances(shape, c, state.points);
        reduced = new Ext5[][](sums.length);
        uint256 k = 0;
        for (uint256 h = 0; h < sums.length; ++h) {
            Sums memory s = sums[h];
            Ext5[] memory values = new Ext5[](shape.queryCount);
            for (uint256 q = 0; q < values.length; ++q) {
                Ext5 quotient = (c.atNext[h] - s.next[q]) * s.weight;
                values[q] = (c.atZeta[h] - s.all[q]) * inverses[k] + quotient * inverses[k + 1];
                unchecked {
                    k += 2;
                }
            }
            reduced[h] = values;
        }
    }

    /// @dev For each height and query 1 / (zeta - x) and 1 / (zeta w - x), for the point x and the trace domain's generator w.
    function invertDistances(VerifierShape memory shape, QueryChallenges memory c, uint256 points)
        private
        pure
        returns (Ext5[] memory distances)
    {
        distances = new Ext5[](2 * shape.heights.length * shape.queryCount);
        uint256 k = 0;
        for (uint256 h = 0; h < shape.heights.length; ++h) {
            uint256 logHeight = shape.heights[h].logHeight;
            uint256 logSize = logHeight + shape.logBlowup;
            Ext5 next = c.zeta.mulBase(KoalaBear.twoAdicGenerator(logHeight));
            for (uint256 q = 0; q < shape.queryCount; ++q) {
                uint256 x = TwoAdicPowers.pointOf(points, logSize, c.queries[q]);
                Ext5 minusX = KoalaBearExt5.fromBase(KoalaBear.neg(KoalaBear.mul(KoalaBear.GENERATOR, x)));
                distances[k] = c.zeta + minusX;
                distances[k + 1] = next + minusX;
                unchecked {
                    k += 2;
                }
            }
        }
        KoalaBearExt5.invertAll(distances);
    }

    function wordsOf(uint256 width) private pure returns (uint256 words) {
        unchecked {
            words = (width + 7) / 8;
        }
    }
}
