// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {GroupShape, RoundShape, VerifierShape} from "./VerifierShape.sol";

/// @notice Where the sections of a proof in calldata begin, as offsets into it. All but `siblings` have lengths that follow from the
/// shape; the siblings' lengths follow from the queries.
struct ProofSections {
    uint256 mainCap;
    uint256 lookupWitness;
    uint256 permutationCap;
    uint256 terminals;
    uint256 quotientCap;
    uint256 openings;
    uint256 batchWitness;
    uint256[] foldCaps;
    uint256[] foldWitnesses;
    uint256 finalPolynomial;
    uint256 queryWitness;
    uint256 rows;
    uint256 siblings;
}

/// @title The form of a proof in calldata
/// @notice In this order, without gaps; integers are big-endian.
///
/// - the cap of the main traces; a witness of work; the cap of the permutation traces and the terminals (these three only with
///   buses); the cap of the quotients; the claimed values; a witness of work
/// - for each FRI round its cap and a witness of work; the final polynomial, the constant coefficient first; a witness of work
/// - for each tree, for each of its groups, for each query in the order of drawing: the group's row
/// - for each FRI round, for each query: its row
/// - for each tree, then for each round: the siblings of its openings, as `MerkleMultiproof` orders them
///
/// An element of the base field is four bytes, below p; an extension element is five such, the constant coefficient first; a digest
/// has the 26 or 32 bytes of the parameter set; a witness has four bytes, and none at all where no work is asked for.
library ProofSectionsOf {
    /// @notice The proof does not have the length that the circuit and the queries give it.
    error ProofLength(uint256 length, uint256 expected);

    uint256 internal constant BASE_BYTES = 4;
    uint256 internal constant EXT_BYTES = 20;

    /// @notice Where everything is.
    function locate(VerifierShape memory shape) internal pure returns (ProofSections memory s) {
        uint256 position = 0;
        uint256 capBytes = shape.digestBytes << shape.capHeight;
        unchecked {
            // The numbers of a shape are small.
            s.mainCap = position;
            position += capBytes;
            if (shape.busCount != 0) {
                s.lookupWitness = position;
                position += witnessBytes(shape.lookupBits);
                s.permutationCap = position;
                position += capBytes;
                s.terminals = position;
                position += EXT_BYTES * shape.terminalCount;
            }
            s.quotientCap = position;
            position += capBytes;
            s.openings = position;
            position += EXT_BYTES * shape.openingCount;
            s.batchWitness = position;
            position += witnessBytes(shape.batchBits);
            uint256 rounds = shape.rounds.length;
            s.foldCaps = new uint256[](rounds);
            s.foldWitnesses = new uint256[](rounds);
            for (uint256 r = 0; r < rounds; ++r) {
                s.foldCaps[r] = position;
                position += capBytes;
                s.foldWitnesses[r] = position;
                position += witnessBytes(shape.foldBits);
            }
            s.finalPolynomial = position;
            position += EXT_BYTES << shape.logFinal;
            s.queryWitness = position;
            position += witnessBytes(shape.queryBits);
            s.rows = position;
            s.siblings = position + shape.queryCount * rowBytes(shape);
        }
    }

    /// @dev Bytes of all rows that one query opens.
    function rowBytes(VerifierShape memory shape) private pure returns (uint256 size) {
        unchecked {
            for (uint256 t = 0; t < shape.trees.length; ++t) {
                GroupShape[] memory groups = shape.trees[t].groups;
                for (uint256 g = 0; g < groups.length; ++g) {
                    size += BASE_BYTES * groups[g].width;
                }
            }
            for (uint256 r = 0; r < shape.rounds.length; ++r) {
                RoundShape memory round = shape.rounds[r];
                size += EXT_BYTES << round.logArity;
            }
        }
    }

    function witnessBytes(uint256 bits) private pure returns (uint256 size) {
        size = bits == 0 ? 0 : BASE_BYTES;
    }
}
