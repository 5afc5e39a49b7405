// SPDX-License-Identifier: Apache-2.0
// Generated from the circuit; a test compares. Do not edit.
pragma solidity 0.8.37;

import {IConstraintPart} from "../../../src/interfaces/IConstraintPart.sol";
import {HeadVerifier} from "../../../src/verifier/HeadVerifier.sol";
import {VerifierShape} from "../../../src/verifier/VerifierShape.sol";
import {ModelKey} from "./ModelKey.sol";

/// @title The verifier of the heads of proofs of Model
contract ModelHead is HeadVerifier {
    IConstraintPart private immutable PART_0;
    IConstraintPart private immutable PART_1;
    IConstraintPart private immutable PART_2;
    IConstraintPart private immutable PART_3;

    /// @param parts The generated contracts that evaluate the constraints, in their order.
    constructor(IConstraintPart[4] memory parts) {
        PART_0 = parts[0];
        PART_1 = parts[1];
        PART_2 = parts[2];
        PART_3 = parts[3];
    }

    /// @inheritdoc HeadVerifier
    function shape() internal view override returns (VerifierShape memory s) {
        s = ModelKey.read();
        s.parts = new IConstraintPart[](4);
        s.parts[0] = PART_0;
        s.parts[1] = PART_1;
        s.parts[2] = PART_2;
        s.parts[3] = PART_3;
    }
}
