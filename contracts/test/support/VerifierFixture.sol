// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConstraintPart} from "../../src/interfaces/IConstraintPart.sol";
import {IFinalVerifier} from "../../src/interfaces/IFinalVerifier.sol";
import {Test} from "./Test.sol";

/// @notice A deployed verifier with a proof that the C# prover made.
struct Fixture {
    IFinalVerifier verifier;
    IConstraintPart[] parts;
    uint256[] publicValues;
    bytes proof;
    /// @dev A proof whose final polynomial alone is wrong; empty for the model.
    bytes wrongFinal;
    string[] sectionNames;
    uint256[] sectionStarts;
    uint256[] sectionLengths;
    /// @dev 1 where a section consists of field elements, which have a canonical form.
    uint256[] sectionElements;
    bytes[] constraintInputs;
    bytes[] constraintFolds;
}

/// @notice Loads what `tests/Contracts` keeps for a circuit: generated contracts and a file with a proof.
abstract contract VerifierFixture is Test {
    function load(string memory name) internal returns (Fixture memory f) {
        string memory json = vm.readFile(string.concat("./test/vectors/verifier/", name, ".json"));
        f.parts = new IConstraintPart[](vm.parseJsonUint(json, ".parts"));
        // The arguments of a constructor that takes an array of fixed length are its elements, one after the other.
        bytes memory arguments = "";
        for (uint256 i = 0; i < f.parts.length; i++) {
            f.parts[i] = IConstraintPart(deploy(string.concat(name, "Part", vm.toString(i)), ""));
            arguments = abi.encodePacked(arguments, abi.encode(f.parts[i]));
        }
        address head = deploy(string.concat(name, "Head"), arguments);
        f.verifier = IFinalVerifier(deploy(string.concat(name, "Verifier"), abi.encode(head)));
        f.publicValues = vm.parseJsonUintArray(json, ".publicValues");
        f.proof = vm.parseJsonBytes(json, ".proof");
        f.wrongFinal = vm.parseJsonBytes(json, ".wrongFinal");
        f.sectionNames = vm.parseJsonStringArray(json, ".sectionNames");
        f.sectionStarts = vm.parseJsonUintArray(json, ".sectionStarts");
        f.sectionLengths = vm.parseJsonUintArray(json, ".sectionLengths");
        f.sectionElements = vm.parseJsonUintArray(json, ".sectionElements");
        f.constraintInputs = vm.parseJsonBytesArray(json, ".constraintInputs");
        f.constraintFolds = vm.parseJsonBytesArray(json, ".constraintFolds");
    }

    function deploy(string memory name, bytes memory arguments) private returns (address) {
        return vm.deployCode(string.concat(name, ".sol:", name), arguments);
    }

    /// @notice Calls the verifier and gives back what it returned, or the selector that it reverted with.
    function tryVerify(Fixture memory f, bytes memory call_) internal view returns (bool success, bytes4 reason) {
        bytes memory returned;
        (success, returned) = address(f.verifier).staticcall(call_);
        if (success) {
            assertTrue(returned.length == 32 && abi.decode(returned, (bool)), "success without the answer");
        } else {
            reason = bytes4(returned);
        }
    }
}
