// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFinalVerifier} from "../interfaces/IFinalVerifier.sol";
import {IProofHead} from "../interfaces/IProofHead.sol";
import {MerkleMultiproof, MerklePlan} from "../libraries/MerkleMultiproof.sol";
import {TwoAdicPowers} from "../libraries/TwoAdicPowers.sol";
import {Ext5} from "../types/Ext5.sol";
import {FriQueries} from "./FriQueries.sol";
import {OpeningQueries, QueryState} from "./OpeningQueries.sol";
import {ProofReading} from "./ProofReading.sol";
import {ProofSections, ProofSectionsOf} from "./ProofSections.sol";
import {QueryChallenges, QueryChallengesOf} from "./QueryChallenges.sol";
import {GroupShape, VerifierShape} from "./VerifierShape.sol";

/// @title A verifier of STARK proofs
/// @notice The same steps as the native verifier. Another contract replays the transcript and checks the constraints at the out-of-domain
/// point; here the opened rows are checked against the commitments, the openings reduced, the FRI queries checked. A generated contract
/// supplies the shape.
abstract contract StarkVerifier is IFinalVerifier {
    using MerkleMultiproof for MerklePlan;

    /// @notice The contract that checks heads.
    IProofHead public immutable HEAD;

    /// @param head The generated contract that checks the heads of this circuit's proofs.
    constructor(IProofHead head) {
        HEAD = head;
    }

    /// @inheritdoc IFinalVerifier
    function verify(uint256[] calldata publicValues, bytes calldata proof) external view returns (bool valid) {
        VerifierShape memory s = shape();
        ProofSections memory sections = ProofSectionsOf.locate(s);
        if (proof.length < sections.siblings) revert ProofSectionsOf.ProofLength(proof.length, sections.siblings);
        QueryChallenges memory c = QueryChallengesOf.read(s, HEAD.checkHead(publicValues, proof[:sections.rows]));
        QueryState memory state = plan(s, sections, c.queries, proof.length);
        Ext5[][] memory reduced = OpeningQueries.reduce(s, c, proof, state);
        FriQueries.check(s, c, proof, state, reduced);
        valid = true;
    }

    /// @notice The constants of the verifying key.
    function shape() internal pure virtual returns (VerifierShape memory s);

    /// @dev Plans the openings and refuses a proof that is longer or shorter than they make it.
    function plan(VerifierShape memory s, ProofSections memory sections, uint256[] memory queries, uint256 length)
        internal
        pure
        returns (QueryState memory state)
    {
        state.sections = sections;
        state.plan = MerkleMultiproof.plan(queries, s.layers, s.capHeight);
        state.rows = sections.rows;
        state.siblings = sections.siblings;
        state.points = TwoAdicPowers.load();
        uint256 widest = 0;
        uint256 expected = sections.siblings;
        unchecked {
            // The numbers of a shape are small.
            for (uint256 t = 0; t < s.trees.length; ++t) {
                GroupShape[] memory groups = s.trees[t].groups;
                expected += state.plan.siblingBytes(s.layers[groups[0].layer], s.digestBytes);
                for (uint256 g = 0; g < groups.length; ++g) {
                    if (groups[g].width > widest) widest = groups[g].width;
                }
            }
            for (uint256 r = 0; r < s.rounds.length; ++r) {
                expected += state.plan.siblingBytes(s.rounds[r].logSizeAfter, s.digestBytes);
                if (5 << s.rounds[r].logArity > widest) widest = 5 << s.rounds[r].logArity;
            }
            // A word before the row for `hashRow`, one behind it that may be read.
            state.row = ProofReading.allocate(32 * ((widest + 7) / 8 + 2)) + 32;
        }
        if (length != expected) revert ProofSectionsOf.ProofLength(length, expected);
    }
}
