// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConstraintPart} from "../../src/interfaces/IConstraintPart.sol";
import {IFinalVerifier} from "../../src/interfaces/IFinalVerifier.sol";
import {KeccakTranscript} from "../../src/libraries/KeccakTranscript.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {MerkleMultiproof} from "../../src/libraries/MerkleMultiproof.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {ConstraintCheck} from "../../src/verifier/ConstraintCheck.sol";
import {FriQueries} from "../../src/verifier/FriQueries.sol";
import {HeadVerifier} from "../../src/verifier/HeadVerifier.sol";
import {ProofSectionsOf} from "../../src/verifier/ProofSections.sol";
import {Draw} from "../support/Draw.sol";
import {Test} from "../support/Test.sol";
import {Fixture, VerifierFixture} from "../support/VerifierFixture.sol";

/// @notice Proofs of the C# prover: one of the last circuit's shape and parameters, and one of a small circuit with two heights under
/// parameters that ask for hardly any work, so that changes get past the work and meet every other check.
contract StarkVerifierTest is Test, VerifierFixture {
    uint256 private constant MUTATION_KINDS = 9;

    mapping(bytes4 => uint256) private _counts;

    function test_proofs_of_the_prover_are_valid() external {
        string[2] memory names = ["Model", "Small"];
        for (uint256 i = 0; i < names.length; i++) {
            Fixture memory f = load(names[i]);
            uint256 gas = gasleft();
            assertTrue(f.verifier.verify(f.publicValues, f.proof), names[i]);
            gas -= gasleft();
            vm.snapshotValue("verifier", string.concat(names[i], ", execution"), gas);
            vm.snapshotValue("verifier", string.concat(names[i], ", bytes of the proof"), f.proof.length);
        }
    }

    function test_mutations_of_every_section_of_the_model_are_refused() external {
        uint256 count = mutateSections(load("Model"), 2);
        assertTrue(count >= 300, vm.toString(count));
    }

    function test_mutations_of_every_section_of_the_small_circuit_are_refused() external {
        uint256 count = mutateSections(load("Small"), 6);
        assertTrue(count >= 1000, vm.toString(count));
        requireReason(KeccakTranscript.InvalidWitness.selector);
        requireReason(KoalaBear.NotCanonical.selector);
        requireReason(ConstraintCheck.ConstraintMismatch.selector);
        requireReason(ConstraintCheck.TerminalSum.selector);
        requireReason(MerkleMultiproof.CapMismatch.selector);
        requireReason(FriQueries.FoldMismatch.selector);
        requireReason(ProofSectionsOf.ProofLength.selector);
    }

    function test_elements_that_are_not_canonical_are_refused_in_rows() external {
        // Rows come after all challenges, so nothing but the check itself can notice that an element was written as another number.
        Fixture memory f = load("Small");
        bytes memory call_ = encode(f, f.proof);
        for (uint256 s = 0; s < f.sectionStarts.length; s++) {
            if (bytes4(bytes(f.sectionNames[s])) != "rows") continue;
            for (uint256 offset = 0; offset < f.sectionLengths[s]; offset += 4 * 7) {
                uint256 place = proofStart(f) + f.sectionStarts[s] + offset;
                uint256 value = word(call_, place);
                if (value + KoalaBear.P > type(uint32).max) continue;
                setWord(call_, place, value + KoalaBear.P);
                refused(f, call_, KoalaBear.NotCanonical.selector, f.sectionNames[s]);
                setWord(call_, place, value);
            }
        }
    }

    function test_a_final_polynomial_of_another_codeword_is_refused() external {
        // Made by a prover that is honest in everything else, so that no other check can stop it.
        Fixture memory f = load("Small");
        refused(f, encode(f, f.wrongFinal), FriQueries.FinalPolynomialMismatch.selector, "final polynomial");
    }

    function test_lengths_that_do_not_belong_to_the_proof_are_refused() external {
        Fixture memory f = load("Small");
        uint256[7] memory lengths =
            [0, 1, 32, f.proof.length / 2, f.proof.length - 20, f.proof.length - 1, f.proof.length];
        for (uint256 i = 0; i < lengths.length; i++) {
            bytes memory part = new bytes(lengths[i]);
            for (uint256 k = 0; k < lengths[i]; k++) {
                part[k] = f.proof[k];
            }
            if (i + 1 < lengths.length) refused(f, encode(f, part), ProofSectionsOf.ProofLength.selector, "short");
            else assertTrue(f.verifier.verify(f.publicValues, part), "whole");
        }
        refused(f, encode(f, abi.encodePacked(f.proof, uint8(0))), ProofSectionsOf.ProofLength.selector, "a byte more");
        refused(f, encode(f, abi.encodePacked(f.proof, f.proof)), ProofSectionsOf.ProofLength.selector, "twice");
    }

    function test_other_public_values_are_refused() external {
        Fixture memory f = load("Small");
        for (uint256 i = 0; i < f.publicValues.length; i++) {
            uint256 value = f.publicValues[i];
            f.publicValues[i] = KoalaBear.add(value, 1);
            refused(f, encode(f, f.proof), 0, "another value");
            f.publicValues[i] = value + KoalaBear.P;
            refused(f, encode(f, f.proof), KoalaBear.NotCanonical.selector, "the same value written otherwise");
            f.publicValues[i] = value + (1 << 32);
            refused(f, encode(f, f.proof), KoalaBear.NotCanonical.selector, "a bit above");
            f.publicValues[i] = value;
        }
        uint256[] memory more = new uint256[](f.publicValues.length + 1);
        for (uint256 i = 0; i < f.publicValues.length; i++) {
            more[i] = f.publicValues[i];
        }
        f.publicValues = more;
        refused(f, encode(f, f.proof), HeadVerifier.PublicValueCount.selector, "one more");
        f.publicValues = new uint256[](0);
        refused(f, encode(f, f.proof), HeadVerifier.PublicValueCount.selector, "none");
    }

    function test_proofs_of_another_circuit_are_refused() external {
        Fixture memory model = load("Model");
        Fixture memory small = load("Small");
        (model.proof, small.proof) = (small.proof, model.proof);
        refused(model, encode(model, model.proof), 0, "small under model");
        refused(small, encode(small, small.proof), 0, "model under small");
    }

    function test_whatever_the_gas_a_malformed_proof_never_succeeds() external {
        Fixture memory f = load("Small");
        bytes memory good = encode(f, f.proof);
        f.proof[f.proof.length - 1] ^= 0x01;
        bytes memory bad = encode(f, f.proof);
        uint256 succeeded = 0;
        for (uint256 gas = 20_000; gas < 4_000_000; gas += 20_000) {
            (bool success, bytes memory returned) = address(f.verifier).staticcall{gas: gas}(good);
            assertTrue(success == (returned.length == 32), "an answer without success");
            if (success) succeeded++;
            (success, returned) = address(f.verifier).staticcall{gas: gas}(bad);
            assertTrue(!success, "malformed");
        }
        assertTrue(succeeded > 0, "the good one succeeds with enough gas");
    }

    function test_generated_constraints_match_the_native_ones() external {
        string[2] memory names = ["Model", "Small"];
        for (uint256 i = 0; i < names.length; i++) {
            Fixture memory f = load(names[i]);
            assertTrue(f.constraintInputs.length > 0, "vectors");
            for (uint256 v = 0; v < f.constraintInputs.length; v++) {
                compareFolds(f, words(f.constraintInputs[v]), words(f.constraintFolds[v]));
            }
        }
    }

    function test_parts_refuse_inputs_of_another_length() external {
        Fixture memory f = load("Small");
        uint256[] memory inputs = words(f.constraintInputs[0]);
        uint256[] memory more = new uint256[](inputs.length + 1);
        for (uint256 i = 0; i < f.parts.length; i++) {
            f.parts[i].fold(inputs);
            vm.expectRevert(IConstraintPart.MalformedInputs.selector);
            f.parts[i].fold(more);
        }
    }

    function compareFolds(Fixture memory f, uint256[] memory inputs, uint256[] memory expected) private pure {
        uint256 table = 0;
        for (uint256 p = 0; p < f.parts.length; p++) {
            uint256[] memory folds = f.parts[p].fold(inputs);
            for (uint256 k = 0; k + 1 < folds.length; k++) {
                assertTrue(Ext5.wrap(folds[k]) == Ext5.wrap(expected[table]), "fold");
                table++;
            }
            inputs[0] = folds[folds.length - 1];
        }
        assertEq(table, expected.length, "tables");
    }

    /// @dev Changes places of every section in every way and expects each change to be refused. Gives the number of changes.
    function mutateSections(Fixture memory f, uint256 placesPerKind) private returns (uint256 count) {
        bytes memory call_ = encode(f, f.proof);
        Draw memory draw = Draw(20261122);
        for (uint256 s = 0; s < f.sectionStarts.length; s++) {
            for (uint256 kind = 0; kind < MUTATION_KINDS; kind++) {
                for (uint256 i = 0; i < placesPerKind; i++) {
                    uint256 start = proofStart(f) + f.sectionStarts[s];
                    uint256 size = f.sectionLengths[s] < 4 ? 0 : f.sectionLengths[s] - 4;
                    uint256 place = start + draw.below(size / 4 + 1) * 4;
                    uint256 before = word(call_, place);
                    uint256 changed = mutate(kind, before, word(call_, start + draw.below(size / 4 + 1) * 4), draw);
                    if (changed == before) continue;
                    setWord(call_, place, changed);
                    refused(f, call_, 0, f.sectionNames[s]);
                    setWord(call_, place, before);
                    count++;
                }
            }
        }
        count += 2;
        refused(f, encode(f, abi.encodePacked(f.proof, uint8(0))), 0, "a byte more");
        bytes memory shorter = f.proof;
        assembly ("memory-safe") {
            mstore(shorter, sub(mload(shorter), 1))
        }
        refused(f, encode(f, shorter), 0, "a byte less");
    }

    function mutate(uint256 kind, uint256 value, uint256 other, Draw memory draw) private pure returns (uint256) {
        if (kind == 0) return value ^ (1 << draw.below(32));
        if (kind == 1) return 0;
        if (kind == 2) return type(uint32).max;
        if (kind == 3) return (value + 1) % (1 << 32);
        if (kind == 4) return (value + KoalaBear.P) % (1 << 32);
        if (kind == 5) return other;
        if (kind == 6) return draw.below(KoalaBear.P);
        if (kind == 7) return KoalaBear.P;
        return KoalaBear.neg(value % KoalaBear.P);
    }

    function refused(Fixture memory f, bytes memory call_, bytes4 expected, string memory what) private {
        (bool success, bytes4 reason) = tryVerify(f, call_);
        assertTrue(!success, string.concat("accepted: ", what));
        // 0x4e487b71 is Panic: a bug that happened to stop it, not a check.
        assertTrue(reason != 0 && reason != 0x4e487b71, string.concat("no reason: ", what));
        assertTrue(
            expected == 0 || reason == expected, string.concat("another reason: ", what, vm.toString(uint32(reason)))
        );
        _counts[reason]++;
    }

    function requireReason(bytes4 reason) private view {
        assertTrue(_counts[reason] > 0, string.concat("never met: ", vm.toString(uint32(reason))));
    }

    function encode(Fixture memory f, bytes memory proof) private pure returns (bytes memory) {
        return abi.encodeCall(IFinalVerifier.verify, (f.publicValues, proof));
    }

    /// @dev Where a proof begins in a call: behind the selector, two offsets, the public values and two lengths.
    function proofStart(Fixture memory f) private pure returns (uint256) {
        return 4 + 64 + 32 * (f.publicValues.length + 1) + 32;
    }

    function word(bytes memory data, uint256 place) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(224, mload(add(add(data, 32), place)))
        }
    }

    function setWord(bytes memory data, uint256 place, uint256 value) private pure {
        assembly ("memory-safe") {
            let slot := add(add(data, 32), place)
            mstore(slot, or(shl(224, value), shr(32, shl(32, mload(slot)))))
        }
    }

    function words(bytes memory data) private pure returns (uint256[] memory values) {
        values = new uint256[](data.length / 32);
        for (uint256 i = 0; i < values.length; i++) {
            assembly ("memory-safe") {
                mstore(add(add(values, 32), shl(5, i)), mload(add(add(data, 32), shl(5, i))))
            }
        }
    }
}
