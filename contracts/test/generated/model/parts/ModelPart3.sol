// SPDX-License-Identifier: Apache-2.0
// Generated from the circuit; a test compares. Do not edit.
pragma solidity 0.8.37;

import {IConstraintPart} from "../../../../src/interfaces/IConstraintPart.sol";
import {
    HIGH_27,
    LOW_16,
    P,
    PRODUCT_OFFSET,
    QUINTIC,
    QUOTIENT_23,
    RECIPROCAL,
    TWO_P
} from "../../../../src/types/Ext5Lanes.sol";

/// @title 20 constraints of a circuit
contract ModelPart3 is IConstraintPart {
    uint256 private constant INPUT_COUNT = 680;

    /// @inheritdoc IConstraintPart
    function fold(uint256[] calldata inputs) external pure returns (uint256[] memory) {
        uint256 first;
        assembly ("memory-safe") {
            first := inputs.offset
        }
        if (inputs.length != INPUT_COUNT || first != 68) revert MalformedInputs();
        // Memory is written from 0 on, for control never returns to Solidity.
        assembly {
            function reduce(a) -> c {
                c := sub(a, mul(and(shr(28, mul(and(shr(24, a), HIGH_27), RECIPROCAL)), QUOTIENT_23), P))
            }
            function times(a, b) -> c {
                let hi := mulmod(reduce(shl(16, a)), and(shr(16, b), LOW_16), QUINTIC)
                c := reduce(addmod(add(mulmod(a, and(b, LOW_16), QUINTIC), PRODUCT_OFFSET), hi, QUINTIC))
            }
            function timesPlus(a, b, d) -> c {
                let hi := mulmod(reduce(shl(16, a)), and(shr(16, b), LOW_16), QUINTIC)
                c := reduce(addmod(add(add(mulmod(a, and(b, LOW_16), QUINTIC), PRODUCT_OFFSET), d), hi, QUINTIC))
            }
            function foldWith(a, b, bShifted, d) -> c {
                let hi := mulmod(bShifted, and(shr(16, a), LOW_16), QUINTIC)
                c := reduce(addmod(add(add(mulmod(b, and(a, LOW_16), QUINTIC), PRODUCT_OFFSET), d), hi, QUINTIC))
            }
            function scale(a, s, sShifted) -> c {
                c := reduce(add(mul(and(a, LOW_16), s), mul(and(shr(16, a), LOW_16), sShifted)))
            }
            function shift(a, power) -> c {
                c := addmod(mulmod(a, power, QUINTIC), TWO_P, QUINTIC)
            }
            let acc := calldataload(68)
            let alpha := calldataload(100)
            let alphaShifted := reduce(shl(16, alpha))
            mstore(0, 32)
            mstore(32, 3)
            mstore(0xa0, sub(add(sub(add(calldataload(0x104), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x1c4), calldataload(0x4804))), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x1a4), calldataload(0x3dc4))))
            mstore(0xc0, sub(add(sub(add(mload(0xa0), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x184), calldataload(0x3de4))), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x164), calldataload(0x3e04))))
            mstore(0xe0, reduce(sub(add(sub(add(mload(0xc0), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x144), calldataload(0x3e24))), 0x7f00000100000fe00000200001fc00000400003f800000800007f000001), calldataload(0x3e44))))
            mstore(0xa0, add(add(add(calldataload(0x4fa4), shift(calldataload(0x4fc4), 0x8000000000000)), shift(calldataload(0x4fe4), 0x40000000000000000000000000)), shift(calldataload(0x5004), 0x200000000000000000000000000000000000000)))
            mstore(0xc0, reduce(add(mload(0xa0), shift(calldataload(0x5024), 0x1000000000000000000000000000000000000000000000000000))))
            mstore(0xa0, sub(add(sub(add(calldataload(0x104), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x1c4), calldataload(0x4824))), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x1a4), calldataload(0x3f04))))
            mstore(0x100, sub(add(sub(add(mload(0xa0), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x184), calldataload(0x3f24))), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x164), calldataload(0x3f44))))
            mstore(0x120, sub(add(sub(add(mload(0x100), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x144), calldataload(0x3f64))), 0x7f00000100000fe00000200001fc00000400003f800000800007f000001), calldataload(0x3f84)))
            mstore(0x140, timesPlus(calldataload(0x4864), mload(0xe0), times(reduce(mload(0x120)), timesPlus(mload(0xe0), mload(0xc0), 1))))
            acc := foldWith(acc, alpha, alphaShifted, mload(0x140))
            mstore(0xa0, sub(add(sub(add(calldataload(0x104), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x1c4), calldataload(0x4844))), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x1a4), calldataload(0x3fa4))))
            mstore(0xe0, sub(add(sub(add(mload(0xa0), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x184), calldataload(0x3fc4))), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x164), calldataload(0x3fe4))))
            mstore(0x100, reduce(sub(add(sub(add(mload(0xe0), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x144), calldataload(0x4004))), 0x7f00000100000fe00000200001fc00000400003f800000800007f000001), calldataload(0x4024))))
            mstore(0xa0, add(add(add(calldataload(0x5044), shift(calldataload(0x5064), 0x8000000000000)), shift(calldataload(0x5084), 0x40000000000000000000000000)), shift(calldataload(0x50a4), 0x200000000000000000000000000000000000000)))
            mstore(0xe0, reduce(add(mload(0xa0), shift(calldataload(0x50c4), 0x1000000000000000000000000000000000000000000000000000))))
            mstore(0xa0, sub(add(sub(add(calldataload(0x124), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x144), calldataload(0x4844))), 0x7f00000100000fe00000200001fc00000400003f800000800007f000001), calldataload(0x3fa4)))
            mstore(0x120, timesPlus(reduce(mload(0xa0)), timesPlus(mload(0x100), mload(0xe0), sub(0x7f00000100000fe00000200001fc00000400003f800000800007f000001, calldataload(0x4884))), sub(0xfe00000200001fc00000400003f800000800007f00000100000fe000002, mload(0x100))))
            acc := foldWith(acc, alpha, alphaShifted, mload(0x120))
            mstore(0xa0, add(add(add(calldataload(0x4f04), shift(calldataload(0x4f24), 0x8000000000000)), shift(calldataload(0x4f44), 0x40000000000000000000000000)), shift(calldataload(0x4f64), 0x200000000000000000000000000000000000000)))
            mstore(0x100, reduce(add(mload(0xa0), shift(calldataload(0x4f84), 0x1000000000000000000000000000000000000000000000000000))))
            acc := foldWith(acc, alpha, alphaShifted, times(calldataload(0x84), mload(0x100)))
            mstore(0xa0, add(add(mload(0x100), mload(0xc0)), mload(0xe0)))
            mstore(0xc0, add(add(add(calldataload(0x50e4), shift(calldataload(0x5104), 0x8000000000000)), shift(calldataload(0x5124), 0x40000000000000000000000000)), shift(calldataload(0x5144), 0x200000000000000000000000000000000000000)))
            mstore(0xe0, sub(add(add(mload(0xc0), shift(calldataload(0x5164), 0x1000000000000000000000000000000000000000000000000000)), 0x1fc00000400003f800000800007f00000100000fe00000200001fc000004), mload(0xa0)))
            acc := foldWith(acc, alpha, alphaShifted, times(calldataload(0xc4), reduce(mload(0xe0))))
            mstore(0xc0, times(calldataload(0xa4), reduce(sub(add(calldataload(0x4c4), 0x1fc00000400003f800000800007f00000100000fe00000200001fc000004), mload(0xa0)))))
            acc := foldWith(acc, alpha, alphaShifted, mload(0xc0))
            mstore(64, acc)
            acc := 0
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4064), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x4044), calldataload(0x4044))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4084), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x4064), calldataload(0x4044))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x40a4), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x4064), calldataload(0x4064))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x40c4), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x4064), calldataload(0x4084))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x40e4), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x4084), calldataload(0x4084))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4104), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x4084), calldataload(0x40a4))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4124), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x40a4), calldataload(0x40a4))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4144), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x40a4), calldataload(0x40c4))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4164), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x40c4), calldataload(0x40c4))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x4184), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x40c4), calldataload(0x40e4))))
            acc := foldWith(acc, alpha, alphaShifted, sub(add(calldataload(0x41a4), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x40e4), calldataload(0x40e4))))
            mstore(0xa0, add(add(add(calldataload(0x5364), shift(calldataload(0x5384), 0x8000000000000)), shift(calldataload(0x53a4), 0x40000000000000000000000000)), shift(calldataload(0x53c4), 0x200000000000000000000000000000000000000)))
            mstore(0xc0, reduce(add(mload(0xa0), shift(calldataload(0x53e4), 0x1000000000000000000000000000000000000000000000000000))))
            mstore(0xa0, sub(add(sub(add(calldataload(0x124), 0xfe00000200001fc00000400003f800000800007f00000100000fe000002), times(calldataload(0x144), calldataload(0x48a4))), 0x7f00000100000fe00000200001fc00000400003f800000800007f000001), calldataload(0x4044)))
            acc := foldWith(acc, alpha, alphaShifted, timesPlus(reduce(mload(0xa0)), mload(0xc0), 1))
            mstore(0xa0, add(add(add(calldataload(0x52c4), shift(calldataload(0x52e4), 0x8000000000000)), shift(calldataload(0x5304), 0x40000000000000000000000000)), shift(calldataload(0x5324), 0x200000000000000000000000000000000000000)))
            mstore(0xe0, reduce(add(mload(0xa0), shift(calldataload(0x5344), 0x1000000000000000000000000000000000000000000000000000))))
            acc := foldWith(acc, alpha, alphaShifted, times(calldataload(0x84), mload(0xe0)))
            mstore(0xa0, add(mload(0xe0), mload(0xc0)))
            mstore(0xc0, add(add(add(calldataload(0x5404), shift(calldataload(0x5424), 0x8000000000000)), shift(calldataload(0x5444), 0x40000000000000000000000000)), shift(calldataload(0x5464), 0x200000000000000000000000000000000000000)))
            mstore(0xe0, sub(add(add(mload(0xc0), shift(calldataload(0x5484), 0x1000000000000000000000000000000000000000000000000000)), 0x1fc00000400003f800000800007f00000100000fe00000200001fc000004), mload(0xa0)))
            acc := foldWith(acc, alpha, alphaShifted, times(calldataload(0xc4), reduce(mload(0xe0))))
            mstore(0xc0, times(calldataload(0xa4), reduce(sub(add(calldataload(0x4e4), 0x1fc00000400003f800000800007f00000100000fe00000200001fc000004), mload(0xa0)))))
            acc := foldWith(acc, alpha, alphaShifted, mload(0xc0))
            mstore(96, acc)
            acc := 0
            mstore(128, acc)
            return(0, 160)
        }
    }
}
