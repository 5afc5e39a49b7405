// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A verifier of the proofs of one circuit
interface IFinalVerifier {
    /// @notice Verifies a proof. Reverts with a reason unless the proof is valid.
    /// @param publicValues The public values of the statement: elements of the base field, each below p.
    /// @param proof The proof in its calldata form.
    /// @return valid True, always: a call that runs out of gas returns nothing.
    function verify(uint256[] calldata publicValues, bytes calldata proof) external view returns (bool valid);
}
