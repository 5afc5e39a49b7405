// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The field F_p, p = 2^31 - 2^24 + 1 (KoalaBear)
/// @notice Elements are integers below p in a uint256. Functions take canonical elements and yield canonical elements.
library KoalaBear {
    /// @notice An element of a proof is not below p.
    error NotCanonical();

    /// @notice Zero has no inverse.
    error ZeroHasNoInverse();

    /// @notice No subgroup of order 2^logOrder exists.
    error NoSuchRoot(uint256 logOrder);

    /// @notice p = 127 * 2^24 + 1.
    uint256 internal constant P = 0x7f000001;

    /// @notice The largest k such that a subgroup of order 2^k exists.
    uint256 internal constant TWO_ADICITY = 24;

    /// @notice A generator of the multiplicative group, and the shift of the cosets of low-degree extensions.
    uint256 internal constant GENERATOR = 3;

    // Generators of the subgroups of order 2^0 to 2^24, eight to a word, the first in the lowest 32 bits.
    uint256 private constant ROOTS_0 = 0x29b75a805c4a5b990a28f03108dbd69c6832fe4a7e0100027f00000000000001;
    uint256 private constant ROOTS_8 = 0x45a60e613e687d4d303964b2768fc6fa7744959c334d48c727ad539b17668b8a;
    uint256 private constant ROOTS_16 = 0x68e7dd49205d63c3484ef19b514ddcad143ef8996c4a8a45163bd4996e2f4d7a;
    uint256 private constant ROOTS_24 = 0x000000000000000000000000000000000000000000000000000000006ac49f88;

    /// @notice Reverts unless a is canonical.
    function requireCanonical(uint256 a) internal pure {
        if (a >= P) revert NotCanonical();
    }

    /// @notice a + b.
    function add(uint256 a, uint256 b) internal pure returns (uint256 c) {
        c = addmod(a, b, P);
    }

    /// @notice a - b.
    function sub(uint256 a, uint256 b) internal pure returns (uint256 c) {
        unchecked {
            // b is below p, so P - b does not wrap.
            c = addmod(a, P - b, P);
        }
    }

    /// @notice -a.
    function neg(uint256 a) internal pure returns (uint256 c) {
        unchecked {
            // a is below p, so P - a does not wrap; zero goes to P and then to zero.
            c = (P - a) % P;
        }
    }

    /// @notice a b.
    function mul(uint256 a, uint256 b) internal pure returns (uint256 c) {
        c = mulmod(a, b, P);
    }

    /// @notice a^exponent; 0^0 is 1.
    function pow(uint256 a, uint256 exponent) internal pure returns (uint256 c) {
        c = 1;
        while (exponent != 0) {
            if (exponent & 1 != 0) c = mulmod(c, a, P);
            a = mulmod(a, a, P);
            exponent >>= 1;
        }
    }

    /// @notice The c with a c = 1. Reverts for zero.
    function inverse(uint256 a) internal pure returns (uint256 c) {
        if (a == 0) revert ZeroHasNoInverse();
        assembly ("memory-safe") {
            // Fermat: c = a^(p - 2), and p - 2 is 126 followed by four groups of six binary ones, each of which appends a^63.
            // Products are reduced only when the next one would pass 256 bits; the comments give sizes in bits.
            c := mul(a, a) // a^2, 62
            let b := mul(c, c) // a^4, 124
            b := mod(mul(mul(a, c), b), P) // a^7, 31
            c := mul(b, b) // a^14, 62
            c := mul(c, c) // a^28, 124
            b := mod(mul(mod(mul(c, c), P), b), P) // a^63, 31

            c := mul(b, b) // a^126, 62
            c := mul(c, c) // 124
            c := mod(mul(c, c), P) // ^4, 31
            c := mul(c, c) // 62
            c := mul(c, c) // 124
            c := mod(mul(c, c), P) // ^32, 31
            c := mul(mul(c, c), b) // ^64 and a group, 93

            c := mod(mul(c, c), P) // ^2, 31
            c := mul(c, c) // 62
            c := mul(c, c) // 124
            c := mod(mul(c, c), P) // ^16, 31
            c := mul(c, c) // 62
            c := mul(mul(c, c), b) // ^64 and a group, 155

            c := mod(c, P) // 31
            c := mul(c, c) // 62
            c := mul(c, c) // 124
            c := mod(mul(c, c), P) // ^8, 31
            c := mul(c, c) // 62
            c := mul(c, c) // 124
            c := mul(mod(mul(c, c), P), b) // ^64 and a group, 62

            c := mul(c, c) // 124
            c := mod(mul(c, c), P) // ^4, 31
            c := mul(c, c) // 62
            c := mul(c, c) // 124
            c := mod(mul(c, c), P) // ^32, 31
            c := mod(mul(mul(c, c), b), P) // ^64 and a group, 93, reduced
        }
    }

    /// @notice The generator of the subgroup of order 2^logOrder; each is the square of the next, the last is 3^127.
    function twoAdicGenerator(uint256 logOrder) internal pure returns (uint256 root) {
        if (logOrder > TWO_ADICITY) revert NoSuchRoot(logOrder);
        uint256 word = ROOTS_24;
        if (logOrder < 8) word = ROOTS_0;
        else if (logOrder < 16) word = ROOTS_8;
        else if (logOrder < 24) word = ROOTS_16;
        root = (word >> (32 * (logOrder & 7))) & 0xffffffff;
    }
}
