// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KeccakTranscript, Transcript} from "../libraries/KeccakTranscript.sol";
import {KoalaBear} from "../libraries/KoalaBear.sol";
import {Ext5} from "../types/Ext5.sol";
import {ProofReading} from "./ProofReading.sol";
import {ProofSections, ProofSectionsOf} from "./ProofSections.sol";
import {QueryChallenges} from "./QueryChallenges.sol";
import {VerifierShape} from "./VerifierShape.sol";

/// @notice The challenges that only the constraints need, and the point where they are checked.
struct Challenges {
    Ext5 lookupAlpha;
    Ext5 lookupBeta;
    Ext5 constraint;
    Ext5 zeta;
}

/// @title The replay of a proof's transcript
/// @notice Observes what the prover observed, in its order, and checks the proofs of work.
library ProofChallenges {
    /// @notice Draws all challenges.
    /// @param queries Gets the challenges that the queries need.
    function replay(
        VerifierShape memory shape,
        ProofSections memory sections,
        uint256[] calldata publicValues,
        bytes calldata proof,
        QueryChallenges memory queries
    ) internal pure returns (Challenges memory c) {
        Transcript t = begin(shape, publicValues);
        observeCap(t, shape, proof, sections.mainCap);
        if (shape.busCount != 0) {
            requireWork(t, shape.lookupBits, proof, sections.lookupWitness);
            c.lookupAlpha = t.sampleExt();
            c.lookupBeta = t.sampleExt();
            observeCap(t, shape, proof, sections.permutationCap);
            observeExtensions(t, proof, sections.terminals, shape.terminalCount);
        }
        c.constraint = t.sampleExt();
        observeCap(t, shape, proof, sections.quotientCap);
        c.zeta = t.sampleExt();
        observeExtensions(t, proof, sections.openings, shape.openingCount);
        requireWork(t, shape.batchBits, proof, sections.batchWitness);
        queries.zeta = c.zeta;
        queries.batch = t.sampleExt();
        foldAndQuery(t, shape, sections, proof, queries);
    }

    function begin(VerifierShape memory shape, uint256[] calldata publicValues) private pure returns (Transcript t) {
        unchecked {
            // What is observed at once is bounded by the shape.
            uint256 longest = ProofSectionsOf.EXT_BYTES
                * (shape.openingCount + shape.terminalCount + (1 << shape.logFinal)) + shape.transcriptPrefix.length
                + ProofSectionsOf.BASE_BYTES * publicValues.length + (32 << shape.capHeight);
            t = KeccakTranscript.create(longest);
        }
        t.observeMemory(shape.transcriptPrefix);
        for (uint256 i = 0; i < publicValues.length; ++i) {
            uint256 value = publicValues[i];
            KoalaBear.requireCanonical(value);
            t.observeBase(value);
        }
    }

    function foldAndQuery(
        Transcript t,
        VerifierShape memory shape,
        ProofSections memory sections,
        bytes calldata proof,
        QueryChallenges memory c
    ) private pure {
        for (uint256 r = 0; r < shape.rounds.length; ++r) {
            observeCap(t, shape, proof, sections.foldCaps[r]);
            requireWork(t, shape.foldBits, proof, sections.foldWitnesses[r]);
            c.folds[r] = t.sampleExt();
        }
        observeExtensions(t, proof, sections.finalPolynomial, 1 << shape.logFinal);
        requireWork(t, shape.queryBits, proof, sections.queryWitness);
        for (uint256 q = 0; q < shape.queryCount; ++q) {
            c.queries[q] = t.sampleBits(shape.logMaxSize);
        }
    }

    function observeCap(Transcript t, VerifierShape memory shape, bytes calldata proof, uint256 position) private pure {
        uint256 cap = ProofReading.readCap(proof, position, shape.capHeight, shape.digestBytes);
        t.observeWords(cap, 1 << shape.capHeight);
    }

    /// @dev The bytes are observed as they are; who uses them refuses coefficients that are not canonical.
    function observeExtensions(Transcript t, bytes calldata proof, uint256 position, uint256 count) private pure {
        unchecked {
            // The section lies inside the proof.
            t.observe(proof[position:position + ProofSectionsOf.EXT_BYTES * count]);
        }
    }

    function requireWork(Transcript t, uint256 bits, bytes calldata proof, uint256 position) private pure {
        if (bits != 0) t.requireWork(bits, ProofReading.readBase(proof, position));
    }
}
