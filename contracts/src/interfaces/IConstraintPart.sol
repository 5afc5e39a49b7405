// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Generated code that evaluates a run of a circuit's constraints at an opened point
interface IConstraintPart {
    /// @notice The words are not as many as the circuit's inputs, or not encoded as the ABI's own encoder does it.
    error MalformedInputs();

    /// @notice Folds the part's constraints with powers of a challenge, table by table, in the order of the circuit.
    /// @param inputs The words that `ConstraintCheck` of the verifier writes: extension elements in the form of `Ext5`, the first one
    /// the fold that the part before left unfinished.
    /// @return folds The folds of the tables that end in this part, then the fold so far of the table that does not.
    function fold(uint256[] calldata inputs) external pure returns (uint256[] memory folds);
}
