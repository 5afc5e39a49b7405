// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KeccakTranscript, Transcript} from "../../src/libraries/KeccakTranscript.sol";
import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {Draw} from "../support/Draw.sol";
import {ReferenceExt5} from "../support/ReferenceExt5.sol";
import {ReferenceTranscript} from "../support/ReferenceTranscript.sol";
import {Test} from "../support/Test.sol";

contract KeccakTranscriptTest is Test {
    /// @dev Bytes that a test observes at most between two challenges.
    uint256 private constant CAPACITY = 4096;

    function test_any_script_matches_the_definition(uint256 seed) external pure {
        Draw memory draw = Draw(seed);
        Transcript t = KeccakTranscript.create(CAPACITY);
        ReferenceTranscript memory expected;
        for (uint256 step = 0; step < 40; step++) {
            uint256 kind = draw.below(8);
            if (kind < 4) observeSome(draw, kind, t, expected);
            else if (kind == 4) assertTrue(t.sampleExt() == expected.sampleExt(), "challenge");
            else if (kind < 7) sampleSomeBits(draw, t, expected);
            else work(draw, t, expected);
        }
        assertEq(t.sampleBits(30), expected.sampleBits(30), "bits at the end");
    }

    function test_calldata_is_observed_as_it_is(bytes calldata first, bytes calldata second) external pure {
        Transcript t = KeccakTranscript.create(first.length + second.length);
        ReferenceTranscript memory expected;
        t.observe(first);
        t.observe(second);
        expected.observe(first);
        expected.observe(second);
        assertTrue(t.sampleExt() == expected.sampleExt(), "challenge");
    }

    function test_challenge_is_weak(uint256 seed) external pure {
        Transcript t = KeccakTranscript.create(32);
        t.observe(bytes32(seed));
        assertTrue(ReferenceExt5.isWeak(t.sampleExt()), "weak");
    }

    function test_first_challenge_of_nothing_is_the_hash_of_37_zero_bytes() external pure {
        Transcript t = KeccakTranscript.create(0);
        assertEq(t.sampleBits(30), uint256(keccak256(new bytes(37))) % (1 << 30), "bits");
    }

    function test_dirty_memory_does_not_change_a_transcript() external pure {
        uint256 clean = KeccakTranscript.create(64).sampleBits(30);
        assembly ("memory-safe") {
            let free := mload(0x40)
            for { let i := 0 } lt(i, 1024) { i := add(i, 32) } { mstore(add(free, i), not(i)) }
        }
        assertEq(KeccakTranscript.create(64).sampleBits(30), clean, "bits");
    }

    function test_observing_up_to_capacity_is_allowed_and_one_byte_more_reverts() external {
        this.observeBytes(100, new bytes(100));
        vm.expectRevert(KeccakTranscript.PendingTooLong.selector);
        this.observeBytes(100, new bytes(101));
        this.observeElements(31, 7);
        vm.expectRevert(KeccakTranscript.PendingTooLong.selector);
        this.observeElements(31, 8);
    }

    function test_too_many_bits_revert() external {
        vm.expectRevert(abi.encodeWithSelector(KeccakTranscript.InvalidBits.selector, 31));
        this.bits(31);
        vm.expectRevert(abi.encodeWithSelector(KeccakTranscript.InvalidBits.selector, 31));
        this.requireWork(31, 0);
    }

    function test_only_witnesses_of_the_work_are_accepted(uint256 first) external view {
        uint256 start = first % (KoalaBear.P - 1000);
        for (uint256 witness = start; witness < start + 64; witness++) {
            bytes32 hash = keccak256(abi.encodePacked(bytes32(0), uint32(witness)));
            assertTrue(accepts(4, witness) == (uint256(hash) % 16 == 0), "accepted");
        }
    }

    function test_work_of_zero_bits_takes_the_witness_zero_only() external {
        this.requireWork(0, 0);
        vm.expectRevert(KeccakTranscript.InvalidWitness.selector);
        this.requireWork(0, 1);
    }

    function test_witness_that_is_not_canonical_reverts() external {
        vm.expectRevert(KoalaBear.NotCanonical.selector);
        this.requireWork(1, KoalaBear.P);
    }

    function observeBytes(uint256 capacity, bytes calldata data) external pure {
        KeccakTranscript.create(capacity).observe(data);
    }

    function observeElements(uint256 capacity, uint256 count) external pure {
        Transcript t = KeccakTranscript.create(capacity);
        for (uint256 i = 0; i < count; i++) {
            t.observeBase(i);
        }
    }

    function bits(uint256 count) external pure returns (uint256) {
        return KeccakTranscript.create(0).sampleBits(count);
    }

    function requireWork(uint256 count, uint256 witness) external pure {
        KeccakTranscript.create(4).requireWork(count, witness);
    }

    function accepts(uint256 count, uint256 witness) private view returns (bool accepted) {
        try this.requireWork(count, witness) {
            accepted = true;
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == KeccakTranscript.InvalidWitness.selector, "reason");
        }
    }

    function observeSome(Draw memory draw, uint256 kind, Transcript t, ReferenceTranscript memory expected)
        private
        pure
    {
        if (kind == 0) {
            uint256 a = draw.base();
            t.observeBase(a);
            expected.observe(abi.encodePacked(uint32(a)));
        } else if (kind == 1) {
            Ext5 a = draw.weak();
            t.observe(a);
            expected.observe(abi.encodePacked(KoalaBearExt5.pack(a)));
        } else {
            bytes32 digest = bytes32(draw.word());
            t.observe(digest);
            expected.observe(abi.encodePacked(digest));
        }
    }

    function sampleSomeBits(Draw memory draw, Transcript t, ReferenceTranscript memory expected) private pure {
        for (uint256 count = draw.below(10); count > 0; count--) {
            uint256 size = draw.below(31);
            assertEq(t.sampleBits(size), expected.sampleBits(size), "bits");
        }
    }

    function work(Draw memory draw, Transcript t, ReferenceTranscript memory expected) private pure {
        uint256 size = draw.below(2) * 2;
        uint256 witness = 0;
        if (size > 0) {
            expected.absorb();
            while (uint256(keccak256(abi.encodePacked(expected.state, uint32(witness)))) % (1 << size) != 0) {
                witness++;
            }
        }
        assertTrue(expected.checkWork(size, witness), "witness");
        t.requireWork(size, witness);
    }
}
