// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The part of a verifier that needs no opened row
/// @notice Its code is a contract of its own, so that both parts fit into the limit of code.
interface IProofHead {
    /// @notice Replays the transcript, checks all proofs of work and the constraints at the out-of-domain point. Reverts with a reason
    /// unless they hold.
    /// @param publicValues The public values of the statement.
    /// @param head The proof up to its rows.
    /// @return words What the queries need, as `QueryChallengesOf` writes and reads it.
    function checkHead(uint256[] calldata publicValues, bytes calldata head)
        external
        view
        returns (uint256[] memory words);
}
