// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice How several openings share their way up a tree: made once from the indices by `MerkleMultiproof.plan`, then used for each
/// tree that is opened at these indices, or at their residues modulo a smaller power of two.
struct MerklePlan {
    /// @dev Binary logarithm of the rows of the tallest matrices: the number of the lowest layer.
    uint256 logHeight;
    /// @dev The number of the layer that is the cap.
    uint256 capHeight;
    /// @dev The indices, as they were given.
    uint256[] indices;
    /// @dev Address of the known nodes: 32 bytes each, layer after layer from the lowest up, ascending within a layer. While a tree
    /// is walked, a node that is not yet computed holds its step.
    uint256 nodes;
    /// @dev Address of the steps, in the order of the nodes: the addresses of the left child (from bit 128 on) and of the right one.
    uint256 steps;
    /// @dev Address of the siblings: 32 bytes each, in the order of the opening.
    uint256 siblings;
    /// @dev For each layer, as bytes from `nodes`, where its nodes begin; entry capHeight - 1 is where the cap's nodes end. The
    /// layer's number plus one is the place in the array.
    uint256[] layers;
    /// @dev For each layer, as bytes from `siblings`, where the siblings of its nodes begin.
    uint256[] siblingStarts;
    /// @dev For each height that `plan` was asked for, and then for the cap: the address of each index's node.
    uint256[][] places;
}

