// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConstraintPart} from "../interfaces/IConstraintPart.sol";
import {KoalaBear} from "../libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../libraries/KoalaBearExt5.sol";
import {Ext5} from "../types/Ext5.sol";
import {Challenges} from "./ProofChallenges.sol";
import {ProofReading} from "./ProofReading.sol";
import {ProofSections} from "./ProofSections.sol";
import {TableShape, VerifierShape} from "./VerifierShape.sol";

/// @title The check at the out-of-domain point zeta
/// @notice Each table's constraints, folded by generated code, must be its quotient times its vanishing polynomial; the terminals of all
/// tables must add up to zero.
library ConstraintCheck {
    using KoalaBearExt5 for Ext5;

    /// @notice The point lies on a trace or evaluation domain; an honest prover meets this with probability 2^-130.
    error PointOnDomain();

    /// @notice The terminals of the buses do not add up to zero.
    error TerminalSum();

    /// @notice The constraints of a table do not hold at the point.
    error ConstraintMismatch(uint256 table);

    /// @notice A contract of generated code failed, or there is none at its address.
    error PartFailed(uint256 part);

    /// @dev Bytes of a call's selector, array offset and array length.
    uint256 private constant HEADER_BYTES = 68;

    /// @notice What is filled in step by step.
    struct State {
        VerifierShape shape;
        Challenges challenges;
        /// @dev Address of the words that generated code is called with, of the next one to write, of the claimed values among them.
        uint256 inputs;
        uint256 next;
        uint256 openings;
        /// @dev For each height: zeta^n and zeta^n - 1, for n rows.
        Ext5[] powers;
        Ext5[] vanishing;
    }

    /// @notice Reverts unless all tables' constraints hold.
    /// @return openings Address of the claimed values, 32 bytes each, in the lanes of `Ext5`.
    function check(
        VerifierShape memory shape,
        ProofSections memory sections,
        uint256[] calldata publicValues,
        bytes calldata proof,
        Challenges memory challenges
    ) internal view returns (uint256 openings) {
        State memory s;
        s.shape = shape;
        s.challenges = challenges;
        uint256 count = countInputs(shape);
        unchecked {
            // The header ends where a word begins.
            uint256 start = ProofReading.allocate(32 * count + 96);
            s.inputs = start + 96;
            s.next = s.inputs;
            writeHeader(s.inputs, count);
        }
        push(s, KoalaBearExt5.ZERO);
        push(s, challenges.constraint);
        pushSelectors(s);
        if (shape.busCount != 0) pushFingerprints(s);
        for (uint256 i = 0; i < publicValues.length; ++i) {
            push(s, KoalaBearExt5.fromBase(publicValues[i]));
        }
        readTerminals(s, sections, proof);
        s.openings = s.next;
        ProofReading.readExtensions(proof, sections.openings, shape.openingCount, s.openings);
        evaluate(s, count);
        openings = s.openings;
    }

    function countInputs(VerifierShape memory shape) private pure returns (uint256 count) {
        unchecked {
            // The numbers of a shape are small.
            count = 2 + 3 * shape.heights.length + shape.publicCount + shape.openingCount;
            if (shape.busCount != 0) count += shape.busCount + shape.tupleWidth - 1 + shape.terminalCount;
        }
    }

    function writeHeader(uint256 inputs, uint256 count) private pure {
        bytes4 selector = IConstraintPart.fold.selector;
        assembly ("memory-safe") {
            // The selector's word begins inside the first of the three words before the inputs.
            mstore(sub(inputs, HEADER_BYTES), selector)
            mstore(sub(inputs, 64), 32)
            mstore(sub(inputs, 32), count)
        }
    }

    function push(State memory s, Ext5 value) private pure {
        uint256 position = s.next;
        assembly ("memory-safe") {
            mstore(position, value)
        }
        unchecked {
            s.next = position + 32;
        }
    }

    /// @dev For each height, tallest first, the selectors of first, last and all but the last row, not normalised.
    function pushSelectors(State memory s) private pure {
        uint256 heights = s.shape.heights.length;
        s.powers = new Ext5[](heights);
        s.vanishing = new Ext5[](heights);
        Ext5 zeta = s.challenges.zeta;
        Ext5 power = zeta;
        uint256 log = 0;
        unchecked {
            // Shortest first, so that squarings are shared.
            for (uint256 i = heights; i > 0; --i) {
                for (uint256 to = s.shape.heights[i - 1].logHeight; log < to; ++log) {
                    power = power.square();
                }
                s.powers[i - 1] = power;
                s.vanishing[i - 1] = power - KoalaBearExt5.ONE;
            }
        }
        // All trace domains are subgroups of the tallest one's, all evaluation cosets subsets of the largest.
        Ext5 shifted = zeta.mulBase(KoalaBear.inverse(KoalaBear.GENERATOR)).powerOfTwo(s.shape.logMaxSize);
        if (s.vanishing[0].isZero() || shifted == KoalaBearExt5.ONE) revert PointOnDomain();
        Ext5 afterFirst = (zeta - KoalaBearExt5.ONE).inverse();
        for (uint256 i = 0; i < heights; ++i) {
            uint256 root = KoalaBear.twoAdicGenerator(s.shape.heights[i].logHeight);
            Ext5 beforeLast = zeta - KoalaBearExt5.fromBase(KoalaBear.inverse(root));
            push(s, s.vanishing[i] * afterFirst);
            push(s, s.vanishing[i] * beforeLast.inverse());
            push(s, beforeLast);
        }
    }

    /// @dev For bus i alpha + (i + 1) gamma, gamma being beta to the width of the widest tuple; then the powers of beta below it.
    function pushFingerprints(State memory s) private pure {
        Ext5 beta = s.challenges.lookupBeta;
        Ext5 gamma = beta.pow(s.shape.tupleWidth);
        Ext5 base = s.challenges.lookupAlpha;
        for (uint256 i = 0; i < s.shape.busCount; ++i) {
            base = base + gamma;
            push(s, base);
        }
        Ext5 power = beta;
        for (uint256 i = 1; i < s.shape.tupleWidth; ++i) {
            push(s, power);
            power = power * beta;
        }
    }

    function readTerminals(State memory s, ProofSections memory sections, bytes calldata proof) private pure {
        uint256 count = s.shape.terminalCount;
        if (count == 0) return;
        uint256 position = s.next;
        ProofReading.readExtensions(proof, sections.terminals, count, position);
        Ext5 sum = KoalaBearExt5.ZERO;
        for (uint256 i = 0; i < count; ++i) {
            sum = sum + load(position, i);
        }
        if (!sum.isZero()) revert TerminalSum();
        unchecked {
            s.next = position + 32 * count;
        }
    }

    /// @dev Lets the parts fold the constraints, one after the other, and compares each table that is complete.
    function evaluate(State memory s, uint256 count) private view {
        uint256 table = 0;
        uint256 tables = s.shape.tables.length;
        for (uint256 i = 0; i < s.shape.parts.length; ++i) {
            uint256 folds = call(s, i, count, tables - table + 1);
            uint256 ended = returnedFolds(i);
            if (ended == 0 || ended - 1 > tables - table) revert PartFailed(i);
            for (uint256 k = 0; k + 1 < ended; ++k) {
                compare(s, table, load(folds, k));
                ++table;
            }
            Ext5 unfinished = load(folds, ended - 1);
            uint256 inputs = s.inputs;
            assembly ("memory-safe") {
                mstore(inputs, unfinished)
            }
        }
        if (table != tables) revert PartFailed(s.shape.parts.length);
    }

    /// @dev Calls a part.
    /// @return folds Address of the words that it returned.
    function call(State memory s, uint256 part, uint256 count, uint256 most) private view returns (uint256 folds) {
        IConstraintPart target = s.shape.parts[part];
        uint256 inputs = s.inputs;
        bool success;
        unchecked {
            folds = ProofReading.allocate(64 + 32 * most) + 64;
        }
        assembly ("memory-safe") {
            let size := add(HEADER_BYTES, shl(5, count))
            success := staticcall(gas(), target, sub(inputs, HEADER_BYTES), size, sub(folds, 64), add(64, shl(5, most)))
        }
        if (!success) revert PartFailed(part);
    }

    /// @dev How many words the array that was returned last has.
    function returnedFolds(uint256 part) private pure returns (uint256 length) {
        uint256 size;
        assembly ("memory-safe") {
            size := returndatasize()
        }
        if (size < 96 || size % 32 != 0) revert PartFailed(part);
        unchecked {
            length = size / 32 - 2;
        }
    }

    function compare(State memory s, uint256 table, Ext5 folded) private pure {
        TableShape memory shape = s.shape.tables[table];
        Ext5 power = s.powers[shape.height];
        Ext5 quotient = KoalaBearExt5.ZERO;
        unchecked {
            // Places of claimed values are small numbers.
            for (uint256 chunk = shape.chunks; chunk > 0; --chunk) {
                quotient = quotient * power + extension(s.openings, shape.quotient + 5 * (chunk - 1));
            }
        }
        if (folded != quotient * s.vanishing[shape.height]) revert ConstraintMismatch(table);
    }

    /// @dev The value of an extension column, from those of its five base columns.
    function extension(uint256 openings, uint256 first) private pure returns (Ext5 value) {
        unchecked {
            value = load(openings, first + 4);
            for (uint256 k = 4; k > 0; --k) {
                value = value.timesX() + load(openings, first + k - 1);
            }
        }
    }

    function load(uint256 words, uint256 i) private pure returns (Ext5 value) {
        assembly ("memory-safe") {
            value := mload(add(words, shl(5, i)))
        }
    }
}
