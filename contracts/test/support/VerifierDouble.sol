// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFinalVerifier} from "../../src/interfaces/IFinalVerifier.sol";

/// @notice Stands in for the verifier of final proofs in tests of the rollup. A "proof" is keccak256 of the public values that a test
/// computed by itself; or, where a test is about something else, the word ANY, which is taken for every statement.
contract VerifierDouble is IFinalVerifier {
    /// @notice The proof is not one of these public values.
    error Refused();

    bytes32 public constant ANY = keccak256("any statement");

    /// @inheritdoc IFinalVerifier
    function verify(uint256[] calldata publicValues, bytes calldata proof) external pure returns (bool valid) {
        bytes32 given = bytes32(proof);
        if (given == keccak256("false")) return false;
        if (given != ANY && given != keccak256(abi.encode(publicValues))) revert Refused();
        valid = true;
    }
}
