// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {KoalaBear} from "../../src/libraries/KoalaBear.sol";
import {KoalaBearExt5} from "../../src/libraries/KoalaBearExt5.sol";
import {PackedRow} from "../../src/libraries/PackedRow.sol";
import {FriFold} from "../../src/libraries/FriFold.sol";
import {Ext5} from "../../src/types/Ext5.sol";
import {Test} from "../support/Test.sol";
interface IConsole { function log(string calldata, uint256) external view; }
contract ScratchTest is Test {
    using KoalaBearExt5 for Ext5;
    Ext5 constant A = Ext5.wrap(0x2e26044e0000005f46a9600000f9b034f800002ff42b7f8000001c9532d);
    function log(string memory s, uint256 v) internal view { (bool ok,) = address(0x000000000000000000636F6e736F6c652e6c6f67).staticcall(abi.encodeWithSignature("log(string,uint256)", s, v)); ok; }
    function test_gas() external view {
        Ext5 a = Ext5.wrap(Ext5.unwrap(A) ^ (gasleft() & 1));
        Ext5 b = Ext5.wrap(Ext5.unwrap(A) ^ (gasleft() & 3));
        uint256 s = 0x1234567 ^ (gasleft() & 3);
        uint256 g;
        Ext5 r = a;
        g = gasleft(); for (uint256 i = 0; i < 100; ) { r = r * b; unchecked { ++i; } } log("mul x100", g - gasleft());
        g = gasleft(); for (uint256 i = 0; i < 100; ) { r = r + b; unchecked { ++i; } } log("add x100", g - gasleft());
        g = gasleft(); for (uint256 i = 0; i < 100; ) { unchecked { ++i; } } log("loop x100", g - gasleft());
        g = gasleft(); r = r * b; r = r * b; r = r * b; r = r * b; r = r * b; r = r * b; r = r * b; r = r * b; r = r * b; r = r * b; log("mul x10", g - gasleft());
        Ext5 bs = b.shifted();
        g = gasleft(); for (uint256 i = 0; i < 100; ) { r = r.mulAdd(b, bs, a); unchecked { ++i; } } log("mulAdd x100", g - gasleft());
        g = gasleft(); for (uint256 i = 0; i < 100; ) { r = r.mulBase(s); unchecked { ++i; } } log("mulBase x100", g - gasleft());
        g = gasleft(); r = r.inverse(); log("inverse", g - gasleft());
        g = gasleft(); s = KoalaBear.inverse(s); log("base inverse", g - gasleft());
        g = gasleft(); s = KoalaBear.pow(s, 0xabcdef); log("base pow 24", g - gasleft());
        uint256 row; assembly { row := mload(0x40) mstore(0x40, add(row, 4096)) for { let i := 0 } lt(i, 4096) { i := add(i, 32) } { mstore(add(row, i), mul(0x0000000100000001000000010000000100000001000000010000000100000001, add(i, 12345))) } }
        g = gasleft(); (uint256 table, ) = PackedRow.writePowers(a, r, 64); log("table 64 words", g - gasleft());
        g = gasleft(); r = r + PackedRow.dot(row, 64, table); log("dot 64 words", g - gasleft());
        g = gasleft(); r = r + PackedRow.dot(row, 63, table); log("dot 63 words", g - gasleft());
        g = gasleft(); r = r + PackedRow.dot(row, 5, table); log("dot 5 words", g - gasleft());
        g = gasleft(); PackedRow.requireCanonical(row, 64); log("canonical 64 words", g - gasleft());
        g = gasleft(); uint256 ch = FriFold.prepare16(a); log("prepare16", g - gasleft());
        g = gasleft(); r = r + FriFold.fold16(row, ch, s); log("fold16", g - gasleft());
        g = gasleft(); ch = FriFold.prepare8(a); log("prepare8", g - gasleft());
        g = gasleft(); r = r + FriFold.fold8(row, ch, s); log("fold8", g - gasleft());
        g = gasleft(); r = KoalaBearExt5.unpack(r.pack()); log("pack unpack", g - gasleft());
        log("end", Ext5.unwrap(r) & 1);
    }
}