/// @title Openings of several rows of one Merkle tree
/// @notice The tree has layers; layer k has 2^k nodes. Rows are in natural order. The lowest layer holds the hashes of the rows of
/// the tallest matrices. Node i of layer k - 1 is C(node i, node i + 2^(k-1)) of layer k, and where matrices of 2^(k-1) rows exist,
/// it is then C(that, H(their rows i)). The commitment, the cap, is the layer of 2^capHeight nodes. An index addresses a row of the
/// tallest matrices; a layer of n nodes is met at node index mod n.
///
/// H(row) = keccak256(eight zero bytes || row), where the row is a number of whole words as in `PackedRow`. C(left, right) =
/// keccak256(left || right), 64 bytes. No row has 56 bytes, so no byte string is an input of both. A digest is the hash or its first
/// 26 bytes; a short one is followed by zeros in memory and in C's input.
///
/// Siblings are the children that cannot be computed from the rows: layer by layer from the lowest up, by ascending parent. They are
/// exactly as many as the indices need.
///
/// To check an opening: `begin`; `place` the digest of each index's row; `climb` to the next height with matrices and `inject`
/// their digests, as often as there are such heights; `climb` to the cap; `requireCap`.
library MerkleMultiproof {
    /// @notice There is no index, so nothing would be checked.
    error NoIndices();

    /// @notice An index is not a row of the tallest matrices.
    error IndexOutOfRange(uint256 index);

    /// @notice Heights do not descend from the tallest to the cap's, or the tallest is above 24.
    error InvalidHeights();

    /// @notice A digest has neither 26 nor 32 bytes.
    error InvalidDigestLength(uint256 digestBytes);

    /// @notice The siblings are more or fewer bytes than the indices need.
    error SiblingsLength(uint256 length, uint256 expected);

    /// @notice Two indices address one row and show different contents.
    error RowsDisagree();

    /// @notice The rows and siblings do not lead to the commitment.
    error CapMismatch();

    /// @notice The tallest matrix, as binary logarithm: the field has no larger subgroup of two-power order.
    uint256 internal constant MAX_LOG_HEIGHT = 24;

    /// @dev More than any index, so that in a node's word an address is told from an index.
    uint256 private constant PARENT = 0x100000000;

    /// @notice Plans openings. Equal indices are allowed.
    /// @param indices Rows of the tallest matrices.
    /// @param heights Binary logarithms of all heights at which rows are placed or injected in any of the trees, descending.
    /// @param capHeight Binary logarithm of the nodes of each tree's cap.
    function plan(uint256[] memory indices, uint256[] memory heights, uint256 capHeight)
        internal
        pure
        returns (MerklePlan memory p)
    {
        uint256 logHeight = heights.length == 0 ? type(uint256).max : heights[0];
        if (logHeight > MAX_LOG_HEIGHT || capHeight > logHeight) revert InvalidHeights();
        if (indices.length == 0) revert NoIndices();
        p.logHeight = logHeight;
        p.capHeight = capHeight;
        p.indices = indices;
        p.layers = new uint256[](logHeight + 2);
        p.siblingStarts = new uint256[](logHeight + 2);
        p.places = new uint256[][](heights.length + 1);
        unchecked {
            // Sizes are bounded by memory.
            uint256 size = 32 * indices.length * (logHeight - capHeight + 1);
            p.nodes = allocate(size);
            p.steps = allocate(size);
            p.siblings = allocate(size);
        }
        walk(p, heights);
    }

    /// @notice Bytes of the siblings that an opening of a tree holds, for the planned indices.
    /// @param height Binary logarithm of the rows of the tree's tallest matrices, one of the planned heights.
    /// @param digestBytes 26 or 32.
    function siblingBytes(MerklePlan memory p, uint256 height, uint256 digestBytes) internal pure returns (uint256) {
        unchecked {
            // Offsets are bounded by memory.
            return (p.siblingStarts[p.capHeight + 1] - p.siblingStarts[height + 1]) / 32 * digestBytes;
        }
    }

    /// @notice Starts the walk up one tree: reads its siblings. What an earlier walk left is forgotten.
    /// @param height Binary logarithm of the rows of the tree's tallest matrices, one of the planned heights.
    /// @param digestBytes 26 or 32.
    /// @param data The siblings, `digestBytes` each.
    /// @return mask The bits of a word that are a digest, for the other functions.
    function begin(MerklePlan memory p, uint256 height, uint256 digestBytes, bytes calldata data)
        internal
        pure
        returns (uint256 mask)
    {
        if (digestBytes != 26 && digestBytes != 32) revert InvalidDigestLength(digestBytes);
        if (height > p.logHeight || height < p.capHeight) revert InvalidHeights();
        unchecked {
            // All sizes are bounded by memory.
            mask = type(uint256).max << (8 * (32 - digestBytes));
            uint256 leaves = p.layers[height + 1];
            uint256 inner = p.layers[height];
            uint256 size = p.layers[p.capHeight] - inner;
            uint256 first = p.siblings + p.siblingStarts[height + 1];
            uint256 expected = siblingBytes(p, height, digestBytes);
            if (data.length != expected) revert SiblingsLength(data.length, expected);
            uint256 count = expected / digestBytes;
            uint256 nodes = p.nodes;
            uint256 steps = p.steps;
            assembly ("memory-safe") {
                // The lowest layer becomes zero, which stands for a row that was not placed; the others become steps.
                calldatacopy(add(nodes, leaves), calldatasize(), sub(inner, leaves))
                mcopy(add(nodes, inner), add(steps, inner), size)
                switch digestBytes
                case 32 { calldatacopy(first, data.offset, data.length) }
                default {
                    let end := add(first, shl(5, count))
                    for { let from := data.offset } lt(first, end) { first := add(first, 32) } {
                        mstore(first, and(calldataload(from), mask))
                        from := add(from, 26)
                    }
                }
            }
        }
    }

    /// @notice H(row).
    /// @param row The address of the row; the 32 bytes before it belong to the function.
    /// @param words The length of the row.
    function hashRow(uint256 row, uint256 words, uint256 mask) internal pure returns (uint256 digest) {
        assembly ("memory-safe") {
            mstore(sub(row, 32), 0)
            digest := and(keccak256(sub(row, 8), add(shl(5, words), 8)), mask)
        }
    }

    /// @notice Puts the digest of an index's row to its node, in the lowest layer of a walk that has begun, or in a layer of zeros made
    /// by `emptyLayer`. Reverts when another index put a different digest there.
    /// @param node The address of the node, from `MerklePlan.places`.
    function place(uint256 node, uint256 digest) internal pure {
        uint256 old;
        assembly ("memory-safe") {
            old := mload(node)
            mstore(node, digest)
        }
        // A digest of zero cannot be found; if it were, the walk would still hash what was placed last.
        if (old != 0 && old != digest) revert RowsDisagree();
    }

    /// @notice Computes the nodes of all layers below `from`, up to and including layer `to`.
    function climb(MerklePlan memory p, uint256 from, uint256 to, uint256 mask) internal pure {
        uint256 node;
        uint256 end;
        unchecked {
            // Offsets are bounded by memory.
            node = p.nodes + p.layers[from];
            end = p.nodes + p.layers[to];
        }
        assembly ("memory-safe") {
            // A node's place holds its step, children come before parents, and C's input fits into scratch space.
            for { let head := add(node, and(sub(end, node), 96)) } lt(node, head) { node := add(node, 32) } {
                let step := mload(node)
                mstore(0, mload(shr(128, step)))
                mstore(32, mload(and(step, 0xffffffff)))
                mstore(node, and(keccak256(0, 64), mask))
            }
            for {} lt(node, end) {} {
                let step := mload(node)
                mstore(0, mload(shr(128, step)))
                mstore(32, mload(and(step, 0xffffffff)))
                mstore(node, and(keccak256(0, 64), mask))
                node := add(node, 32)
                step := mload(node)
                mstore(0, mload(shr(128, step)))
                mstore(32, mload(and(step, 0xffffffff)))
                mstore(node, and(keccak256(0, 64), mask))
                node := add(node, 32)
                step := mload(node)
                mstore(0, mload(shr(128, step)))
                mstore(32, mload(and(step, 0xffffffff)))
                mstore(node, and(keccak256(0, 64), mask))
                node := add(node, 32)
                step := mload(node)
                mstore(0, mload(shr(128, step)))
                mstore(32, mload(and(step, 0xffffffff)))
                mstore(node, and(keccak256(0, 64), mask))
                node := add(node, 32)
            }
        }
    }

    /// @notice Zeros for each known node of a layer, in free memory.
    /// @return shift What to add to the address of a node to get the address of its zero, modulo 2^256.
    function emptyLayer(MerklePlan memory p, uint256 height) internal pure returns (uint256 shift) {
        unchecked {
            // Sizes are bounded by memory; the difference may wrap.
            uint256 size = p.layers[height] - p.layers[height + 1];
            uint256 zeros = allocate(size);
            shift = zeros - (p.nodes + p.layers[height + 1]);
            assembly ("memory-safe") {
                calldatacopy(zeros, calldatasize(), size)
            }
        }
    }

    /// @notice Replaces each node of a computed layer by C(node, the digest that was placed for it).
    /// @param shift What `emptyLayer` gave for the layer.
    function inject(MerklePlan memory p, uint256 height, uint256 shift, uint256 mask) internal pure {
        uint256 node;
        uint256 end;
        unchecked {
            // Offsets are bounded by memory.
            node = p.nodes + p.layers[height + 1];
            end = p.nodes + p.layers[height];
        }
        assembly ("memory-safe") {
            for {} lt(node, end) { node := add(node, 32) } {
                mstore(0, mload(node))
                mstore(32, mload(add(node, shift)))
                mstore(node, and(keccak256(0, 64), mask))
            }
        }
    }

    /// @notice Reverts unless the nodes of the cap, which must be computed, are those of the commitment.
    /// @param cap The address of the commitment's 2^capHeight digests, 32 bytes each, short ones followed by zeros.
    function requireCap(MerklePlan memory p, uint256 cap) internal pure {
        uint256[] memory indices = p.indices;
        uint256[] memory placed = p.places[p.places.length - 1];
        uint256 difference = 0;
        unchecked {
            uint256 low = (1 << p.capHeight) - 1;
            for (uint256 i = 0; i < indices.length; ++i) {
                uint256 node = placed[i];
                uint256 digest = cap + 32 * (indices[i] & low);
                assembly ("memory-safe") {
                    difference := or(difference, xor(mload(node), mload(digest)))
                }
            }
        }
        if (difference != 0) revert CapMismatch();
    }

    /// @dev Fills a plan layer by layer. Meanwhile a node's word holds its index, and once its parent is known, PARENT plus the
    /// parent's address.
    function walk(MerklePlan memory p, uint256[] memory heights) private pure {
        uint256 start = p.nodes;
        (uint256 end, uint256[] memory nodes) = sortDistinct(p.indices, p.logHeight, start);
        uint256 sibling = p.siblings;
        uint256 next = 0;
        uint256 height = p.logHeight;
        unchecked {
            // Addresses and heights are bounded; the distance between regions may wrap.
            uint256 toSteps = p.steps - p.nodes;
            for (uint256 k = p.logHeight;; --k) {
                p.layers[k + 1] = start - p.nodes;
                p.siblingStarts[k + 1] = sibling - p.siblings;
                if (next < heights.length && heights[next] == k) {
                    nodes = ancestors(nodes, height - k);
                    p.places[next] = nodes;
                    height = k;
                    ++next;
                }
                if (k == p.capHeight) break;
                uint256 parents = end;
                (end, sibling) = pair(start, parents, 1 << (k - 1), toSteps, sibling);
                start = parents;
            }
            if (next != heights.length) revert InvalidHeights();
            p.layers[p.capHeight] = end - p.nodes;
            p.places[next] = ancestors(nodes, height - p.capHeight);
        }
    }

    /// @dev Writes the distinct indices in ascending order to `start`. Reverts unless each is below 2^logHeight.
    /// @return end Where the next word would go.
    /// @return nodes For each index, where it was written.
    function sortDistinct(uint256[] memory indices, uint256 logHeight, uint256 start)
        private
        pure
        returns (uint256 end, uint256[] memory nodes)
    {
        unchecked {
            for (uint256 i = 0; i < indices.length; ++i) {
                if (indices[i] >> logHeight != 0) revert IndexOutOfRange(indices[i]);
            }
        }
        nodes = new uint256[](indices.length);
        assembly ("memory-safe") {
            // Insertion sort in free memory: an entry is an index above bit 32 and the address in `nodes` that belongs to it below.
            // A zero before the first entry ends every search.
            let from := add(indices, 32)
            let to := add(nodes, 32)
            let last := mload(0x40)
            let first := add(last, 32)
            mstore(last, 0)
            for { let fromEnd := add(from, shl(5, mload(indices))) } lt(from, fromEnd) { from := add(from, 32) } {
                let entry := or(shl(32, mload(from)), to)
                to := add(to, 32)
                let before := last
                last := add(last, 32)
                for {} 1 {} {
                    let other := mload(before)
                    if lt(other, entry) { break }
                    mstore(add(before, 32), other)
                    before := sub(before, 32)
                }
                mstore(add(before, 32), entry)
            }
            end := start
            let previous := not(0)
            for { from := first } iszero(gt(from, last)) { from := add(from, 32) } {
                let entry := mload(from)
                let index := shr(32, entry)
                if xor(index, previous) {
                    mstore(end, index)
                    end := add(end, 32)
                    previous := index
                }
                mstore(and(entry, 0xffffffff), sub(end, 32))
            }
        }
    }

    /// @dev Pairs the ascending nodes of a layer: node i with node i + half. Writes the parents behind them, ascending, a step for each
    /// parent, and to each node its parent's address.
    function pair(uint256 start, uint256 end, uint256 half, uint256 toSteps, uint256 sibling)
        private
        pure
        returns (uint256 parentsEnd, uint256 siblingsEnd)
    {
        assembly ("memory-safe") {
            function run(start_, end_, half_, toSteps_, sibling_) -> parent, s {
                // Left children come first; from `split` on there are right children. Both are in the order of their parents.
                let right := start_
                for {} lt(right, end_) { right := add(right, 32) } { if iszero(lt(mload(right), half_)) { break } }
                let split := right
                let left := start_
                parent := end_
                s := sibling_
                // `l` and `r` are the parents of the next children. What follows the last left child is a right one, with an index or
                // an address larger than any `r`. What follows the last right child is zero or a parent, and wraps to more than any `l`.
                mstore(end_, 0)
                let l := mload(left)
                let r := sub(mload(right), half_)
                for {} 1 {} {
                    for {} gt(l, r) {} {
                        mstore(add(parent, toSteps_), or(shl(128, s), right))
                        s := add(s, 32)
                        mstore(right, add(parent, PARENT))
                        right := add(right, 32)
                        mstore(parent, r)
                        parent := add(parent, 32)
                        r := sub(mload(right), half_)
                    }
                    for {} lt(l, r) {} {
                        // Where there is no right child at all, `l` does not get large, but `left` gets to `split` all the same.
                        if eq(left, split) { leave }
                        mstore(add(parent, toSteps_), or(shl(128, left), s))
                        s := add(s, 32)
                        mstore(left, add(parent, PARENT))
                        left := add(left, 32)
                        mstore(parent, l)
                        parent := add(parent, 32)
                        l := mload(left)
                    }
                    if eq(l, r) {
                        mstore(add(parent, toSteps_), or(shl(128, left), right))
                        mstore(left, add(parent, PARENT))
                        left := add(left, 32)
                        mstore(right, add(parent, PARENT))
                        right := add(right, 32)
                        mstore(parent, l)
                        parent := add(parent, 32)
                        l := mload(left)
                        r := sub(mload(right), half_)
                    }
                }
            }
            parentsEnd, siblingsEnd := run(start, end, half, toSteps, sibling)
        }
    }

    /// @dev The addresses of the nodes' ancestors, `up` layers above.
    function ancestors(uint256[] memory nodes, uint256 up) private pure returns (uint256[] memory above) {
        above = new uint256[](nodes.length);
        assembly ("memory-safe") {
            let from := add(nodes, 32)
            let to := add(above, 32)
            for { let last := add(from, shl(5, mload(nodes))) } lt(from, last) { from := add(from, 32) } {
                let node := mload(from)
                for { let i := and(up, 3) } i { i := sub(i, 1) } { node := sub(mload(node), PARENT) }
                for { let i := shr(2, up) } i { i := sub(i, 1) } {
                    node := sub(mload(node), PARENT)
                    node := sub(mload(node), PARENT)
                    node := sub(mload(node), PARENT)
                    node := sub(mload(node), PARENT)
                }
                mstore(to, node)
                to := add(to, 32)
            }
        }
    }

    function allocate(uint256 size) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(0x40, add(start, size))
        }
    }
}
