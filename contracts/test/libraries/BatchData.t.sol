// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BatchReader} from "../../src/BatchReader.sol";
import {BatchData} from "../../src/libraries/BatchData.sol";
import {HashToExt} from "../../src/libraries/HashToExt.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {BatchSummary} from "../../src/types/BatchSummary.sol";
import {Draw} from "../support/Draw.sol";
import {ReferenceExt5} from "../support/ReferenceExt5.sol";
import {ReferencePacking} from "../support/ReferencePacking.sol";
import {Test} from "../support/Test.sol";

contract BatchDataTest is Test {
    bytes private constant DEPOSIT = hex"030000010000000000000002";
    bytes private constant FEE_CREDIT = hex"070000010000000000000002";
    bytes private constant WITHDRAWAL = hex"04000001000000000000000200000003000004";
    bytes private constant EXIT = hex"050000010000000000000002";

    BatchReader private immutable _reader = new BatchReader(16);

    function test_fuzz_read_matches_the_book(uint256 seed, bytes32 domain) external view {
        Draw memory draw = Draw(seed);
        (bytes memory data, uint256[] memory blocks) = ReferencePacking.batch(draw, draw.below(40), 16);
        bytes32 dataOut = ReferencePacking.digest(draw);
        BatchSummary memory s = _reader.read(data, dataOut, domain);
        uint256[5] memory z;
        uint256 w = uint256(keccak256(abi.encodePacked(keccak256(data), dataOut, domain)));
        for (uint256 i = 0; i < 5; i++) {
            z[i] = ((w >> (51 * i)) & ((1 << 51) - 1)) % KoalaBear.P;
        }
        assertEq(s.z, pack(z), "z");
        uint256[5] memory y = [uint256(1), 0, 0, 0, 0];
        for (uint256 i = 0; i < blocks.length; i++) {
            y = ReferenceExt5.mul(y, z);
            y[0] = addmod(y[0], blocks[i], KoalaBear.P);
        }
        assertEq(s.y, pack(y), "y");
        assertEq(s.shardCount, blocks.length / 128, "shards");
    }

    function test_fuzz_challenges_match_the_book(bytes32 hash) external pure {
        uint256[5] memory c = ReferenceExt5.read(HashToExt.fromHash(hash));
        for (uint256 i = 0; i < 5; i++) {
            assertEq(c[i], ((uint256(hash) >> (51 * i)) & ((1 << 51) - 1)) % KoalaBear.P, "coefficient");
        }
        assertTrue(ReferenceExt5.isWeak(HashToExt.fromHash(hash)), "weak form");
    }

    function test_fuzz_changed_data_is_refused_or_another_batch(uint256 seed) external view {
        Draw memory draw = Draw(seed);
        (bytes memory data,) = ReferencePacking.batch(draw, 1 + draw.below(30), 16);
        BatchSummary memory honest = _reader.read(data, 0, 0);
        uint256 place = draw.below(data.length);
        data[place] = bytes1(uint8(data[place]) ^ uint8(1 << draw.below(8)));
        try _reader.read(data, 0, 0) returns (BatchSummary memory s) {
            assertTrue(s.dataHash != honest.dataHash && s.z != honest.z && s.y != honest.y, "the same batch");
        } catch (bytes memory reason) {
            assertTrue(reason.length >= 4, "no reason");
        }
    }

    function test_fuzz_any_bytes_are_read_or_refused_with_a_reason(bytes calldata data) external view {
        try _reader.read(data, 0, 0) returns (BatchSummary memory s) {
            assertTrue(s.shardCount > 0, "shards");
        } catch (bytes memory reason) {
            assertTrue(reason.length >= 4, "no reason");
        }
    }

    function test_data_of_120000_bytes_is_read_and_more_is_refused() external {
        BatchReader standard = new BatchReader(256);
        bytes memory data = repeat(DEPOSIT, 10_000);
        assertEq(data.length, 120_000, "length");
        assertEq(standard.read(data, 0, 0).queued.length, 10_000, "queued");
        vm.expectRevert(abi.encodeWithSelector(BatchData.DataTooLong.selector, 120_012));
        standard.read(bytes.concat(data, DEPOSIT), 0, 0);
    }

    function test_256_payouts_are_read_and_more_are_refused() external {
        BatchReader standard = new BatchReader(256);
        bytes memory data = repeat(bytes.concat(WITHDRAWAL, EXIT), 128);
        BatchSummary memory s = standard.read(data, 0, 0);
        assertEq(s.payoutCount, 256, "payouts");
        uint256[] memory payouts = new uint256[](256);
        for (uint256 i = 0; i < payouts.length; i++) {
            payouts[i] = (1 << 64) | 2;
        }
        assertEq(uint256(s.payoutsHash), uint256(keccak256(abi.encodePacked(payouts))), "payouts hash");
        vm.expectRevert(BatchData.TooManyPayouts.selector);
        standard.read(bytes.concat(data, WITHDRAWAL), 0, 0);
        vm.expectRevert(BatchData.TooManyPayouts.selector);
        standard.read(bytes.concat(EXIT, data), 0, 0);
    }

    function test_nothing_stands_behind_a_feeCredit() external {
        _reader.read(bytes.concat(DEPOSIT, FEE_CREDIT), 0, 0);
        vm.expectRevert(BatchData.FeeCreditNotLast.selector);
        _reader.read(bytes.concat(FEE_CREDIT, DEPOSIT), 0, 0);
        vm.expectRevert(BatchData.FeeCreditNotLast.selector);
        _reader.read(bytes.concat(FEE_CREDIT, FEE_CREDIT), 0, 0);
        vm.expectRevert(BatchData.FeeCreditNotLast.selector);
        _reader.read(bytes.concat(FEE_CREDIT, hex"00"), 0, 0);
        vm.expectRevert(BatchData.FeeCreditNotLast.selector);
        _reader.read(bytes.concat(repeat(DEPOSIT, 14), FEE_CREDIT, hex"00", FEE_CREDIT), 0, 0);
    }

    function test_dataOut_with_a_word_of_p_or_more_is_refused() external {
        for (uint256 i = 0; i < 8; i++) {
            _reader.read("", bytes32((KoalaBear.P - 1) << (32 * i)), 0);
            vm.expectRevert(KoalaBear.NotCanonical.selector);
            _reader.read("", bytes32(KoalaBear.P << (32 * i)), 0);
            vm.expectRevert(KoalaBear.NotCanonical.selector);
            _reader.read("", bytes32(uint256(1) << (32 * i + 31)), 0);
        }
    }

    function test_empty_batch_is_one_shard_of_pads() external view {
        BatchSummary memory s = _reader.read("", 0, 0);
        assertEq(s.shardCount, 1, "shards");
        assertEq(s.payoutCount, 0, "payouts");
        assertEq(uint256(s.payoutsHash), uint256(keccak256("")), "payouts hash");
        assertEq(s.queued.length, 0, "queued");
        uint256[5] memory z = ReferenceExt5.read(HashToExt.fromHash(keccak256(abi.encode(keccak256(""), 0, 0))));
        assertEq(s.y, pack(ReferenceExt5.pow(z, 128)), "y");
    }

    function test_shards_of_odd_sizes_are_refused() external {
        uint256[4] memory sizes = [uint256(0), 8, 24, 255];
        for (uint256 i = 0; i < sizes.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(BatchReader.InvalidBlocksPerShard.selector, sizes[i]));
            new BatchReader(sizes[i]);
        }
    }

    function test_reader_refuses_memory_that_is_in_use() external {
        vm.expectRevert(BatchData.MemoryInUse.selector);
        this.readWithMemory(DEPOSIT);
    }

    function readWithMemory(bytes calldata data) external pure returns (bytes32 hash) {
        bytes memory used = new bytes(2048);
        hash = BatchData.read(data, 0, 0, 16).dataHash ^ keccak256(used);
    }

    function repeat(bytes memory part, uint256 count) private pure returns (bytes memory data) {
        data = new bytes(part.length * count);
        for (uint256 i = 0; i < data.length; i++) {
            data[i] = part[i % part.length];
        }
    }

    function pack(uint256[5] memory c) private pure returns (uint256 packed) {
        packed = (c[0] << 128) | (c[1] << 96) | (c[2] << 64) | (c[3] << 32) | c[4];
    }
}
