// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountPath} from "./interfaces/IAccountPath.sol";
import {IBatchReader} from "./interfaces/IBatchReader.sol";
import {IFinalVerifier} from "./interfaces/IFinalVerifier.sol";
import {MeshBatches} from "./rollup/MeshBatches.sol";
import {MeshExits} from "./rollup/MeshExits.sol";
import {MeshSettlement} from "./rollup/MeshSettlement.sol";
import {MeshStorage} from "./rollup/MeshStorage.sol";
import {MeshConstants} from "./types/MeshConstants.sol";

/// @title The rollup that the mesh proves
/// @notice See `IMeshRollup`. It creates its registry; everything else it calls is stateless.
contract MeshRollup is MeshBatches, MeshSettlement, MeshExits {
    /// @param c The network's constants.
    /// @param version_ The hash of the proof system's identity.
    /// @param genesisRoot The state root of no accounts.
    /// @param verifier_ Verifies final proofs.
    /// @param reader_ Reads packed data.
    /// @param accountPath_ Computes state roots from account paths.
    constructor(
        MeshConstants memory c,
        bytes32 version_,
        bytes32 genesisRoot,
        IFinalVerifier verifier_,
        IBatchReader reader_,
        IAccountPath accountPath_
    ) MeshStorage(c, version_, genesisRoot, verifier_, reader_, accountPath_) {}
}
