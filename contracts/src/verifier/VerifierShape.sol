// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConstraintPart} from "../interfaces/IConstraintPart.sol";

/// @notice Everything about a verifying key that a verifier needs: constants of the circuit and of its parameter set. Nothing of this
/// kind is ever read from a proof. "log" is the binary logarithm.
struct VerifierShape {
    /// @dev What the transcript observes before the public values: version, parameters, key, table shapes.
    bytes transcriptPrefix;
    /// @dev The commitment to the preprocessed columns, 32 bytes a digest; empty without such columns.
    bytes preprocessedCap;
    uint256 publicCount;
    uint256 logBlowup;
    /// @dev log of the tallest codeword: the bits of a query.
    uint256 logMaxSize;
    uint256 queryCount;
    uint256 capHeight;
    uint256 digestBytes;
    uint256 lookupBits;
    uint256 batchBits;
    uint256 foldBits;
    uint256 queryBits;
    /// @dev Buses of the LogUp argument; without any, there is no permutation commitment.
    uint256 busCount;
    /// @dev Elements of the widest tuple of a bus.
    uint256 tupleWidth;
    uint256 terminalCount;
    uint256 openingCount;
    /// @dev log of the coefficients of the final polynomial.
    uint256 logFinal;
    /// @dev logs of all tree heights at which rows are opened, descending: what the openings are planned for.
    uint256[] layers;
    HeightShape[] heights;
    TableShape[] tables;
    TreeShape[] trees;
    RoundShape[] rounds;
    /// @dev The contracts that evaluate the constraints; only the verifier of heads has them.
    IConstraintPart[] parts;
}

/// @notice The tables of one height; the tallest height comes first.
struct HeightShape {
    uint256 logHeight;
    BlockShape[] atZeta;
    BlockShape[] atNext;
}

/// @notice A run of claimed values that are batched together, in the order of descending powers of the batching challenge.
struct BlockShape {
    uint256 offset;
    uint256 width;
    /// @dev Powers between the last value and the next run, or power 0.
    uint256 gap;
}

/// @notice A table.
struct TableShape {
    /// @dev Place of its height among the heights.
    uint256 height;
    /// @dev Where the claimed values of its quotient begin.
    uint256 quotient;
    uint256 chunks;
}

/// @notice The tree of a commitment: 0 main, 1 quotient, 2 preprocessed, 3 permutation.
struct TreeShape {
    uint256 commitment;
    GroupShape[] groups;
}

/// @notice The matrices of one height in a tree, whose columns make up one row; the tallest come first.
struct GroupShape {
    /// @dev Place of the height among the heights.
    uint256 height;
    /// @dev Place of log(rows) among the layers.
    uint256 layer;
    uint256 width;
    /// @dev How many columns, from the first on, are also opened at the next row's point.
    uint256 nextWidth;
}

/// @notice A FRI round.
struct RoundShape {
    uint256 logSizeAfter;
    uint256 logArity;
    /// @dev Place of logSizeAfter among the layers.
    uint256 layer;
    /// @dev Place of the height whose reduced openings are added after the fold, plus one; 0 for none.
    uint256 rollsIn;
}
