// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, SettleInput} from "../types/Batch.sol";
import {Ext5} from "../types/Ext5.sol";
import {Elements} from "./Elements.sol";
import {HashToExt} from "./HashToExt.sol";
import {KoalaBearExt5} from "./KoalaBearExt5.sol";
import {PayeeList} from "./PayeeList.sol";

/// @title The public values of the final proof
/// @notice In this order: domain 8, batch 8, shardCount 1, stateIn 8, stateOut 8, dataOut 8, z 5, y 5, attribution 8, z2 5, y2 5,
/// submitter 6.
library FinalStatement {
    /// @notice How many there are.
    uint256 internal constant COUNT = 75;

    /// @notice The point at which the payees are evaluated: HashToExt(keccak256(payees) || attribution || batch || "payees").
    function payeePoint(bytes calldata payees, bytes32 attribution, bytes32 key) internal pure returns (Ext5 z) {
        z = HashToExt.fromHash(keccak256(abi.encodePacked(keccak256(payees), attribution, key, "payees")));
    }

    /// @notice The values for a batch on the present state.
    /// @param batch The batch.
    /// @param input What the proof says; its words canonical, its payees as many as positions.
    /// @param domain The rollup's domain.
    /// @param stateIn The present state root.
    function build(Batch calldata batch, SettleInput calldata input, bytes32 domain, bytes32 stateIn)
        internal
        pure
        returns (uint256[] memory values)
    {
        values = new uint256[](COUNT);
        uint256 next = Elements.write(Elements.ofHash(domain), values, 0);
        next = Elements.write(Elements.ofHash(batch.key), values, next);
        values[next] = batch.shardCount;
        next = Elements.write(stateIn, values, next + 1);
        next = Elements.write(input.stateOut, values, next);
        next = Elements.write(batch.dataOut, values, next);
        next = Elements.writeExt(batch.z, values, next);
        next = Elements.writeExt(batch.y, values, next);
        next = Elements.write(input.attribution, values, next);
        Ext5 z2 = payeePoint(input.payees, input.attribution, batch.key);
        next = Elements.writeExt(KoalaBearExt5.pack(z2), values, next);
        Ext5 y2 = PayeeList.evaluate(input.payees, batch.shardCount, z2);
        next = Elements.writeExt(KoalaBearExt5.pack(y2), values, next);
        Elements.writeAddress(input.submitter, values, next);
    }
}
