// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountPath} from "../../src/libraries/AccountPath.sol";
import {Poseidon1} from "../../src/libraries/Poseidon1.sol";
import {Batch, BatchInput, SettleInput} from "../../src/types/Batch.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Packed} from "../support/Packed.sol";
import {Test} from "../support/Test.sol";
import {Vm} from "../support/Vm.sol";

/// @notice What the rollup's calls cost as transactions, kept in snapshots/Gas.json: 21,000, calldata, and the execution with every
/// address and slot cold, less refunds. Calldata is counted at 4 and 16; its floor (EIP-7623) is kept apart where it is higher.
contract MeshGasTest is Test, MeshFixture {
    address private constant NODE = address(0x1001);

    uint256 private constant TRANSFERS = 1000;

    function setUp() public override {
        super.setUp();
        // A rollup in use: two accounts, a settled batch.
        open(ALICE, KEY_A, 1000);
        open(BOB, KEY_B, 1000);
        settle(commit(bytes.concat(Packed.openAccount(0, 1000, KEY_A), Packed.openAccount(1, 1000, KEY_B))));
    }

    function test_gas_of_register() external {
        register(ALICE, 1 ether);
        pass(3);
        vm.deal(NODE, 1 ether);
        bytes memory call_ = abi.encodeCall(registry.register, (keccak256("peer"), NODE));
        record("register", transact(NODE, address(registry), call_, 1 ether));
    }

    function test_gas_of_the_queue() external {
        uint256 fee = constants.forcedFee;
        record("openAccount", transact(ALICE, address(mesh), abi.encodeCall(mesh.openAccount, (KEY_A, ALICE)), fee));
        bytes memory call_ = abi.encodeCall(mesh.deposit, (0, ALICE));
        record("deposit", transact(BOB, address(mesh), call_, fee + 5 gwei));
        call_ = abi.encodeCall(mesh.requestForcedExit, (0));
        record("requestForcedExit", transact(ALICE, address(mesh), call_, fee));
    }

    function test_gas_of_commitBatch() external {
        uint256 empty = commitGas(hex"");
        record("commitBatch, no operations", empty);
        bytes memory data;
        for (uint256 i = 0; i < TRANSFERS; ++i) {
            data = bytes.concat(data, Packed.transfer(i * 7919, i * 104729, 1e9 + i * 1e7, 1000 + i, 70000 + i));
        }
        BatchInput memory input = inputOf(data, POT);
        uint256 full = commitGas(data);
        record("commitBatch, each of 1,000 transfers", (full - empty) / TRANSFERS);
        record(
            "commitBatch, floor of calldata for each", floorOf(abi.encodeCall(mesh.commitBatch, (input))) / TRANSFERS
        );
    }

    function test_gas_of_commitClaims() external {
        register(NODE, 100 ether);
        register(ALICE, 100 ether);
        pass(3);
        Batch memory b = commit(Packed.shards(64, BLOCKS_PER_SHARD));
        pass(3);
        bytes memory call_ = abi.encodeCall(mesh.commitClaims, (b, 0, uint64(0xff)));
        record("commitClaims, the first of a batch", transact(NODE, address(mesh), call_, 0));
        call_ = abi.encodeCall(mesh.commitClaims, (b, 0, uint64(0xff00)));
        record("commitClaims, the second of a batch", transact(ALICE, address(mesh), call_, 0));
    }

    function test_gas_of_settle() external {
        record("settle, 1 shard, without verification", settleGas(1, 1));
        record("settle, 64 shards, 1 payee, without verification", settleGas(64, 1));
        uint256 eight = settleGas(64, 8);
        record("settle, 64 shards, 8 payees, without verification", eight);
        record("settle, each payee from 9 to 108", (settleGas(64, 108) - eight) / 100);
    }

    function test_gas_of_payouts() external {
        bytes memory data;
        uint256[] memory payouts = new uint256[](11);
        for (uint256 i = 0; i < 11; ++i) {
            open(address(uint160(0x9000 + i)), KEY_A, 100);
        }
        for (uint256 i = 0; i < 11; ++i) {
            data = bytes.concat(data, Packed.openAccount(2 + i, 100, KEY_A));
            payouts[i] = Packed.payout(2 + i, 50);
        }
        // Openings fill shards of 16 blocks exactly.
        for (uint256 i = 0; i < 11; ++i) {
            data = bytes.concat(data, Packed.withdraw(2 + i, 50, 1, 1));
        }
        Batch memory b = commit(data);
        settle(b);
        bytes memory call_ = abi.encodeCall(mesh.creditPayouts, (b, payouts));
        uint256 eleven = transact(ALICE, address(mesh), call_, 0);
        b = commit(Packed.withdraw(0, 50, 1, 1));
        settle(b);
        payouts = new uint256[](1);
        payouts[0] = Packed.payout(0, 50);
        call_ = abi.encodeCall(mesh.creditPayouts, (b, payouts));
        uint256 one = transact(ALICE, address(mesh), call_, 0);
        record("creditPayouts, one", one);
        record("creditPayouts, each further owner", (eleven - one) / 10);
    }

    function test_gas_of_escape() external {
        bytes32[24] memory siblings;
        bytes32 root = AccountPath.leaf(KEY_A, 700, 3);
        for (uint256 level = 0; level < 24; ++level) {
            siblings[level] = Poseidon1.compress(root, root);
            root = Poseidon1.compress(root, siblings[level]);
        }
        Batch memory b = commit(hex"");
        SettleInput memory input = settlement(b, payeesOf(1, BOB));
        input.stateOut = Poseidon1.compress(root, bytes32(uint256(2) << 224));
        mesh.settle(b, input, anyProof());
        open(ALICE, KEY_A, 0);
        pass(3601);
        mesh.freeze();
        bytes memory call_ = abi.encodeCall(mesh.escape, (0, KEY_A, 700, 3, 2, siblings));
        record("escape", transact(ALICE, address(mesh), call_, 0));
    }

    function commitGas(bytes memory data) private returns (uint256) {
        bytes memory call_ = abi.encodeCall(mesh.commitBatch, (inputOf(data, POT)));
        return transact(SEQUENCER, address(mesh), call_, valueOf(POT));
    }

    /// @dev Settles a batch with so many payees that never earned before.
    function settleGas(uint256 shardCount, uint256 payees) private returns (uint256) {
        Batch memory b = commit(Packed.shards(shardCount, BLOCKS_PER_SHARD));
        bytes memory list;
        for (uint256 i = 0; i < 2 * shardCount - 1; ++i) {
            list = bytes.concat(list, bytes20(keccak256(abi.encode(b.key, i % payees))));
        }
        pass(2);
        bytes memory call_ = abi.encodeCall(mesh.settle, (b, settlement(b, list), anyProof()));
        return transact(SEQUENCER, address(mesh), call_, 0);
    }

    /// @dev The gas of a transaction.
    function transact(address from, address to, bytes memory call_, uint256 value) private returns (uint256 gas) {
        vm.cool(to);
        vm.cool(address(registry));
        vm.cool(address(mesh));
        vm.cool(address(mesh.reader()));
        vm.cool(address(mesh.verifier()));
        vm.cool(address(mesh.accountPath()));
        vm.prank(from);
        (bool done,) = to.call{value: value}(call_);
        assertTrue(done, "call");
        Vm.Gas memory g = vm.lastCallGas();
        uint256 refund = g.gasRefunded < 0 ? 0 : uint256(int256(g.gasRefunded));
        gas = 21_000 + calldataOf(call_, 4, 16) + g.gasTotalUsed;
        if (refund > gas / 5) refund = gas / 5;
        gas -= refund;
    }

    function floorOf(bytes memory call_) private pure returns (uint256) {
        return calldataOf(call_, 10, 40);
    }

    function calldataOf(bytes memory call_, uint256 zero, uint256 other) private pure returns (uint256 gas) {
        for (uint256 i = 0; i < call_.length; ++i) {
            gas += call_[i] == 0 ? zero : other;
        }
    }

    function record(string memory name, uint256 gas) private {
        vm.snapshotValue("Mesh", name, gas);
    }
}
