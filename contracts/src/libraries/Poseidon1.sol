// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {P} from "../types/Ext5Lanes.sol";
import {KoalaBear} from "./KoalaBear.sol";

/// @title The hash of the rollup's state: Poseidon1 over sixteen elements of KoalaBear
/// @notice S-box x^3, 4 + 4 full rounds, 20 partial rounds, a circulant matrix of small integers; constants of the Grain LFSR, the
/// instance of leanSpec and Plonky3 (eprint 2019/458). A digest is eight elements as big-endian 32-bit words, the first highest.
///
/// Lanes. Element a + 4 b of the state stands in lane b (bits 64 b and up) of word a. The matrix is circulant, so what word a adds to
/// word a' is a cyclic convolution of four lanes with a kernel that depends on a - a' alone: one MULMOD by 2^256 - 1. The entries of a
/// row add up to 371 < 2^8.6, so lanes below 2^b leave it below 2^(b + 8.6), and elements are reduced only where they are cubed
/// and once in three partial rounds.
///
/// Constants of partial rounds. Only element 0 is cubed there; what is added to the others goes through the matrix into the
/// constants of the next round. So a partial round has one constant, and the fifth full round other ones than the paper's.
library Poseidon1 {
    /// @dev The first row of the matrix by lanes: lane c of kernel d is row[d - 4 c mod 16].
    uint256 private constant MDS_M3 = 0x010000000000000011000000000000003f0000000000000016;
    uint256 private constant MDS_M2 = 0x330000000000000002000000000000000f000000000000000d;
    uint256 private constant MDS_M1 = 0x01000000000000000100000000000000020000000000000003;
    uint256 private constant MDS_0 = 0x0b000000000000006500000000000000430000000000000001;
    uint256 private constant MDS_1 = 0x11000000000000003f00000000000000160000000000000001;
    uint256 private constant MDS_2 = 0x02000000000000000f000000000000000d0000000000000033;
    uint256 private constant MDS_3 = 0x01000000000000000200000000000000030000000000000001;

    /// @dev 2^30 - 1 in each lane.
    uint256 private constant LOW_30 = 0x3fffffff000000003fffffff000000003fffffff000000003fffffff;

    /// @dev 2^32 - 1 in each lane.
    uint256 private constant LOW_32 = 0xffffffff00000000ffffffff00000000ffffffff00000000ffffffff;

    /// @dev floor(2^62 / p).
    uint256 private constant RECIPROCAL_62 = 0x81020407;

    /// @dev 2^31 - p in each of eight 32-bit words.
    uint256 private constant CARRY_AT_P = 0x00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff00ffffff;

    /// @dev 2^31 in each of eight 32-bit words.
    uint256 private constant BIT_31 = 0x8000000080000000800000008000000080000000800000008000000080000000;

    /// @notice Whether all eight words of a digest are below p.
    function isCanonical(bytes32 digest) internal pure returns (bool canonical) {
        uint256 w = uint256(digest);
        unchecked {
            // A word is refused when it has bit 31, or gets it from adding 2^31 - p. Only a word that is refused anyway can carry.
            canonical = (w | (w + CARRY_AT_P)) & BIT_31 == 0;
        }
    }

    /// @notice Reverts unless all eight words of a digest are below p.
    function requireCanonical(bytes32 digest) internal pure {
        if (!isCanonical(digest)) revert KoalaBear.NotCanonical();
    }

    /// @notice H(left, right): the first half of the permutation of both, plus left.
    /// @param left Eight canonical elements.
    /// @param right Eight canonical elements.
    function compress(bytes32 left, bytes32 right) internal pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            // (lane)^3 mod p in each lane. A lane is below 2^58, so no product wraps.
            function cube(w) -> r {
                let x := and(w, 0xffffffffffffffff)
                r := mod(mul(mul(x, x), x), P)
                x := and(shr(64, w), 0xffffffffffffffff)
                r := or(r, shl(64, mod(mul(mul(x, x), x), P)))
                x := and(shr(128, w), 0xffffffffffffffff)
                r := or(r, shl(128, mod(mul(mul(x, x), x), P)))
                x := shr(192, w)
                r := or(r, shl(192, mod(mul(mul(x, x), x), P)))
            }

            function mix(w0, w1, w2, w3) -> v0, v1, v2, v3 {
                v0 := add(
                    add(mulmod(w0, MDS_0, not(0)), mulmod(w1, MDS_1, not(0))),
                    add(mulmod(w2, MDS_2, not(0)), mulmod(w3, MDS_3, not(0)))
                )
                v1 := add(
                    add(mulmod(w0, MDS_M1, not(0)), mulmod(w1, MDS_0, not(0))),
                    add(mulmod(w2, MDS_1, not(0)), mulmod(w3, MDS_2, not(0)))
                )
                v2 := add(
                    add(mulmod(w0, MDS_M2, not(0)), mulmod(w1, MDS_M1, not(0))),
                    add(mulmod(w2, MDS_0, not(0)), mulmod(w3, MDS_1, not(0)))
                )
                v3 := add(
                    add(mulmod(w0, MDS_M3, not(0)), mulmod(w1, MDS_M2, not(0))),
                    add(mulmod(w2, MDS_M1, not(0)), mulmod(w3, MDS_0, not(0)))
                )
            }

            // The constants are added already.
            function full(w0, w1, w2, w3) -> v0, v1, v2, v3 {
                v0, v1, v2, v3 := mix(cube(w0), cube(w1), cube(w2), cube(w3))
            }

            function partial(w0, w1, w2, w3, constant) -> v0, v1, v2, v3 {
                let x := and(w0, 0xffffffffffffffff)
                w0 := sub(w0, x)
                x := add(x, constant)
                v0, v1, v2, v3 := mix(or(w0, mod(mul(mul(x, x), x), P)), w1, w2, w3)
            }

            // For lanes below 2^60: q = floor(floor(x / 2^30) RECIPROCAL_62 / 2^32) is at most x / p and less than
            // 2^30 / p + 1 / 4 + 1 < 1.76 below it, so what is left is below 1.76 p < 2^31.8.
            function reduce(w) -> r {
                r := sub(w, mul(and(shr(32, mul(and(shr(30, w), LOW_30), RECIPROCAL_62)), LOW_32), P))
            }

            function three(w0, w1, w2, w3, a, b, c) -> v0, v1, v2, v3 {
                v0, v1, v2, v3 := partial(reduce(w0), reduce(w1), reduce(w2), reduce(w3), a)
                v0, v1, v2, v3 := partial(v0, v1, v2, v3, b)
                v0, v1, v2, v3 := partial(v0, v1, v2, v3, c)
            }

            // Words a of the state: elements a, a + 4 of left, then of right. Their distance in the digest is 128 bits.
            function spread(l, r, shift) -> w {
                w := or(
                    or(and(shr(shift, shr(128, l)), 0xffffffff), shl(64, and(shr(shift, l), 0xffffffff))),
                    or(shl(128, and(shr(shift, shr(128, r)), 0xffffffff)), shl(192, and(shr(shift, r), 0xffffffff)))
                )
            }

            // Lanes 0 and 1, to which left is added, back at their places in the digest.
            function gather(w, l, shift) -> d {
                d := or(
                    shl(
                        add(shift, 128),
                        mod(add(and(w, 0xffffffffffffffff), and(shr(shift, shr(128, l)), 0xffffffff)), P)
                    ),
                    shl(shift, mod(add(and(shr(64, w), 0xffffffffffffffff), and(shr(shift, l), 0xffffffff)), P))
                )
            }

            let w0 := spread(left, right, 96)
            let w1 := spread(left, right, 64)
            let w2 := spread(left, right, 32)
            let w3 := spread(left, right, 0)
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x5f25b07100000000350813bb000000001970b7d5000000007ee56a48),
                add(w1, 0x5e5d59980000000000874ad400000000662b60e80000000011367045),
                add(w2, 0x5e6fd3e70000000028a0081a000000003e4990c60000000012e41941),
                add(w3, 0x5b2e26600000000018fa587200000000679f91f5000000007ebbc12b)
            )
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x08256cef0000000051639c000000000043d486d5000000006f1837bf),
                add(w1, 0x1a0109f6000000002dec352c000000001982c70f000000003fe6182b),
                add(w2, 0x1f51faf3000000002950e531000000000ea53af9000000001edd7ac5),
                add(w3, 0x5cef1c62000000002d2cb9470000000061d6165b0000000057470d00)
            )
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x6dd212a0000000007b2cf7bc0000000038900cd1000000003d65e50e),
                add(w1, 0x18d6830a0000000068016e1a000000002c22cc3f0000000033d91626),
                add(w2, 0x5001be820000000015e16bc00000000028852bb200000000133d5a1e),
                add(w3, 0x64dac34e000000005248149a0000000006c65a02000000000ff49b0d)
            )
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x481837a200000000286bb4ce00000000245f8e49000000005902b287),
                add(w1, 0x03d6da8400000000640a8dcd0000000043bb297e00000000426583a0),
                add(w2, 0x73726ac700000000512a8e36000000007873dbd9000000000c921632),
                add(w3, 0x760e7fdf0000000003a4cf55000000003cc987df000000003fe028a5)
            )
            // Lanes are below 2^39.6, and below 2^56.7 after two rounds; after three from 2^31.8 they are below 2^57.5.
            w0, w1, w2, w3 := partial(w0, w1, w2, w3, 0x54dfeb5d)
            w0, w1, w2, w3 := partial(w0, w1, w2, w3, 0x55854ab7)
            w0, w1, w2, w3 := three(w0, w1, w2, w3, 0x32151f2e, 0x07bb3f42, 0x49cbfb5a)
            w0, w1, w2, w3 := three(w0, w1, w2, w3, 0x269928e2, 0x391b50fa, 0x62f8ea65)
            w0, w1, w2, w3 := three(w0, w1, w2, w3, 0x17fab4d1, 0x48f6c89f, 0x3fae98a4)
            w0, w1, w2, w3 := three(w0, w1, w2, w3, 0x092d0619, 0x51066d7e, 0x76f5fe33)
            w0, w1, w2, w3 := three(w0, w1, w2, w3, 0x71f550bf, 0x001ba6fd, 0x22be7545)
            w0, w1, w2, w3 := three(w0, w1, w2, w3, 0x61f1d562, 0x757d5d37, 0x3f23b60a)
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x48bb78ef000000002d5d28f30000000070c913b1000000000dc1bcad),
                add(w1, 0x35ef62f800000000364a26ca0000000053391187000000000a894be2),
                add(w2, 0x7ce532af00000000694a479e000000001efd8ff800000000153e90c3),
                add(w3, 0x7ca7de59000000001bf9b57200000000069ffda10000000029fefa03)
            )
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x4194b79a00000000005aad15000000004df19eb7000000006252c30c),
                add(w1, 0x48e87a720000000027a53f0000000000025211160000000007cc2560),
                add(w2, 0x3341553c0000000072bbe9cb000000005e414ff100000000209fe15b),
                add(w3, 0x63d34faa0000000071d8bd7d000000003cd9a1f40000000052a55fac)
            )
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x3052dcda00000000346a8ca8000000007b71bce400000000132a01e3),
                add(w1, 0x37988498000000001162dfde0000000073eec57d000000003833e2d9),
                add(w2, 0x51f06b97000000005c30d02800000000556e55330000000049726e04),
                add(w3, 0x6584877900000000094a4294000000001fa93fde00000000054957f8)
            )
            w0, w1, w2, w3 :=
                full(
                add(w0, 0x382e6c2a000000005e3b2bc70000000027e7055b000000007599b0d4),
                add(w1, 0x24c4eb6e00000000533b5b2f000000006d0dd9d800000000436fdabc),
                add(w2, 0x13f246f7000000003e33a125000000007e5598b50000000066c5b77d),
                add(w3, 0x07e2d7ef00000000664d71ce000000001a4d04f30000000040c86a9e)
            )
            digest := or(or(gather(w0, left, 96), gather(w1, left, 64)), or(gather(w2, left, 32), gather(w3, left, 0)))
        }
    }
}
