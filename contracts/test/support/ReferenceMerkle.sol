// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A whole Merkle tree over rows of several heights, as the definition of `MerkleMultiproof` reads.
struct ReferenceMerkle {
    uint256 capHeight;
    uint256 digestBytes;
    /// @dev For each height: all rows there, none where no matrix has it.
    bytes[][] rows;
    /// @dev For each height from the cap's up: the nodes of the layer.
    bytes32[][] layers;
}

using ReferenceMerkleLibrary for ReferenceMerkle global;

library ReferenceMerkleLibrary {
    /// @notice Computes all layers. The number of entries of `rows` is one more than the height of the tallest matrices.
    function commit(bytes[][] memory rows, uint256 capHeight, uint256 digestBytes)
        internal
        pure
        returns (ReferenceMerkle memory self)
    {
        self.capHeight = capHeight;
        self.digestBytes = digestBytes;
        self.rows = rows;
        self.layers = new bytes32[][](rows.length);
        for (uint256 h = rows.length; h > capHeight; h--) {
            uint256 k = h - 1;
            bytes32[] memory layer = new bytes32[](1 << k);
            for (uint256 i = 0; i < layer.length; i++) {
                bool tallest = h == rows.length;
                layer[i] = tallest
                    ? self.hashRow(rows[k][i])
                    : self.compress(self.layers[h][i], self.layers[h][i + layer.length]);
                if (!tallest && rows[k].length > 0) layer[i] = self.compress(layer[i], self.hashRow(rows[k][i]));
            }
            self.layers[k] = layer;
        }
    }

    function hashRow(ReferenceMerkle memory self, bytes memory row) internal pure returns (bytes32) {
        return self.cut(keccak256(abi.encodePacked(bytes8(0), row)));
    }

    function compress(ReferenceMerkle memory self, bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return self.cut(keccak256(abi.encodePacked(left, right)));
    }

    function cut(ReferenceMerkle memory self, bytes32 digest) internal pure returns (bytes32) {
        return digest & bytes32(type(uint256).max << (8 * (32 - self.digestBytes)));
    }

    /// @notice The siblings of an opening at indices of the lowest layer.
    function open(ReferenceMerkle memory self, uint256[] memory indices) internal pure returns (bytes memory siblings) {
        for (uint256 k = self.rows.length - 1; k > self.capHeight; k--) {
            bool[] memory known = new bool[](1 << k);
            for (uint256 i = 0; i < indices.length; i++) {
                known[indices[i] % known.length] = true;
            }
            uint256 half = known.length / 2;
            for (uint256 i = 0; i < half; i++) {
                if (known[i] && !known[i + half]) siblings = self.append(siblings, self.layers[k][i + half]);
                if (known[i + half] && !known[i]) siblings = self.append(siblings, self.layers[k][i]);
            }
        }
    }

    function append(ReferenceMerkle memory self, bytes memory data, bytes32 digest)
        internal
        pure
        returns (bytes memory)
    {
        return self.digestBytes == 32 ? bytes.concat(data, digest) : bytes.concat(data, bytes26(digest));
    }
}
