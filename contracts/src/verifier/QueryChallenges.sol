// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../types/Ext5.sol";
import {VerifierShape} from "./VerifierShape.sol";

/// @notice What the check of the queries needs to know of the head of a proof.
struct QueryChallenges {
    Ext5 zeta;
    Ext5 batch;
    /// @dev For each height the claimed values at zeta and at the next row's point, summed with powers of the batching challenge.
    Ext5[] atZeta;
    Ext5[] atNext;
    /// @dev The folding challenges, by round.
    Ext5[] folds;
    /// @dev The query indices, in the order of drawing.
    uint256[] queries;
}

/// @title Query challenges as words that one contract hands to another: the fields in their order, without lengths
library QueryChallengesOf {
    /// @notice There are not as many words as the shape says.
    error WordCount(uint256 count, uint256 expected);

    /// @notice Empty challenges for a shape.
    function create(VerifierShape memory shape) internal pure returns (QueryChallenges memory c) {
        c.atZeta = new Ext5[](shape.heights.length);
        c.atNext = new Ext5[](shape.heights.length);
        c.folds = new Ext5[](shape.rounds.length);
        c.queries = new uint256[](shape.queryCount);
    }

    function write(QueryChallenges memory c) internal pure returns (uint256[] memory words) {
        words = new uint256[](count(c));
        words[0] = Ext5.unwrap(c.zeta);
        words[1] = Ext5.unwrap(c.batch);
        uint256 next = copy(words, 2, c.atZeta);
        next = copy(words, next, c.atNext);
        next = copy(words, next, c.folds);
        for (uint256 i = 0; i < c.queries.length; ++i) {
            words[next + i] = c.queries[i];
        }
    }

    function read(VerifierShape memory shape, uint256[] memory words) internal pure returns (QueryChallenges memory c) {
        c = create(shape);
        if (words.length != count(c)) revert WordCount(words.length, count(c));
        c.zeta = Ext5.wrap(words[0]);
        c.batch = Ext5.wrap(words[1]);
        uint256 next = fill(c.atZeta, words, 2);
        next = fill(c.atNext, words, next);
        next = fill(c.folds, words, next);
        for (uint256 i = 0; i < c.queries.length; ++i) {
            c.queries[i] = words[next + i];
        }
    }

    function count(QueryChallenges memory c) private pure returns (uint256) {
        return 2 + 2 * c.atZeta.length + c.folds.length + c.queries.length;
    }

    function copy(uint256[] memory words, uint256 start, Ext5[] memory values) private pure returns (uint256 next) {
        next = start + values.length;
        for (uint256 i = 0; i < values.length; ++i) {
            words[start + i] = Ext5.unwrap(values[i]);
        }
    }

    function fill(Ext5[] memory values, uint256[] memory words, uint256 start) private pure returns (uint256 next) {
        next = start + values.length;
        for (uint256 i = 0; i < values.length; ++i) {
            values[i] = Ext5.wrap(words[start + i]);
        }
    }
}
