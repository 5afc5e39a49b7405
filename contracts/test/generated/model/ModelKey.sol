// SPDX-License-Identifier: Apache-2.0
// Generated from the circuit; a test compares. Do not edit.
pragma solidity 0.8.37;

import {VerifierShape} from "../../../src/verifier/VerifierShape.sol";
import {VerifierShapes} from "../../../src/verifier/VerifierShapes.sol";

/// @title The verifying key of the machine "last circuit model" under the parameters Final100
library ModelKey {
    /// @dev The digest of the verifying key, eight field elements.
    bytes32 internal constant KEY_DIGEST = 0x3c3d4fc55670982b5fe528c948721cdf033e4e870cd924c012edd59232b8b5b0;

    /// @dev What the transcript observes first.
    bytes private constant TRANSCRIPT_PREFIX =
        hex"0000000132b5b61c4f0ffc6e4581d65e56422a3e69b809a2343296115c2ff02b783ba3413c3d4fc55670982b5fe528c9"
        hex"48721cdf033e4e870cd924c012edd59232b8b5b0000000040000000e0000000c000000a600000002000000020000000e"
        hex"000000030000003d00000003000000020000000e000000050000001400000003000000020000000e000000010000000c"
        hex"000000020000000100000012";

    /// @dev The commitment to the preprocessed columns.
    bytes private constant PREPROCESSED_CAP =
        hex"ea7a9ae28fd43e265856dc5e5af440db94d48978f150e5fbfcbb000000000000";

    /// @dev The shape, as `VerifierShapes` reads it.
    bytes private constant SHAPE =
        hex"00120007001500170000001a000600060000001800030009000402820006000300150011000d0001000e0010000000a6"
        hex"0000014c003d000001c60014000001da000c000501e6000a000001f0000a000001fa000a00000204000500050209000c"
        hex"0000021500030000021800050000021d00010003021e000a00000232000f00000250000f0000026e000a0006000600a6"
        hex"00a600000189003d00650228000a00000241000f0000025f000f00000278000a00060004000001e60002000001f00002"
        hex"000001fa000200000204000100040000000100000000010300e300010001000000000023000000020001000000000015"
        hex"000000030001000000000032003200020011000400010000000d000400020000";

    /// @notice The shape, without the contracts that evaluate the constraints.
    function read() internal pure returns (VerifierShape memory s) {
        s = VerifierShapes.read(TRANSCRIPT_PREFIX, PREPROCESSED_CAP, SHAPE);
    }
}
