// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    BlockShape,
    GroupShape,
    HeightShape,
    RoundShape,
    TableShape,
    TreeShape,
    VerifierShape
} from "./VerifierShape.sol";

/// @title Shapes from the constants of generated contracts
/// @notice A shape is written as numbers of two bytes, big-endian, in the order in which the functions below read them; an array begins
/// with its length.
library VerifierShapes {
    /// @dev Where the next number is, as an address.
    struct Cursor {
        uint256 next;
    }

    /// @notice Reads a shape.
    /// @param numbers All that is not given otherwise.
    function read(bytes memory prefix, bytes memory preprocessedCap, bytes memory numbers)
        internal
        pure
        returns (VerifierShape memory s)
    {
        Cursor memory c;
        assembly ("memory-safe") {
            mstore(c, add(numbers, 2))
        }
        s.transcriptPrefix = prefix;
        s.preprocessedCap = preprocessedCap;
        s.publicCount = take(c);
        s.logBlowup = take(c);
        s.logMaxSize = take(c);
        s.queryCount = take(c);
        s.capHeight = take(c);
        s.digestBytes = take(c);
        s.lookupBits = take(c);
        s.batchBits = take(c);
        s.foldBits = take(c);
        s.queryBits = take(c);
        s.busCount = take(c);
        s.tupleWidth = take(c);
        s.terminalCount = take(c);
        s.openingCount = take(c);
        s.logFinal = take(c);
        s.layers = new uint256[](take(c));
        for (uint256 i = 0; i < s.layers.length; ++i) {
            s.layers[i] = take(c);
        }
        s.heights = new HeightShape[](take(c));
        for (uint256 i = 0; i < s.heights.length; ++i) {
            s.heights[i] = HeightShape(take(c), readBlocks(c), readBlocks(c));
        }
        s.tables = new TableShape[](take(c));
        for (uint256 i = 0; i < s.tables.length; ++i) {
            s.tables[i] = TableShape(take(c), take(c), take(c));
        }
        s.trees = new TreeShape[](take(c));
        for (uint256 i = 0; i < s.trees.length; ++i) {
            s.trees[i] = TreeShape(take(c), readGroups(c));
        }
        s.rounds = new RoundShape[](take(c));
        for (uint256 i = 0; i < s.rounds.length; ++i) {
            s.rounds[i] = RoundShape(take(c), take(c), take(c), take(c));
        }
    }

    function readBlocks(Cursor memory c) private pure returns (BlockShape[] memory blocks) {
        blocks = new BlockShape[](take(c));
        for (uint256 i = 0; i < blocks.length; ++i) {
            blocks[i] = BlockShape(take(c), take(c), take(c));
        }
    }

    function readGroups(Cursor memory c) private pure returns (GroupShape[] memory groups) {
        groups = new GroupShape[](take(c));
        for (uint256 i = 0; i < groups.length; ++i) {
            groups[i] = GroupShape(take(c), take(c), take(c), take(c));
        }
    }

    function take(Cursor memory c) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            let next := mload(c)
            value := and(mload(next), 0xffff)
            mstore(c, add(next, 2))
        }
    }
}
