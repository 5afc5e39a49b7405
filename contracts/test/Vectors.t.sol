// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FriFold} from "../src/libraries/FriFold.sol";
import {KeccakTranscript, Transcript} from "../src/libraries/KeccakTranscript.sol";
import {KoalaBear} from "../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../src/libraries/KoalaBearExt5.sol";
import {PackedRow} from "../src/libraries/PackedRow.sol";
import {Ext5} from "../src/types/Ext5.sol";
import {MerkleClaim, MerkleOpener} from "./support/MerkleOpener.sol";
import {Rows} from "./support/Rows.sol";
import {Test} from "./support/Test.sol";

/// @notice The libraries against what the C# implementation computed (test/vectors, written by tests/Contracts). The environment
/// variable P2PPROVER_VECTORS names another folder with the same files.
contract VectorsTest is Test {
    using KoalaBearExt5 for Ext5;

    /// @notice Reads a record from its beginning on.
    struct Reader {
        bytes data;
        uint256 place;
    }

    function test_base_operations() external view {
        Reader memory r = Reader(vm.parseJsonBytes(file("fields.json"), ".base"), 0);
        assertTrue(r.data.length > 0, "records");
        while (r.place < r.data.length) {
            (uint256 a, uint256 b) = (base(r), base(r));
            assertEq(KoalaBear.add(a, b), base(r), "add");
            assertEq(KoalaBear.sub(a, b), base(r), "sub");
            assertEq(KoalaBear.neg(a), base(r), "neg");
            assertEq(KoalaBear.mul(a, b), base(r), "mul");
            assertEq(KoalaBear.inverse(b), base(r), "inverse");
            uint256 exponent = integer(r, 4);
            assertEq(KoalaBear.pow(a, exponent), base(r), "pow");
        }
    }

    function test_extension_operations() external view {
        Reader memory r = Reader(vm.parseJsonBytes(file("fields.json"), ".ext"), 0);
        assertTrue(r.data.length > 0, "records");
        while (r.place < r.data.length) {
            (Ext5 a, Ext5 b, uint256 s) = (ext(r), ext(r), base(r));
            assertTrue(a + b == ext(r), "add");
            assertTrue(a - b == ext(r), "sub");
            assertTrue(a * b == ext(r), "mul");
            assertTrue(a.mulBase(s) == ext(r), "mulBase");
            assertTrue(b.inverse() == ext(r), "inverse");
            assertTrue(a.frobenius() == ext(r), "frobenius");
            assertTrue(a.frobeniusTwice() == ext(r), "frobenius twice");
            uint256 exponent = integer(r, 4);
            assertTrue(a.pow(exponent) == ext(r), "pow");
        }
    }

    function test_sums_over_rows() external view {
        bytes[] memory records = vm.parseJsonBytesArray(file("rows.json"), ".sums");
        assertTrue(records.length > 0, "records");
        for (uint256 i = 0; i < records.length; i++) {
            Reader memory r = Reader(records[i], 0);
            (Ext5 alpha, Ext5 first, Ext5 sum, Ext5 next) = (ext(r), ext(r), ext(r), ext(r));
            (uint256 row, uint256 words) = Rows.copy(rest(r));
            (uint256 table, Ext5 last) = PackedRow.writePowers(alpha, first, words);
            assertTrue(PackedRow.dot(row, words, table) == sum, "sum");
            assertTrue(last == next, "next power");
        }
    }

    function test_folds() external view {
        bytes[] memory records = vm.parseJsonBytesArray(file("folds.json"), ".arity8");
        assertTrue(records.length > 0, "records of arity 8");
        for (uint256 i = 0; i < records.length; i++) {
            Reader memory r = Reader(records[i], 0);
            (Ext5 beta, uint256 xInverse, Ext5 expected) = (ext(r), base(r), ext(r));
            (uint256 row, uint256 words) = Rows.copy(rest(r));
            PackedRow.requireCanonical(row, words);
            assertTrue(FriFold.fold(row, 3, beta, xInverse) == expected, "arity 8");
        }
        records = vm.parseJsonBytesArray(file("folds.json"), ".arity16");
        assertTrue(records.length > 0, "records of arity 16");
        for (uint256 i = 0; i < records.length; i++) {
            Reader memory r = Reader(records[i], 0);
            (Ext5 beta, uint256 xInverse, Ext5 expected) = (ext(r), base(r), ext(r));
            (uint256 row, uint256 words) = Rows.copy(rest(r));
            PackedRow.requireCanonical(row, words);
            assertTrue(FriFold.fold16(row, FriFold.prepare16(beta), xInverse) == expected, "fold16");
        }
    }

    function test_transcripts() external view {
        bytes[] memory scripts = vm.parseJsonBytesArray(file("transcript.json"), ".scripts");
        assertTrue(scripts.length > 0, "scripts");
        for (uint256 i = 0; i < scripts.length; i++) {
            Reader memory r = Reader(scripts[i], 0);
            Transcript t = KeccakTranscript.create(2048);
            while (r.place < r.data.length) {
                step(t, r);
            }
        }
    }

    function test_multiproofs() external {
        string memory json = file("merkle.json");
        MerkleOpener opener = new MerkleOpener();
        uint256 count = 0;
        for (; vm.keyExistsJson(json, string.concat(".cases[", vm.toString(count), "]")); count++) {
            opener.check(readClaim(json, count));
        }
        assertTrue(count > 0, "cases");
    }

    function test_multiproofs_with_any_byte_changed_are_refused() external {
        string memory json = file("merkle.json");
        MerkleOpener opener = new MerkleOpener();
        for (uint256 n = 0; vm.keyExistsJson(json, string.concat(".cases[", vm.toString(n), "]")); n++) {
            MerkleClaim memory claim = readClaim(json, n);
            for (uint256 i = 0; i < claim.siblings.length; i++) {
                refuse(opener, claim, claim.siblings, i);
            }
            for (uint256 g = 0; g < claim.rows.length; g++) {
                for (uint256 i = 0; i < claim.rows[g].length; i++) {
                    // One byte of each element.
                    for (uint256 j = i % 4; j < claim.rows[g][i].length; j += 4) {
                        refuse(opener, claim, claim.rows[g][i], j);
                    }
                }
            }
            for (uint256 i = 0; i < claim.indices.length; i++) {
                uint256 place = claim.indices[i] % claim.cap.length;
                claim.cap[place] ^= bytes32(uint256(1));
                vm.expectRevert();
                opener.check(claim);
                claim.cap[place] ^= bytes32(uint256(1));
            }
            opener.check(claim);
        }
    }

    function refuse(MerkleOpener opener, MerkleClaim memory claim, bytes memory part, uint256 place) private {
        part[place] = ~part[place];
        vm.expectRevert();
        opener.check(claim);
        part[place] = ~part[place];
    }

    function step(Transcript t, Reader memory r) private pure {
        uint256 kind = integer(r, 1);
        if (kind == 1) {
            t.observeBase(base(r));
        } else if (kind == 2) {
            t.observe(ext(r));
        } else if (kind == 3) {
            t.observe(bytes32(integer(r, 32)));
        } else if (kind == 4) {
            assertTrue(t.sampleExt() == ext(r), "challenge");
        } else if (kind == 5) {
            uint256 bits = integer(r, 1);
            assertEq(t.sampleBits(bits), integer(r, 4), "bits");
        } else {
            uint256 bits = integer(r, 1);
            t.requireWork(bits, integer(r, 4));
        }
    }

    function readClaim(string memory json, uint256 number) private pure returns (MerkleClaim memory claim) {
        string memory key = string.concat(".cases[", vm.toString(number), "]");
        claim.indices = vm.parseJsonUintArray(json, string.concat(key, ".indices"));
        claim.heights = vm.parseJsonUintArray(json, string.concat(key, ".heights"));
        claim.capHeight = vm.parseJsonUint(json, string.concat(key, ".capHeight"));
        claim.digestBytes = vm.parseJsonUint(json, string.concat(key, ".digestBytes"));
        claim.siblings = vm.parseJsonBytes(json, string.concat(key, ".siblings"));
        Reader memory cap = Reader(vm.parseJsonBytes(json, string.concat(key, ".cap")), 0);
        claim.cap = new bytes32[](cap.data.length / 32);
        for (uint256 i = 0; i < claim.cap.length; i++) {
            claim.cap[i] = bytes32(integer(cap, 32));
        }
        claim.rows = new bytes[][](claim.heights.length);
        for (uint256 g = 0; g < claim.rows.length; g++) {
            claim.rows[g] = vm.parseJsonBytesArray(json, string.concat(key, ".rows[", vm.toString(g), "]"));
        }
    }

    function file(string memory name) private view returns (string memory) {
        return vm.readFile(string.concat(vm.envOr("P2PPROVER_VECTORS", string("test/vectors")), "/", name));
    }

    function base(Reader memory r) private pure returns (uint256 value) {
        value = integer(r, 4);
    }

    function ext(Reader memory r) private pure returns (Ext5 value) {
        value = KoalaBearExt5.unpack(uint160(integer(r, 20)));
    }

    function integer(Reader memory r, uint256 size) private pure returns (uint256 value) {
        for (uint256 i = 0; i < size; i++) {
            value = (value << 8) | uint8(r.data[r.place++]);
        }
    }

    function rest(Reader memory r) private pure returns (bytes memory data) {
        data = new bytes(r.data.length - r.place);
        for (uint256 i = 0; i < data.length; i++) {
            data[i] = r.data[r.place++];
        }
    }
}
