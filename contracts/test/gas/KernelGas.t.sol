// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FriFold} from "../../src/libraries/FriFold.sol";
import {KeccakTranscript, Transcript} from "../../src/libraries/KeccakTranscript.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {MerkleMultiproof, MerklePlan} from "../../src/libraries/MerkleMultiproof.sol";
import {PackedRow} from "../../src/libraries/PackedRow.sol";
import {TwoAdicPowers} from "../../src/libraries/TwoAdicPowers.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {Rows} from "../support/Rows.sol";
import {Test} from "../support/Test.sol";

/// @notice What the kernels cost, kept in snapshots/Gas.json. A figure is measured around the call of a function, so it contains
/// the jump there and back, and about ten for the measurement itself.
contract KernelGasTest is Test {
    using KoalaBearExt5 for Ext5;
    using MerkleMultiproof for MerklePlan;

    // A verifier of about this size is planned.
    uint256 private constant QUERIES = 22;
    uint256 private constant LOG_HEIGHT = 21;
    uint256 private constant CAP_HEIGHT = 4;
    uint256 private constant WORDS = 38;

    // From storage, so that the optimizer does not know them.
    Ext5 private _a = Ext5.wrap(0x2e26044e0000005f46a9600000f9b034f800002ff42b7f8000001c9532d);
    Ext5 private _b = Ext5.wrap(0x4933117c00000788cfc8c00001bb2cba400000150153d780000242a4bc3);
    uint256 private _s = 0x1234567;

    function test_gas_of_field_operations() external {
        (Ext5 a, Ext5 b, uint256 s) = (_a, _b, _s);
        uint256 g = gasleft();
        keep(Ext5.unwrap(a * b));
        record("ext5.mul", g - gasleft());

        Ext5 z = b.shifted();
        keep(Ext5.unwrap(z));
        g = gasleft();
        keep(Ext5.unwrap(a.mulAdd(b, z, a)));
        record("ext5.mulAdd, prepared factor", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(a + b));
        record("ext5.add", g - gasleft());

        g = gasleft();
        keep(a == b ? 1 : 0);
        record("ext5.equal", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(a.mulBase(s)));
        record("ext5.mulBase", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(a.inverse()));
        record("ext5.inverse", g - gasleft());

        g = gasleft();
        keep(KoalaBear.inverse(s));
        record("base.inverse", g - gasleft());

        g = gasleft();
        keep(KoalaBear.pow(s, 0xabcdef));
        record("base.pow, 24 bits", g - gasleft());

        uint256 table = TwoAdicPowers.load();
        g = gasleft();
        keep(TwoAdicPowers.inversePointOf(table, LOG_HEIGHT, s));
        record("powers.inversePointOf", g - gasleft());

        g = gasleft();
        uint160 packed = a.pack();
        keep(packed);
        record("ext5.pack", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(KoalaBearExt5.unpack(packed)));
        record("ext5.unpack", g - gasleft());
    }

    function test_gas_of_rows() external {
        (Ext5 a, Ext5 b) = (_a, _b);
        (uint256 row,) = Rows.copy(new bytes(32 * WORDS));
        uint256 g = gasleft();
        (uint256 table, Ext5 next) = PackedRow.writePowers(a, b, WORDS);
        keep(Ext5.unwrap(next));
        record("row.writePowers, per column", (g - gasleft()) / (8 * WORDS));

        g = gasleft();
        keep(Ext5.unwrap(PackedRow.dot(row, WORDS, table)));
        record("row.dot of 304 columns, per column", (g - gasleft()) / (8 * WORDS));

        g = gasleft();
        PackedRow.requireCanonical(row, WORDS);
        keep(0);
        record("row.requireCanonical of 38 words, per word", (g - gasleft()) / WORDS);

        g = gasleft();
        keep(MerkleMultiproof.hashRow(row, WORDS, type(uint256).max));
        record("row.hashRow of 38 words, per word", (g - gasleft()) / WORDS);
    }

    function test_gas_of_folds() external {
        (Ext5 beta, uint256 s) = (_a, _s);
        (uint256 row,) = Rows.copy(new bytes(320));
        uint256 g = gasleft();
        keep(Ext5.unwrap(FriFold.fold(row, 3, beta, s)));
        record("fold of arity 8", g - gasleft());

        g = gasleft();
        uint256 challenge = FriFold.prepare16(beta);
        keep(challenge);
        record("fold16.prepare, per round", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(FriFold.fold16(row, challenge, s)));
        record("fold16", g - gasleft());
    }

    function test_gas_of_transcript() external {
        Ext5 a = _a;
        Transcript t = KeccakTranscript.create(64);
        uint256 g = gasleft();
        t.observe(a);
        keep(0);
        record("transcript.observe, an extension element", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(t.sampleExt()));
        record("transcript.sampleExt, with absorption", g - gasleft());

        g = gasleft();
        keep(Ext5.unwrap(t.sampleExt()));
        record("transcript.sampleExt", g - gasleft());

        t.sampleBits(LOG_HEIGHT);
        g = gasleft();
        keep(t.sampleBits(LOG_HEIGHT));
        record("transcript.sampleBits, not the first of a word", g - gasleft());
    }

    function test_gas_of_multiproofs() external {
        uint256[] memory indices = new uint256[](QUERIES);
        for (uint256 i = 0; i < QUERIES; i++) {
            indices[i] = uint256(keccak256(abi.encode(_s, i))) >> (256 - LOG_HEIGHT);
        }
        uint256[] memory heights = new uint256[](3);
        (heights[0], heights[1], heights[2]) = (LOG_HEIGHT, LOG_HEIGHT - 4, LOG_HEIGHT - 8);
        uint256 g = gasleft();
        MerklePlan memory p = MerkleMultiproof.plan(indices, heights, CAP_HEIGHT);
        record("merkle.plan of 22 indices, 17 levels, 3 heights", g - gasleft());
        uint256 nodes = (p.layers[CAP_HEIGHT] - p.layers[LOG_HEIGHT]) / 32;
        uint256 siblings = p.siblingStarts[CAP_HEIGHT + 1] / 32;
        record("merkle.plan, nodes to compute", nodes);
        record("merkle.plan, siblings", siblings);
        this.walk(p, nodes, new bytes(32 * siblings), new bytes(26 * siblings));
    }

    /// @dev The walk up a tree, with the siblings in calldata. The plan's addresses are those of the caller, so it is made anew.
    function walk(MerklePlan memory p, uint256 nodes, bytes calldata siblings32, bytes calldata siblings26) external {
        uint256[] memory heights = new uint256[](1);
        heights[0] = LOG_HEIGHT;
        p = MerkleMultiproof.plan(p.indices, heights, CAP_HEIGHT);
        uint256 g = gasleft();
        uint256 mask = p.begin(LOG_HEIGHT, 32, siblings32);
        record("merkle.begin of 32-byte digests, per node", (g - gasleft()) / nodes);
        p.begin(LOG_HEIGHT, 26, siblings26);
        g = gasleft();
        p.begin(LOG_HEIGHT, 26, siblings26);
        record("merkle.begin of 26-byte digests, per node", (g - gasleft()) / nodes);

        g = gasleft();
        MerkleMultiproof.place(p.places[0][0], 1);
        keep(0);
        record("merkle.place", g - gasleft());

        g = gasleft();
        p.climb(LOG_HEIGHT, CAP_HEIGHT, mask);
        keep(0);
        record("merkle.climb, per node", (g - gasleft()) / nodes);

        uint256 shift = p.emptyLayer(LOG_HEIGHT - 4);
        g = gasleft();
        p.inject(LOG_HEIGHT - 4, shift, mask);
        keep(0);
        record("merkle.inject, per index", (g - gasleft()) / QUERIES);
    }

    /// @dev Makes the compiler compute a value here: memory is written and gas is read in the order of the source.
    function keep(uint256 value) private pure {
        assembly ("memory-safe") {
            mstore(0, value)
        }
    }

    function record(string memory name, uint256 gas) private {
        vm.snapshotValue("Kernels", name, gas);
    }
}
