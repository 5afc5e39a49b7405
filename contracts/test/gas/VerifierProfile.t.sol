// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConstraintPart} from "../../src/interfaces/IConstraintPart.sol";
import {IProofHead} from "../../src/interfaces/IProofHead.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {ClaimedSums} from "../../src/verifier/ClaimedSums.sol";
import {ConstraintCheck} from "../../src/verifier/ConstraintCheck.sol";
import {FriQueries} from "../../src/verifier/FriQueries.sol";
import {OpeningQueries, QueryState} from "../../src/verifier/OpeningQueries.sol";
import {Challenges, ProofChallenges} from "../../src/verifier/ProofChallenges.sol";
import {ProofSections, ProofSectionsOf} from "../../src/verifier/ProofSections.sol";
import {QueryChallenges, QueryChallengesOf} from "../../src/verifier/QueryChallenges.sol";
import {VerifierShape} from "../../src/verifier/VerifierShape.sol";
import {ModelHead} from "../generated/model/ModelHead.sol";
import {ModelVerifier} from "../generated/model/ModelVerifier.sol";
import {Test} from "../support/Test.sol";
import {Fixture, VerifierFixture} from "../support/VerifierFixture.sol";

/// @notice `checkHead` step by step.
contract ProfiledHead is ModelHead {
    constructor(IConstraintPart[4] memory parts) ModelHead(parts) {}

    function profileHead(uint256[] calldata publicValues, bytes calldata head)
        external
        view
        returns (uint256[4] memory gas)
    {
        VerifierShape memory s = shape();
        ProofSections memory sections = ProofSectionsOf.locate(s);
        QueryChallenges memory c = QueryChallengesOf.create(s);
        gas[0] = gasleft();
        Challenges memory own = ProofChallenges.replay(s, sections, publicValues, head, c);
        gas[1] = gasleft();
        uint256 openings = ConstraintCheck.check(s, sections, publicValues, head, own);
        gas[2] = gasleft();
        ClaimedSums.compute(s, openings, c);
        gas[3] = gasleft();
    }
}

/// @notice `verify` step by step.
contract ProfiledVerifier is ModelVerifier {
    constructor(IProofHead head) ModelVerifier(head) {}

    function profile(uint256[] calldata publicValues, bytes calldata proof)
        external
        view
        returns (uint256[6] memory gas)
    {
        gas[0] = gasleft();
        VerifierShape memory s = shape();
        ProofSections memory sections = ProofSectionsOf.locate(s);
        gas[1] = gasleft();
        QueryChallenges memory c = QueryChallengesOf.read(s, HEAD.checkHead(publicValues, proof[:sections.rows]));
        gas[2] = gasleft();
        QueryState memory state = plan(s, sections, c.queries, proof.length);
        gas[3] = gasleft();
        Ext5[][] memory reduced = OpeningQueries.reduce(s, c, proof, state);
        gas[4] = gasleft();
        FriQueries.check(s, c, proof, state, reduced);
        gas[5] = gasleft();
    }
}

/// @notice Where the gas of a proof of the last circuit's shape goes.
contract VerifierProfileTest is Test, VerifierFixture {
    function test_gas_of_each_phase() external {
        Fixture memory f = load("Model");
        ProfiledHead head = new ProfiledHead([f.parts[0], f.parts[1], f.parts[2], f.parts[3]]);
        uint256[6] memory whole = new ProfiledVerifier(head).profile(f.publicValues, f.proof);
        record("1 shape", whole[0] - whole[1]);
        record("2 head, in all", whole[1] - whole[2]);
        record("3 plan of the openings", whole[2] - whole[3]);
        record("4 rows, commitments, reduced openings", whole[3] - whole[4]);
        record("5 FRI rounds and final polynomial", whole[4] - whole[5]);
        bytes memory proof = f.proof;
        uint256 rows = f.sectionStarts[0];
        for (uint256 i = 0; i < f.sectionStarts.length; i++) {
            if (bytes4(bytes(f.sectionNames[i])) == "rows") {
                rows = f.sectionStarts[i];
                break;
            }
        }
        assembly ("memory-safe") {
            // The head alone.
            mstore(proof, rows)
        }
        uint256[4] memory gas = head.profileHead(f.publicValues, proof);
        record("2a transcript", gas[0] - gas[1]);
        record("2b constraints", gas[1] - gas[2]);
        record("2c claimed sums", gas[2] - gas[3]);
    }

    function record(string memory phase, uint256 gas) private {
        vm.snapshotValue("phases", phase, gas);
    }
}
