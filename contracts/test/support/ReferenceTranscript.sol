// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../../src/types/Ext5.sol";
import {ReferenceExt5} from "./ReferenceExt5.sol";

/// @notice The transcript as its definition reads, with byte strings and no regard for gas.
struct ReferenceTranscript {
    bytes32 state;
    bytes pending;
    uint256 counter;
    uint256 word;
    uint256 slicesUsed;
    bool hasWord;
}

using ReferenceTranscriptLibrary for ReferenceTranscript global;

library ReferenceTranscriptLibrary {
    function observe(ReferenceTranscript memory self, bytes memory data) internal pure {
        self.pending = bytes.concat(self.pending, data);
    }

    function sampleExt(ReferenceTranscript memory self) internal pure returns (Ext5 value) {
        uint256 w = self.draw();
        self.hasWord = false;
        uint256[5] memory c;
        for (uint256 j = 0; j < 5; j++) {
            c[j] = ((w >> (51 * j)) % (1 << 51)) % ReferenceExt5.P;
        }
        value = ReferenceExt5.write(c);
    }

    function sampleBits(ReferenceTranscript memory self, uint256 bits) internal pure returns (uint256 value) {
        if (!self.hasWord || self.slicesUsed == 8 || self.pending.length > 0) {
            self.word = self.draw();
            self.slicesUsed = 0;
            self.hasWord = true;
        }
        value = (self.word >> (32 * self.slicesUsed)) % (1 << bits);
        self.slicesUsed++;
    }

    function checkWork(ReferenceTranscript memory self, uint256 bits, uint256 witness)
        internal
        pure
        returns (bool right)
    {
        if (bits == 0) return witness == 0;
        self.absorb();
        self.observe(abi.encodePacked(uint32(witness)));
        self.absorb();
        right = uint256(self.state) % (1 << bits) == 0;
    }

    function draw(ReferenceTranscript memory self) internal pure returns (uint256 w) {
        self.absorb();
        w = uint256(keccak256(abi.encodePacked(self.state, uint40(self.counter))));
        self.counter++;
    }

    function absorb(ReferenceTranscript memory self) internal pure {
        if (self.pending.length == 0) return;
        self.state = keccak256(abi.encodePacked(self.state, self.pending));
        self.pending = "";
        self.counter = 0;
        self.hasWord = false;
    }
}
