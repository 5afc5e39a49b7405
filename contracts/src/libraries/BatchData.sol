// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DATA_BYTES_MAX, SHARDS_MAX} from "../generated/MeshLimits.sol";
import {BatchSummary} from "../types/BatchSummary.sol";
import {Ext5} from "../types/Ext5.sol";
import {HIGH_27, LOW_16, P, PRODUCT_OFFSET, QUINTIC, QUOTIENT_23, RECIPROCAL} from "../types/Ext5Lanes.sol";
import {HashToExt} from "./HashToExt.sol";
import {KoalaBearExt5} from "./KoalaBearExt5.sol";
import {PackedRow} from "./PackedRow.sol";
import {Poseidon1} from "./Poseidon1.sol";

/// @title One pass over the packed data of a batch
/// @notice Packed data is what docs/PROTOCOL.md defines: operations one after the other, big-endian, each of one or two blocks of
/// eight elements. Every list of operations has one form, and any other is refused here. The pass evaluates the blocks with all pads
/// at z = HashToExt(keccak256(data) || dataOut || domain): y = z^n + sum of d_i z^(n-1-i).
///
/// How it evaluates. A block is two words of four elements in 64-bit lanes, in opposite order to those of a table of powers of z, so
/// that the top lane of a product is a sum of four products (see `PackedRow`). Four blocks make a group; a group's sum joins the
/// accumulator times z^32. Where a group is four transfers, the products of one coefficient are added up as whole words and their top
/// lanes are reduced once: a block has one fee below 2^30, three elements of 24 bits, three of 22 and a kind, so with factors below
/// W = 2^32 - p four blocks stay below 2^63.2. What a fee of 2^30 or more does to the sum does not matter, for it is refused at
/// the end. Other groups are added up block by block.
///
/// The table and the state of the pass stand at fixed places in memory, which saves an addition with each of forty factors.
library BatchData {
    /// @notice There are more than 120,000 bytes.
    error DataTooLong(uint256 length);

    /// @notice The blocks fill more than 64 shards.
    error TooManyShards(uint256 shardCount);

    /// @notice A first byte names no kind.
    error UnknownKind();

    /// @notice The data ends within an operation.
    error Truncated();

    /// @notice A fee is 2^30 or more.
    error FeeTooLarge();

    /// @notice A word of a key is not below p.
    error NonCanonicalKey();

    /// @notice An operation of two blocks crosses the boundary of a shard.
    error Straddles();

    /// @notice A pad stands anywhere but in the last block of a shard before an operation of two blocks.
    error MisplacedPad();

    /// @notice The last operation is a pad.
    error TrailingPad();

    /// @notice Something stands behind a feeCredit.
    error FeeCreditNotLast();

    /// @notice There are more than 256 operations of kinds 4 and 5.
    error TooManyPayouts();

    /// @notice Memory from 2 KB on is in use already.
    error MemoryInUse();

    uint256 private constant GROUP_BLOCKS = 4;

    // Memory: the table of powers for a group, the state of the pass, room for 256 payouts (`PAYOUTS_MAX`), and the list of queued
    // operations last.
    uint256 private constant TABLE = 0x800;
    uint256 private constant BLOCK_BYTES = 0x140;
    uint256 private constant TABLE_END = 0xd00;
    uint256 private constant ACCUMULATOR = 0xd00;
    uint256 private constant FACTOR = 0xd20;
    uint256 private constant FACTOR_SHIFTED = 0xd40;
    uint256 private constant SUM = 0xd60;
    uint256 private constant GROUPS = 0xd80;
    uint256 private constant BLOCKS_PER_SHARD = 0xda0;
    uint256 private constant PAYOUTS_NEXT = 0xdc0;
    uint256 private constant QUEUED_NEXT = 0xde0;
    uint256 private constant PAYOUTS = 0xe00;
    uint256 private constant QUEUED = 0x2e00;

    // What is wrong with the data.
    uint256 private constant UNKNOWN_KIND = 1;
    uint256 private constant STRADDLES = 2;
    uint256 private constant MISPLACED_PAD = 3;
    uint256 private constant TRAILING_PAD = 4;
    uint256 private constant FEE_CREDIT_NOT_LAST = 5;
    uint256 private constant TOO_MANY_PAYOUTS = 6;
    uint256 private constant TRUNCATED = 7;
    uint256 private constant FEE_TOO_LARGE = 8;
    uint256 private constant NON_CANONICAL_KEY = 9;

    // Lanes of the words that a block becomes. Even elements: 0, 2, 4, 6 from the top lane down; odd ones: 1, 3, 5, 7.
    uint256 private constant LANE_3_24 = 0xffffff000000000000000000000000000000000000000000000000;
    uint256 private constant LANE_2_24 = 0xffffff00000000000000000000000000000000;
    uint256 private constant LANE_2_22 = 0x3fffff00000000000000000000000000000000;
    uint256 private constant LANE_1_22 = 0x3fffff0000000000000000;
    uint256 private constant LANE_1_20 = 0xfffff0000000000000000;
    uint256 private constant KIND_1 = 0x1000000000000000000000000000000000000000000000000;

    /// @dev Index and amount where they stand next to each other.
    uint256 private constant INDEX_AND_AMOUNT = 0xffffffffffffffffffffff;

    /// @dev Bits of the lowest lane of a block's even elements that a fee below 2^30 does not have.
    uint256 private constant FEE_FLAWS = 0xc0000000;

    /// @dev Every second 32-bit field, the lowest among them.
    uint256 private constant EVEN = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;

    /// @dev 2^31 - p in each 32-bit field.
    uint256 private constant CARRY_AT_P = 0x00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff;

    /// @dev 2^31 in each 32-bit field.
    uint256 private constant BIT_31 = 0x8000000080000000800000008000000080000000800000008000000080000000;

    /// @notice Reads a batch. Reverts with what is wrong unless the data has its one form, and if more than 2 KB of memory are in use.
    /// @param data The packed data.
    /// @param dataOut The chain digest of the blocks as the sequencer says it, eight canonical words. Not checked but for its form: a
    /// wrong one makes the batch unprovable.
    /// @param domain The rollup's domain.
    /// @param blocksPerShard Blocks of a shard, a multiple of four.
    function read(bytes calldata data, bytes32 dataOut, bytes32 domain, uint256 blocksPerShard)
        internal
        pure
        returns (BatchSummary memory summary)
    {
        if (data.length > DATA_BYTES_MAX) revert DataTooLong(data.length);
        Poseidon1.requireCanonical(dataOut);
        summary.dataHash = hash(data);
        Ext5 z = HashToExt.fromHash(keccak256(abi.encodePacked(summary.dataHash, dataOut, domain)));
        summary.z = KoalaBearExt5.pack(z);
        Ext5 factor = begin(z, blocksPerShard);
        (uint256 blocks, uint256 fault) = walk(data);
        if (fault != 0) refuse(fault);
        uint256 shards = blocks == 0 ? 1 : (blocks + blocksPerShard - 1) / blocksPerShard;
        if (shards > SHARDS_MAX) revert TooManyShards(shards);
        // Pads filled up the last group; all others follow.
        uint256 groups = (shards * blocksPerShard) / GROUP_BLOCKS - (blocks + GROUP_BLOCKS - 1) / GROUP_BLOCKS;
        Ext5 y;
        assembly ("memory-safe") {
            y := mload(ACCUMULATOR)
        }
        if (groups != 0) y = y * KoalaBearExt5.pow(factor, groups);
        summary.y = KoalaBearExt5.pack(y);
        summary.shardCount = shards;
        finish(summary);
    }

    /// @dev keccak256 of bytes in calldata. Memory behind the free pointer is left dirty.
    function hash(bytes calldata data) private pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, data.offset, data.length)
            digest := keccak256(free, data.length)
        }
    }

    /// @dev Writes the table and lays out the state. Returns z^32.
    function begin(Ext5 z, uint256 blocksPerShard) private pure returns (Ext5 factor) {
        bool free;
        assembly ("memory-safe") {
            free := iszero(gt(mload(0x40), TABLE))
            if free { mstore(0x40, TABLE) }
        }
        if (!free) revert MemoryInUse();
        (, factor) = PackedRow.writePowers(z, KoalaBearExt5.ONE, GROUP_BLOCKS);
        Ext5 shifted = KoalaBearExt5.shifted(factor);
        assembly ("memory-safe") {
            mstore(ACCUMULATOR, 1)
            mstore(FACTOR, factor)
            mstore(FACTOR_SHIFTED, shifted)
            mstore(SUM, 0)
            mstore(GROUPS, 0)
            mstore(BLOCKS_PER_SHARD, blocksPerShard)
            mstore(PAYOUTS_NEXT, PAYOUTS)
            mstore(QUEUED_NEXT, add(QUEUED, 32))
            mstore(0x40, add(QUEUED, 32))
        }
    }

    /// @dev Reads all operations. The accumulator, payouts and queued operations go to the state.
    /// @return blocks The blocks of the operations with the pads between them.
    /// @return fault What is wrong with the data, or zero.
    function walk(bytes calldata data) private pure returns (uint256 blocks, uint256 fault) {
        assembly ("memory-safe") {
            // The two words of a transfer at the top of a word.
            function transfer(x) -> v, w {
                v := or(
                    or(KIND_1, and(shr(72, x), LANE_2_24)),
                    or(and(shr(94, x), LANE_1_22), and(shr(104, x), 0xffffffff))
                )
                w := or(
                    or(and(shr(32, x), LANE_3_24), and(shr(8, x), LANE_2_22)),
                    or(and(shr(116, x), LANE_1_20), and(shr(80, x), 0xffffff))
                )
            }

            // The sum of a group of four transfers, and the even words over each other.
            function four(a, b, c, d) -> sum, evens {
                let e
                let f
                let g
                let h
                a, e := transfer(a)
                b, f := transfer(b)
                c, g := transfer(c)
                d, h := transfer(d)
                evens := or(or(a, b), or(c, d))
                sum := mod(
                    shr(
                        192,
                        add(
                            add(
                                add(mul(a, mload(0x800)), mul(e, mload(0x8a0))),
                                add(mul(b, mload(0x940)), mul(f, mload(0x9e0)))
                            ),
                            add(
                                add(mul(c, mload(0xa80)), mul(g, mload(0xb20))),
                                add(mul(d, mload(0xbc0)), mul(h, mload(0xc60)))
                            )
                        )
                    ),
                    P
                )
                sum := or(
                    sum,
                    shl(
                        51,
                        mod(
                            shr(
                                192,
                                add(
                                    add(
                                        add(mul(a, mload(0x820)), mul(e, mload(0x8c0))),
                                        add(mul(b, mload(0x960)), mul(f, mload(0xa00)))
                                    ),
                                    add(
                                        add(mul(c, mload(0xaa0)), mul(g, mload(0xb40))),
                                        add(mul(d, mload(0xbe0)), mul(h, mload(0xc80)))
                                    )
                                )
                            ),
                            P
                        )
                    )
                )
                sum := or(
                    sum,
                    shl(
                        102,
                        mod(
                            shr(
                                192,
                                add(
                                    add(
                                        add(mul(a, mload(0x840)), mul(e, mload(0x8e0))),
                                        add(mul(b, mload(0x980)), mul(f, mload(0xa20)))
                                    ),
                                    add(
                                        add(mul(c, mload(0xac0)), mul(g, mload(0xb60))),
                                        add(mul(d, mload(0xc00)), mul(h, mload(0xca0)))
                                    )
                                )
                            ),
                            P
                        )
                    )
                )
                sum := or(
                    sum,
                    shl(
                        153,
                        mod(
                            shr(
                                192,
                                add(
                                    add(
                                        add(mul(a, mload(0x860)), mul(e, mload(0x900))),
                                        add(mul(b, mload(0x9a0)), mul(f, mload(0xa40)))
                                    ),
                                    add(
                                        add(mul(c, mload(0xae0)), mul(g, mload(0xb80))),
                                        add(mul(d, mload(0xc20)), mul(h, mload(0xcc0)))
                                    )
                                )
                            ),
                            P
                        )
                    )
                )
                sum := or(
                    sum,
                    shl(
                        204,
                        mod(
                            shr(
                                192,
                                add(
                                    add(
                                        add(mul(a, mload(0x880)), mul(e, mload(0x920))),
                                        add(mul(b, mload(0x9c0)), mul(f, mload(0xa60)))
                                    ),
                                    add(
                                        add(mul(c, mload(0xb00)), mul(g, mload(0xba0))),
                                        add(mul(d, mload(0xc40)), mul(h, mload(0xce0)))
                                    )
                                )
                            ),
                            P
                        )
                    )
                )
            }

            // Ends a group: the accumulator times z^32 plus the group's sum, whose lanes are below 4 p.
            function addGroup(sum) {
                // As `mulAdd` of KoalaBearExt5.
                let a := mload(ACCUMULATOR)
                let lo := mulmod(mload(FACTOR), and(a, LOW_16), QUINTIC)
                let hi := mulmod(mload(FACTOR_SHIFTED), and(shr(16, a), LOW_16), QUINTIC)
                a := addmod(add(add(lo, PRODUCT_OFFSET), sum), hi, QUINTIC)
                mstore(
                    ACCUMULATOR,
                    sub(a, mul(and(shr(28, mul(and(shr(24, a), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
                )
                mstore(GROUPS, add(mload(GROUPS), 1))
            }

            // Adds a block of any elements at t to the sum of its group, and says where the next one is added.
            function addBlock(t, v, w) -> next {
                let c := mod(add(shr(192, mul(v, mload(t))), shr(192, mul(w, mload(add(t, 160))))), P)
                let d := mod(add(shr(192, mul(v, mload(add(t, 32)))), shr(192, mul(w, mload(add(t, 192))))), P)
                c := or(c, shl(51, d))
                d := mod(add(shr(192, mul(v, mload(add(t, 64)))), shr(192, mul(w, mload(add(t, 224))))), P)
                c := or(c, shl(102, d))
                d := mod(add(shr(192, mul(v, mload(add(t, 96)))), shr(192, mul(w, mload(add(t, 256))))), P)
                c := or(c, shl(153, d))
                d := mod(add(shr(192, mul(v, mload(add(t, 128)))), shr(192, mul(w, mload(add(t, 288))))), P)
                c := add(or(c, shl(204, d)), mload(SUM))
                next := add(t, BLOCK_BYTES)
                if eq(next, TABLE_END) {
                    addGroup(c)
                    c := 0
                    next := TABLE
                }
                mstore(SUM, c)
            }

            // The number of blocks before the one at t.
            function blocksBefore(t) -> count {
                count := add(mul(GROUP_BLOCKS, mload(GROUPS)), div(sub(t, TABLE), BLOCK_BYTES))
            }

            // Whether the block at t is the last one of a shard.
            function isLastOfShard(t) -> last {
                let blocksOfShard := mload(BLOCKS_PER_SHARD)
                last := eq(mod(blocksBefore(t), blocksOfShard), sub(blocksOfShard, 1))
            }

            function append(next, value) {
                let place := mload(next)
                mstore(place, value)
                mstore(next, add(place, 32))
            }

            // What is wrong with a pad at ptr, or zero.
            function faultOfPad(t, ptr, end) -> wrong {
                let next := byte(0, calldataload(add(ptr, 1)))
                // Kinds 2 and 6; what is no kind at all is refused when it is read.
                if iszero(or(or(eq(next, 2), eq(next, 6)), gt(next, 7))) { wrong := MISPLACED_PAD }
                if eq(add(ptr, 1), end) { wrong := TRAILING_PAD }
                if iszero(isLastOfShard(t)) { wrong := MISPLACED_PAD }
            }

            // The words of an operation of kinds 2 to 7 without its fee and slot, or without its key.
            function indexAndAmount(x, kind) -> v, w {
                v := shl(192, kind)
                w := and(shr(32, x), LANE_3_24)
                if iszero(eq(kind, 6)) {
                    v := or(v, and(shr(118, x), LANE_1_22))
                    w := or(w, or(and(shr(32, x), LANE_2_22), and(shr(140, x), LANE_1_20)))
                }
            }

            let ptr := data.offset
            let end := add(ptr, data.length)
            let t := TABLE
            let flaws := 0
            for {} lt(ptr, end) {} {
                if eq(t, TABLE) {
                    for {} iszero(gt(add(ptr, 88), end)) {} {
                        let a := calldataload(ptr)
                        let b := calldataload(add(ptr, 22))
                        let c := calldataload(add(ptr, 44))
                        let d := calldataload(add(ptr, 66))
                        if iszero(
                            and(and(eq(byte(0, a), 1), eq(byte(0, b), 1)), and(eq(byte(0, c), 1), eq(byte(0, d), 1)))
                        ) { break }
                        a, b := four(a, b, c, d)
                        flaws := or(flaws, b)
                        addGroup(a)
                        ptr := add(ptr, 88)
                    }
                    if eq(ptr, end) { break }
                }
                let x := calldataload(ptr)
                let kind := byte(0, x)
                let v
                let w
                switch kind
                case 0 {
                    fault := faultOfPad(t, ptr, end)
                    ptr := add(ptr, 1)
                }
                case 1 {
                    v, w := transfer(x)
                    ptr := add(ptr, 22)
                }
                default {
                    v, w := indexAndAmount(x, kind)
                    if or(eq(kind, 4), eq(kind, 5)) {
                        if eq(mload(PAYOUTS_NEXT), QUEUED) { fault := TOO_MANY_PAYOUTS }
                        append(PAYOUTS_NEXT, and(shr(160, x), INDEX_AND_AMOUNT))
                    }
                    if or(eq(shr(1, kind), 1), eq(kind, 5)) { append(QUEUED_NEXT, sub(ptr, data.offset)) }
                    switch kind
                    case 4 {
                        v := or(v, and(shr(128, x), 0xffffffff))
                        w := or(w, and(shr(104, x), 0xffffff))
                        ptr := add(ptr, 19)
                    }
                    case 6 {
                        v := or(v, and(shr(192, x), 0xffffffff))
                        w := or(w, and(shr(168, x), 0xffffff))
                        ptr := add(ptr, 11)
                    }
                    default {
                        ptr := add(ptr, 12)
                        if eq(kind, 7) { if lt(ptr, end) { fault := FEE_CREDIT_NOT_LAST } }
                    }
                    if or(eq(kind, 2), eq(kind, 6)) {
                        if iszero(gt(add(ptr, 32), end)) { flaws := or(flaws, v) }
                        let last := isLastOfShard(t)
                        t := addBlock(t, v, w)
                        x := calldataload(ptr)
                        ptr := add(ptr, 32)
                        if last { fault := STRADDLES }
                        if and(or(x, add(x, CARRY_AT_P)), BIT_31) { fault := NON_CANONICAL_KEY }
                        v := and(shr(32, x), EVEN)
                        w := and(x, EVEN)
                    }
                }
                if gt(ptr, end) { fault := TRUNCATED }
                if gt(kind, 7) { fault := UNKNOWN_KIND }
                if fault { break }
                t := addBlock(t, v, w)
                // What has a key had its fee above.
                if iszero(or(eq(kind, 2), eq(kind, 6))) { flaws := or(flaws, v) }
            }
            blocks := blocksBefore(t)
            // Pads fill up the last group.
            if gt(t, TABLE) { addGroup(mload(SUM)) }
            // A fee is found only here, but stands before what ended the loop.
            if and(flaws, FEE_FLAWS) { fault := FEE_TOO_LARGE }
        }
    }

    /// @dev Takes payouts and queued operations over from the state.
    function finish(BatchSummary memory summary) private pure {
        uint256[] memory queued;
        bytes32 payoutsHash;
        uint256 payoutCount;
        assembly ("memory-safe") {
            let size := sub(mload(PAYOUTS_NEXT), PAYOUTS)
            payoutCount := shr(5, size)
            payoutsHash := keccak256(PAYOUTS, size)
            queued := QUEUED
            let end := mload(QUEUED_NEXT)
            mstore(queued, shr(5, sub(end, add(QUEUED, 32))))
            mstore(0x40, end)
        }
        summary.queued = queued;
        summary.payoutsHash = payoutsHash;
        summary.payoutCount = payoutCount;
    }

    function refuse(uint256 fault) private pure {
        if (fault == UNKNOWN_KIND) revert UnknownKind();
        if (fault == STRADDLES) revert Straddles();
        if (fault == MISPLACED_PAD) revert MisplacedPad();
        if (fault == TRAILING_PAD) revert TrailingPad();
        if (fault == FEE_CREDIT_NOT_LAST) revert FeeCreditNotLast();
        if (fault == TOO_MANY_PAYOUTS) revert TooManyPayouts();
        if (fault == TRUNCATED) revert Truncated();
        if (fault == FEE_TOO_LARGE) revert FeeTooLarge();
        revert NonCanonicalKey();
    }
}
