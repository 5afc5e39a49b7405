// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Draw} from "./Draw.sol";

/// @notice Batches by the book: random operations with their packed data and their blocks as single elements.
library ReferencePacking {
    uint256 private constant P = 0x7f000001;

    /// @notice Random operations of every kind.
    /// @param count How many.
    /// @param blocksPerShard Blocks of a shard.
    /// @return data The packed data.
    /// @return elements The elements of all blocks with all pads.
    function batch(Draw memory draw, uint256 count, uint256 blocksPerShard)
        internal
        pure
        returns (bytes memory data, uint256[] memory elements)
    {
        elements = new uint256[](8 * (3 * count + 2 * blocksPerShard));
        uint256 blocks = 0;
        for (uint256 i = 0; i < count; i++) {
            // Every second operation a transfer, so that there are runs of them.
            uint256 kind = draw.below(2) == 0 ? 1 : i + 1 == count ? 7 : 1 + draw.below(6);
            bool wide = kind == 2 || kind == 6;
            if (wide && blocks % blocksPerShard == blocksPerShard - 1) {
                data = bytes.concat(data, hex"00");
                blocks++;
            }
            data = bytes.concat(data, operation(draw, kind, elements, 8 * blocks));
            blocks += wide ? 2 : 1;
        }
        uint256 shards = blocks == 0 ? 1 : (blocks + blocksPerShard - 1) / blocksPerShard;
        uint256 length = 8 * shards * blocksPerShard;
        assembly ("memory-safe") {
            // Never longer than it was allocated.
            mstore(elements, length)
        }
    }

    /// @notice Eight canonical words.
    function digest(Draw memory draw) internal pure returns (bytes32 value) {
        for (uint256 i = 0; i < 8; i++) {
            value = (value << 32) | bytes32(draw.base());
        }
    }

    function operation(Draw memory draw, uint256 kind, uint256[] memory elements, uint256 place)
        private
        pure
        returns (bytes memory packed)
    {
        uint256 index = field(draw, 24);
        uint256 amount = field(draw, 64);
        uint256 fee = field(draw, 30);
        uint256 slot = field(draw, 24);
        elements[place] = kind;
        elements[place + 1] = index;
        packed = abi.encodePacked(uint8(kind), uint24(index));
        if (kind == 1) {
            elements[place + 2] = field(draw, 24);
            packed = bytes.concat(packed, abi.encodePacked(uint24(elements[place + 2])));
        }
        if (kind != 6) {
            elements[place + 3] = amount & 0x3fffff;
            elements[place + 4] = (amount >> 22) & 0x3fffff;
            elements[place + 5] = amount >> 44;
            packed = bytes.concat(packed, abi.encodePacked(uint64(amount)));
        }
        if (kind == 1 || kind == 4 || kind == 6) {
            elements[place + 6] = fee;
            elements[place + 7] = slot;
            packed = bytes.concat(packed, abi.encodePacked(uint32(fee), uint24(slot)));
        }
        if (kind == 2 || kind == 6) {
            bytes32 key = digest(draw);
            for (uint256 i = 0; i < 8; i++) {
                elements[place + 8 + i] = (uint256(key) >> (224 - 32 * i)) & 0xffffffff;
            }
            packed = bytes.concat(packed, key);
        }
    }

    /// @dev An integer of so many bits, often an extreme one.
    function field(Draw memory draw, uint256 bits) private pure returns (uint256 value) {
        uint256 w = draw.word();
        uint256 last = (1 << bits) - 1;
        value = w & 7 == 0 ? last : w & 7 == 1 ? 0 : (w >> 3) & last;
    }
}
