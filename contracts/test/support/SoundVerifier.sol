// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFinalVerifier} from "../../src/interfaces/IFinalVerifier.sol";

/// @notice Stands in for the verifier of final proofs: a sound one, whose provable statements the test names. Every proof is the same
/// bytes.
contract SoundVerifier is IFinalVerifier {
    /// @notice The statement has no proof.
    error NotProvable();

    mapping(bytes32 statement => bool) private _provable;

    /// @notice Makes a statement provable.
    function allow(uint256[] calldata publicValues) external {
        _provable[keccak256(abi.encode(publicValues))] = true;
    }

    /// @inheritdoc IFinalVerifier
    function verify(uint256[] calldata publicValues, bytes calldata proof) external view returns (bool valid) {
        if (!_provable[keccak256(abi.encode(publicValues))]) revert NotProvable();
        if (keccak256(proof) != keccak256("proof")) revert NotProvable();
        valid = true;
    }
}
