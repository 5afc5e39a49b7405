// SPDX-License-Identifier: Apache-2.0
// Generated from the circuit; a test compares. Do not edit.
pragma solidity 0.8.37;

import {VerifierShape} from "../../../src/verifier/VerifierShape.sol";
import {VerifierShapes} from "../../../src/verifier/VerifierShapes.sol";

/// @title The verifying key of the machine "last circuit model" under the parameters InsecureKeccak
library SmallKey {
    /// @dev The digest of the verifying key, eight field elements.
    bytes32 internal constant KEY_DIGEST = 0x59f7e16561e55dc5357a88a523e7704357f6abd850bf5d4400308229603f2b9c;

    /// @dev What the transcript observes first.
    bytes private constant TRANSCRIPT_PREFIX =
        hex"00000001297bb93619cea80c03be42b47d1f1ffd458c62f4177df1e715d2cf4050d4520859f7e16561e55dc5357a88a5"
        hex"23e7704357f6abd850bf5d4400308229603f2b9c00000004000000070000000c000000a6000000020000000200000007"
        hex"000000030000003d0000000300000002000000050000000500000014000000030000000200000005000000010000000c"
        hex"000000020000000100000012";

    /// @dev The commitment to the preprocessed columns.
    bytes private constant PREPROCESSED_CAP =
        hex"0b6fd19b56fa02de5b12f162d303c65a26444e3c53b430d9e4b2ba230149fadee1a174f58d715afe643d99e6111ecf6f"
        hex"9ea0a0a4f74741c977d6d3943bc2292ba31dbe5ef20f117300db54b87959a1934a88e60dd5eba377edb00c3c0168f32b"
        hex"6b13b30a3d2ae4ad8a7ccc4170944b89b08794dfbdea8bd8202b1812675aa976";

    /// @dev The shape, as `VerifierShapes` reads it.
    bytes private constant SHAPE =
        hex"00120003000a0009000200200001000100010001000300090004028200020003000a00080005000200070008000000a6"
        hex"0000014c003d000501e6000a000001f0000a00040209000c0000021500030001021e000a00000232000f0007000400a6"
        hex"00a600000189003d002d0228000a00000241000f00070005000801c60014000001da000c000001fa000a000002040005"
        hex"0001021800050000021d000100020250000f0000026e000a00070002025f000f00000278000a00070004000001e60002"
        hex"000001f00002000101fa00020001020400010004000000020000000000e300e300010001002000000001000200000000"
        hex"0014000000010001000f00000002000200000000000f0000000100010006000000030002000000000019001900010001"
        hex"00190019000200080002000100020005000300020000";

    /// @notice The shape, without the contracts that evaluate the constraints.
    function read() internal pure returns (VerifierShape memory s) {
        s = VerifierShapes.read(TRANSCRIPT_PREFIX, PREPROCESSED_CAP, SHAPE);
    }
}
