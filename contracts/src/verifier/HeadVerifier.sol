// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProofHead} from "../interfaces/IProofHead.sol";
import {ClaimedSums} from "./ClaimedSums.sol";
import {ConstraintCheck} from "./ConstraintCheck.sol";
import {Challenges, ProofChallenges} from "./ProofChallenges.sol";
import {ProofSections, ProofSectionsOf} from "./ProofSections.sol";
import {QueryChallenges, QueryChallengesOf} from "./QueryChallenges.sol";
import {VerifierShape} from "./VerifierShape.sol";

/// @title The verifier of the heads of proofs
/// @notice A generated contract supplies the shape.
abstract contract HeadVerifier is IProofHead {
    /// @notice There are not as many public values as the circuit has.
    error PublicValueCount(uint256 count, uint256 expected);

    /// @inheritdoc IProofHead
    function checkHead(uint256[] calldata publicValues, bytes calldata head)
        external
        view
        returns (uint256[] memory words)
    {
        VerifierShape memory s = shape();
        if (publicValues.length != s.publicCount) revert PublicValueCount(publicValues.length, s.publicCount);
        ProofSections memory sections = ProofSectionsOf.locate(s);
        if (head.length != sections.rows) revert ProofSectionsOf.ProofLength(head.length, sections.rows);
        QueryChallenges memory c = QueryChallengesOf.create(s);
        Challenges memory own = ProofChallenges.replay(s, sections, publicValues, head, c);
        uint256 openings = ConstraintCheck.check(s, sections, publicValues, head, own);
        ClaimedSums.compute(s, openings, c);
        words = QueryChallengesOf.write(c);
    }

    /// @notice The constants of the verifying key.
    function shape() internal view virtual returns (VerifierShape memory s);
}
