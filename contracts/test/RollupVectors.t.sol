// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountPathReader} from "../src/AccountPathReader.sol";
import {BatchReader} from "../src/BatchReader.sol";
import {BatchData} from "../src/libraries/BatchData.sol";
import {KoalaBear} from "../src/libraries/KoalaBear.sol";
import {Poseidon1} from "../src/libraries/Poseidon1.sol";
import {BatchSummary} from "../src/types/BatchSummary.sol";
import {Test} from "./support/Test.sol";

/// @notice Packed data, hashes and account paths against what the C# implementation computed (test/vectors, written by
/// tests/Contracts; the shared files of tests/Vectors). The environment variable P2PPROVER_VECTORS names another folder with the
/// first ones.
contract RollupVectorsTest is Test {
    string private constant SHARED = "../tests/Vectors/";

    /// @dev Why packed data is refused, by the number of the fault in C#.
    bytes4[11] private _faults = [
        bytes4(0),
        BatchData.DataTooLong.selector,
        BatchData.TooManyShards.selector,
        BatchData.UnknownKind.selector,
        BatchData.Truncated.selector,
        BatchData.FeeTooLarge.selector,
        BatchData.NonCanonicalKey.selector,
        BatchData.Straddles.selector,
        BatchData.MisplacedPad.selector,
        BatchData.TrailingPad.selector,
        bytes4(0)
    ];

    /// @notice A path of an account to a state root.
    struct Path {
        uint24 index;
        uint24 lastSlot;
        uint32 accountCount;
        uint64 balance;
        bytes32 key;
        bytes32 root;
        bytes32[24] siblings;
    }

    function test_packed_data_is_read_as_native_code_reads_it() external {
        bytes[] memory records = vm.parseJsonBytesArray(file("batches.json"), ".batches");
        assertTrue(records.length > 20, "records");
        BatchReader small = new BatchReader(16);
        BatchReader standard = new BatchReader(256);
        for (uint256 i = 0; i < records.length; i++) {
            bytes memory r = records[i];
            BatchReader reader = word32(r, 0) == 16 ? small : standard;
            assertEq(reader.blocksPerShard(), word32(r, 0), "blocks of a shard");
            uint256 queued = word32(r, 12);
            bytes memory data = slice(r, 184 + 4 * queued, r.length);
            BatchSummary memory s = reader.read(data, word256(r, 48), word256(r, 16));
            assertEq(s.shardCount, word32(r, 4), "shards");
            assertEq(s.payoutCount, word32(r, 8), "payouts");
            assertEq(uint256(s.dataHash), uint256(word256(r, 80)), "data hash");
            assertEq(s.z, uint160(bytes20(word256(r, 112))), "z");
            assertEq(s.y, uint160(bytes20(word256(r, 132))), "y");
            assertEq(uint256(s.payoutsHash), uint256(word256(r, 152)), "payouts hash");
            assertEq(s.queued.length, queued, "queued");
            for (uint256 j = 0; j < queued; j++) {
                assertEq(s.queued[j], word32(r, 184 + 4 * j), "place of a queued operation");
            }
        }
    }

    function test_packed_data_that_native_code_refuses_is_refused_for_its_reason() external {
        bytes[] memory records = vm.parseJsonBytesArray(file("batches.json"), ".refusals");
        uint256[11] memory seen;
        BatchReader reader = new BatchReader(16);
        for (uint256 i = 0; i < records.length; i++) {
            bytes memory r = records[i];
            assertEq(word32(r, 1), 16, "blocks of a shard");
            uint8 fault = uint8(r[0]);
            seen[fault]++;
            checkFault(reader, slice(r, 5, r.length), fault);
        }
        // Too long is a test of its own, and the last is a fault of files alone.
        for (uint256 fault = 0; fault < seen.length; fault++) {
            assertTrue(seen[fault] > 0 || fault == 1 || fault == 10, "a fault is missing");
        }
    }

    function test_shared_batch_is_read_as_written() external {
        string memory json = vm.readFile(string.concat(SHARED, "rollup-batch.json"));
        bytes memory data = vm.parseJsonBytes(json, ".data");
        BatchSummary memory s = new BatchReader(vm.parseJsonUint(json, ".blocksPerShard"))
            .read(data, bytes32(vm.parseJsonBytes(json, ".dataOut")), bytes32(vm.parseJsonBytes(json, ".domain")));
        assertEq(uint256(s.dataHash), uint256(bytes32(vm.parseJsonBytes(json, ".dataHash"))), "data hash");
        assertEq(s.z, uint160(bytes20(vm.parseJsonBytes(json, ".z"))), "z");
        assertEq(s.y, uint160(bytes20(vm.parseJsonBytes(json, ".y"))), "y");
        assertTrue(vm.keyExistsJson(json, string.concat(".shards[", vm.toString(s.shardCount - 1), "]")), "last shard");
        assertTrue(!vm.keyExistsJson(json, string.concat(".shards[", vm.toString(s.shardCount), "]")), "more shards");
    }

    function test_shared_refusals_are_refused() external {
        string memory json = vm.readFile(string.concat(SHARED, "rollup-refusals.json"));
        string[11] memory names = [
            "None",
            "TooLong",
            "TooManyShards",
            "UnknownKind",
            "Truncated",
            "FeeTooLarge",
            "NonCanonicalKey",
            "Straddles",
            "MisplacedPad",
            "TrailingPad",
            "MalformedSignature"
        ];
        BatchReader reader = new BatchReader(vm.parseJsonUint(json, ".blocksPerShard"));
        uint256 count = 0;
        for (; vm.keyExistsJson(json, string.concat(".cases[", vm.toString(count), "]")); count++) {
            string memory key = string.concat(".cases[", vm.toString(count), "]");
            bytes32 name = keccak256(bytes(vm.parseJsonString(json, string.concat(key, ".fault"))));
            uint256 fault = 0;
            while (keccak256(bytes(names[fault])) != name) {
                fault++;
            }
            checkFault(reader, vm.parseJsonBytes(json, string.concat(key, ".data")), fault);
        }
        assertTrue(count > 10, "cases");
    }

    function test_compressions() external view {
        bytes memory r = vm.parseJsonBytes(file("state.json"), ".compressions");
        assertTrue(r.length > 0 && r.length % 96 == 0, "records");
        for (uint256 i = 0; i < r.length; i += 96) {
            bytes32 digest = Poseidon1.compress(word256(r, i), word256(r, i + 32));
            assertEq(uint256(digest), uint256(word256(r, i + 64)), "digest");
        }
    }

    function test_shared_compressions() external view {
        string memory json = vm.readFile(string.concat(SHARED, "rollup-hashes.json"));
        uint256 count = 0;
        for (; vm.keyExistsJson(json, string.concat(".compress[", vm.toString(count), "]")); count++) {
            string memory key = string.concat(".compress[", vm.toString(count), "]");
            bytes32 left = bytes32(vm.parseJsonBytes(json, string.concat(key, ".left")));
            bytes32 right = bytes32(vm.parseJsonBytes(json, string.concat(key, ".right")));
            bytes32 result = bytes32(vm.parseJsonBytes(json, string.concat(key, ".result")));
            assertEq(uint256(Poseidon1.compress(left, right)), uint256(result), "digest");
        }
        assertTrue(count > 5, "cases");
    }

    function test_account_paths_lead_to_the_state_root() external {
        bytes[] memory records = vm.parseJsonBytesArray(file("state.json"), ".paths");
        assertTrue(records.length > 5, "records");
        AccountPathReader reader = new AccountPathReader();
        for (uint256 i = 0; i < records.length; i++) {
            Path memory p = path(records[i]);
            assertEq(uint256(rootOf(reader, p)), uint256(p.root), "root");
        }
    }

    function test_account_paths_with_anything_changed_lead_elsewhere() external {
        bytes[] memory records = vm.parseJsonBytesArray(file("state.json"), ".paths");
        AccountPathReader reader = new AccountPathReader();
        Path memory p = path(records[1]);
        p.index ^= 1;
        assertTrue(rootOf(reader, p) != p.root, "index");
        p.index ^= 1 | (1 << 23);
        assertTrue(rootOf(reader, p) != p.root, "highest bit of the index");
        p.index ^= 1 << 23;
        p.lastSlot ^= 1;
        assertTrue(rootOf(reader, p) != p.root, "last slot");
        p.lastSlot ^= 1;
        p.accountCount ^= 1;
        assertTrue(rootOf(reader, p) != p.root, "account count");
        p.accountCount ^= 1;
        for (uint256 bit = 0; bit < 64; bit++) {
            p.balance ^= uint64(1 << bit);
            assertTrue(rootOf(reader, p) != p.root, "balance");
            p.balance ^= uint64(1 << bit);
        }
        for (uint256 word = 0; word < 8; word++) {
            p.key = changed(p.key, word);
            assertTrue(rootOf(reader, p) != p.root, "key");
            p.key = path(records[1]).key;
        }
        for (uint256 level = 0; level < 24; level++) {
            p.siblings[level] = changed(p.siblings[level], level % 8);
            assertTrue(rootOf(reader, p) != p.root, "sibling");
            p.siblings[level] = path(records[1]).siblings[level];
        }
        assertEq(uint256(rootOf(reader, p)), uint256(p.root), "nothing changed");
    }

    function test_account_paths_with_words_of_p_or_more_are_refused() external {
        Path memory p = path(vm.parseJsonBytesArray(file("state.json"), ".paths")[0]);
        AccountPathReader reader = new AccountPathReader();
        for (uint256 word = 0; word < 8; word++) {
            bytes32 key = p.key;
            p.key = withWord(key, word, word % 2 == 0 ? KoalaBear.P : type(uint32).max);
            vm.expectRevert(KoalaBear.NotCanonical.selector);
            rootOf(reader, p);
            p.key = key;
            bytes32 sibling = p.siblings[3 * word];
            p.siblings[3 * word] = withWord(sibling, word, word % 2 == 1 ? KoalaBear.P : type(uint32).max);
            vm.expectRevert(KoalaBear.NotCanonical.selector);
            rootOf(reader, p);
            p.siblings[3 * word] = sibling;
        }
        assertEq(uint256(rootOf(reader, p)), uint256(p.root), "nothing changed");
    }

    function checkFault(BatchReader reader, bytes memory data, uint256 fault) private {
        if (fault != 0) {
            if (_faults[fault] == BatchData.TooManyShards.selector) {
                vm.expectRevert(abi.encodeWithSelector(BatchData.TooManyShards.selector, 65));
            } else {
                vm.expectRevert(_faults[fault]);
            }
        }
        BatchSummary memory s = reader.read(data, 0, 0);
        if (fault == 0) assertEq(uint256(s.dataHash), uint256(keccak256(data)), "data hash");
    }

    function rootOf(AccountPathReader reader, Path memory p) private pure returns (bytes32 root) {
        root = reader.stateRoot(p.index, p.key, p.balance, p.lastSlot, p.accountCount, p.siblings);
    }

    function path(bytes memory r) private pure returns (Path memory p) {
        p.index = uint24(word32(r, 0));
        p.lastSlot = uint24(word32(r, 4));
        p.accountCount = uint32(word32(r, 8));
        p.balance = uint64((word32(r, 12) << 32) | word32(r, 16));
        p.key = word256(r, 20);
        p.root = word256(r, 52);
        for (uint256 level = 0; level < 24; level++) {
            p.siblings[level] = word256(r, 84 + 32 * level);
        }
    }

    /// @dev Another canonical digest.
    function changed(bytes32 digest, uint256 word) private pure returns (bytes32) {
        uint256 value = (uint256(digest) >> (224 - 32 * word)) & 0xffffffff;
        return withWord(digest, word, (value + 1) % KoalaBear.P);
    }

    function withWord(bytes32 digest, uint256 word, uint256 value) private pure returns (bytes32) {
        uint256 shift = 224 - 32 * word;
        return bytes32((uint256(digest) & ~(uint256(0xffffffff) << shift)) | (value << shift));
    }

    function file(string memory name) private view returns (string memory) {
        return vm.readFile(string.concat(vm.envOr("P2PPROVER_VECTORS", string("test/vectors")), "/", name));
    }

    function word32(bytes memory r, uint256 place) private pure returns (uint256 value) {
        value = uint256(word256(r, place)) >> 224;
    }

    /// @dev The word at a place, with zeros behind the record's end.
    function word256(bytes memory r, uint256 place) private pure returns (bytes32 value) {
        for (uint256 i = 0; i < 32 && place + i < r.length; i++) {
            value |= bytes32(r[place + i]) >> (8 * i);
        }
    }

    function slice(bytes memory r, uint256 from, uint256 to) private pure returns (bytes memory data) {
        data = new bytes(to - from);
        for (uint256 i = 0; i < data.length; i++) {
            data[i] = r[from + i];
        }
    }
}
