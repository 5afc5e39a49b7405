// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FriFold} from "../libraries/FriFold.sol";
import {KoalaBearExt5} from "../libraries/KoalaBearExt5.sol";
import {MerkleMultiproof, MerklePlan} from "../libraries/MerkleMultiproof.sol";
import {PackedRow} from "../libraries/PackedRow.sol";
import {TwoAdicPowers} from "../libraries/TwoAdicPowers.sol";
import {Ext5} from "../types/Ext5.sol";
import {OpeningQueries, QueryState} from "./OpeningQueries.sol";
import {ProofReading} from "./ProofReading.sol";
import {QueryChallenges} from "./QueryChallenges.sol";
import {RoundShape, VerifierShape} from "./VerifierShape.sol";

/// @title The query phase of FRI
/// @notice A value that is known of a codeword must stand in the opened row of the next tree; the row is folded, reduced openings of the
/// height reached are added, and what is left in the end must be on the final polynomial.
library FriQueries {
    using KoalaBearExt5 for Ext5;
    using MerkleMultiproof for MerklePlan;

    /// @notice An opened row of a round does not contain the value folded before it.
    error FoldMismatch(uint256 round);

    /// @notice A fully folded value is not the final polynomial's.
    error FinalPolynomialMismatch();

    /// @notice Checks all queries.
    /// @param reduced The reduced openings, by height and query; those of the tallest height become the folded values.
    function check(
        VerifierShape memory shape,
        QueryChallenges memory c,
        bytes calldata proof,
        QueryState memory state,
        Ext5[][] memory reduced
    ) internal pure {
        Ext5[] memory values = reduced[0];
        for (uint256 r = 0; r < shape.rounds.length; ++r) {
            openRound(shape, c, proof, state, r, values);
            uint256 rollsIn = shape.rounds[r].rollsIn;
            if (rollsIn != 0) {
                rollIn(values, reduced[rollsIn - 1], c.folds[r].powerOfTwo(shape.rounds[r].logArity));
            }
        }
        requireFinal(shape, c.queries, proof, state, values);
    }

    function openRound(
        VerifierShape memory shape,
        QueryChallenges memory c,
        bytes calldata proof,
        QueryState memory state,
        uint256 r,
        Ext5[] memory values
    ) private pure {
        RoundShape memory round = shape.rounds[r];
        MerklePlan memory plan = state.plan;
        uint256 mask = OpeningQueries.beginTree(plan, round.logSizeAfter, shape.digestBytes, proof, state);
        uint256 challenge = round.logArity == 4 ? FriFold.prepare16(c.folds[r]) : 0;
        bool same = true;
        for (uint256 q = 0; q < values.length; ++q) {
            uint256 words = readRow(proof, state, round.logArity);
            MerkleMultiproof.place(plan.places[round.layer][q], MerkleMultiproof.hashRow(state.row, words, mask));
            same = same && contains(state.row, round, c.queries[q], values[q]);
            values[q] = fold(state, round, c.queries[q], c.folds[r], challenge);
        }
        if (!same) revert FoldMismatch(r);
        plan.climb(round.logSizeAfter, shape.capHeight, mask);
        plan.requireCap(ProofReading.readCap(proof, state.sections.foldCaps[r], shape.capHeight, shape.digestBytes));
    }

    /// @dev Reads the next row of 2^logArity extension elements and gives its length in words.
    function readRow(bytes calldata proof, QueryState memory state, uint256 logArity)
        private
        pure
        returns (uint256 words)
    {
        unchecked {
            // Arities are small.
            uint256 width = 5 << logArity;
            words = (width + 7) / 8;
            ProofReading.readRow(proof, state.rows, width, state.row);
            state.rows += 4 * width;
        }
        PackedRow.requireCanonical(state.row, words);
    }

    /// @dev Position i of the codeword is entry i >> logSizeAfter of row i mod 2^logSizeAfter.
    function contains(uint256 row, RoundShape memory round, uint256 query, Ext5 value)
        private
        pure
        returns (bool found)
    {
        uint256 word;
        unchecked {
            uint256 entry = (query >> round.logSizeAfter) & ((1 << round.logArity) - 1);
            assembly ("memory-safe") {
                word := mload(add(row, mul(20, entry)))
            }
        }
        found = KoalaBearExt5.spread(word) == value;
    }

    function fold(QueryState memory state, RoundShape memory round, uint256 query, Ext5 beta, uint256 challenge)
        private
        pure
        returns (Ext5 value)
    {
        uint256 xInverse;
        unchecked {
            uint256 place = query & ((1 << round.logSizeAfter) - 1);
            xInverse = TwoAdicPowers.inversePointOf(state.points, round.logSizeAfter + round.logArity, place);
        }
        if (round.logArity == 4) return FriFold.fold16(state.row, challenge, xInverse);
        value = FriFold.fold(state.row, round.logArity, beta, xInverse);
    }

    function rollIn(Ext5[] memory values, Ext5[] memory reduced, Ext5 weight) private pure {
        Ext5 shifted = weight.shifted();
        for (uint256 q = 0; q < values.length; ++q) {
            values[q] = reduced[q].mulAdd(weight, shifted, values[q]);
        }
    }

    function requireFinal(
        VerifierShape memory shape,
        uint256[] memory queries,
        bytes calldata proof,
        QueryState memory state,
        Ext5[] memory values
    ) private pure {
        uint256 length = 1 << shape.logFinal;
        uint256 coefficients = ProofReading.allocate(32 * length);
        ProofReading.readExtensions(proof, state.sections.finalPolynomial, length, coefficients);
        bool same = true;
        for (uint256 q = 0; q < queries.length; ++q) {
            uint256 x = TwoAdicPowers.pointOf(state.points, shape.logFinal + shape.logBlowup, queries[q]);
            same = same && evaluate(coefficients, length, x) == values[q];
        }
        if (!same) revert FinalPolynomialMismatch();
    }

    function evaluate(uint256 coefficients, uint256 length, uint256 x) private pure returns (Ext5 value) {
        value = KoalaBearExt5.ZERO;
        unchecked {
            for (uint256 position = coefficients + 32 * length; position > coefficients;) {
                position -= 32;
                Ext5 coefficient;
                assembly ("memory-safe") {
                    coefficient := mload(position)
                }
                value = value.mulBase(x) + coefficient;
            }
        }
    }
}
