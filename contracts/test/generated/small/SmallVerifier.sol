// SPDX-License-Identifier: Apache-2.0
// Generated from the circuit; a test compares. Do not edit.
pragma solidity 0.8.37;

import {IProofHead} from "../../../src/interfaces/IProofHead.sol";
import {StarkVerifier} from "../../../src/verifier/StarkVerifier.sol";
import {VerifierShape} from "../../../src/verifier/VerifierShape.sol";
import {SmallKey} from "./SmallKey.sol";

/// @title The verifier of proofs of Small
contract SmallVerifier is StarkVerifier {
    /// @notice The digest of the verifying key, eight field elements.
    bytes32 public constant KEY_DIGEST = SmallKey.KEY_DIGEST;

    /// @param head The generated contract that checks heads.
    constructor(IProofHead head) StarkVerifier(head) {}

    /// @inheritdoc StarkVerifier
    function shape() internal pure override returns (VerifierShape memory s) {
        s = SmallKey.read();
    }
}
