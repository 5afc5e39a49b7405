// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountPath} from "../../src/interfaces/IAccountPath.sol";
import {IBatchReader} from "../../src/interfaces/IBatchReader.sol";
import {IFinalVerifier} from "../../src/interfaces/IFinalVerifier.sol";
import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {Batch, BatchInput, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MeshConstants} from "../../src/types/MeshConstants.sol";
import {MeshState} from "../../src/types/MeshState.sol";
import {Packed} from "./Packed.sol";
import {Test} from "./Test.sol";
import {VerifierDouble} from "./VerifierDouble.sol";
import {Vm} from "./Vm.sol";

/// @notice A rollup with the constants of the local network and shards of 16 blocks, whose verifier is a double, and what tests do with it.
abstract contract MeshFixture is Test {
    uint256 internal constant BLOCKS_PER_SHARD = 16;
    bytes32 internal constant VERSION = keccak256("version");
    uint96 internal constant POT = 1 ether;

    address internal constant SEQUENCER = address(0x5e0);
    address internal constant SUBMITTER = address(0x5b3);
    address internal constant ALICE = address(0xa11ce);
    address internal constant BOB = address(0xb0b);

    bytes32 internal constant KEY_A = bytes32(uint256(0xa));
    bytes32 internal constant KEY_B = bytes32(uint256(0xb));

    IMeshRollup internal mesh;
    IProverRegistry internal registry;
    MeshConstants internal constants;
    bytes32 internal genesisRoot = bytes32(uint256(1) << 224);

    function setUp() public virtual {
        constants = localConstants();
        mesh = deploy(constants, genesisRoot);
        registry = mesh.registry();
        vm.roll(100);
        vm.warp(1_000_000);
        address[4] memory rich = [SEQUENCER, ALICE, BOB, address(this)];
        for (uint256 i = 0; i < rich.length; ++i) {
            vm.deal(rich[i], 1_000_000 ether);
        }
    }

    /// @notice The local network's constants as contracts/constants.json has them; `MeshConstantsTest` compares.
    function localConstants() internal pure returns (MeshConstants memory) {
        return MeshConstants({
            stakeMin: 1 ether,
            activationDelay: 2,
            baseBond: 0.1 ether,
            forcedFee: 0.001 ether,
            claimDelay: 20,
            openTime: 600,
            forcedDeadline: 600,
            freezeTime: 3600,
            refundMax: 0.05 ether,
            settleGas: 7_000_000,
            rampMax: 4
        });
    }

    function deploy(MeshConstants memory c, bytes32 root) internal returns (IMeshRollup) {
        IFinalVerifier verifier = IFinalVerifier(new VerifierDouble());
        address reader = vm.deployCode("BatchReader.sol:BatchReader", abi.encode(BLOCKS_PER_SHARD));
        address path = vm.deployCode("AccountPathReader.sol:AccountPathReader");
        bytes memory arguments = abi.encode(c, VERSION, root, verifier, IBatchReader(reader), IAccountPath(path));
        return IMeshRollup(vm.deployCode("MeshRollup.sol:MeshRollup", arguments));
    }

    /// @notice Moves time by seconds and blocks alike: the local network's blocks take a second.
    function pass(uint256 seconds_) internal {
        vm.warp(vm.getBlockTimestamp() + seconds_);
        vm.roll(vm.getBlockNumber() + seconds_);
    }

    // Accounts

    function open(address owner, bytes32 key, uint256 gweis) internal returns (uint32 index) {
        vm.deal(owner, owner.balance + gweis * 1 gwei + constants.forcedFee);
        vm.prank(owner);
        index = mesh.openAccount{value: gweis * 1 gwei + constants.forcedFee}(key, owner);
    }

    function deposit(address payer, uint32 index, address owner, uint256 gweis) internal {
        vm.deal(payer, payer.balance + gweis * 1 gwei + constants.forcedFee);
        vm.prank(payer);
        mesh.deposit{value: gweis * 1 gwei + constants.forcedFee}(index, owner);
    }

    function forceExit(address owner, uint32 index) internal {
        vm.deal(owner, owner.balance + constants.forcedFee);
        vm.prank(owner);
        mesh.requestForcedExit{value: constants.forcedFee}(index);
    }

    // Nodes

    function register(address node, uint256 stake) internal {
        vm.deal(node, node.balance + stake);
        vm.prank(node);
        registry.register{value: stake}(bytes32(uint256(uint160(node))), payoutOf(node));
    }

    /// @notice The payout that `register` names for a node.
    function payoutOf(address node) internal pure returns (address) {
        return address(uint160(node) ^ 0xffff0000);
    }

    // Batches

    function inputOf(bytes memory data, uint96 pot) internal view returns (BatchInput memory) {
        return BatchInput({
            parent: mesh.tip(), dataOut: bytes32(uint256(7)), witnessHash: keccak256("witness"), pot: pot, data: data
        });
    }

    /// @notice What a commit costs now.
    function valueOf(uint96 pot) internal view returns (uint256) {
        return mesh.requiredBond() + mesh.escrowFor(pot);
    }

    function commit(bytes memory data) internal returns (Batch memory) {
        return commit(data, POT);
    }

    function commit(bytes memory data, uint96 pot) internal returns (Batch memory batch) {
        BatchInput memory input = inputOf(data, pot);
        uint256 value = valueOf(pot);
        vm.recordLogs();
        vm.prank(SEQUENCER);
        mesh.commitBatch{value: value}(input);
        batch = committed(vm.getRecordedLogs());
    }

    /// @notice The batch that an event of recorded logs emits.
    function committed(Vm.Log[] memory logs) internal pure returns (Batch memory batch) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IMeshRollup.BatchCommitted.selector) continue;
            (batch,,,) = abi.decode(logs[i].data, (Batch, bytes32, bytes32, uint256));
        }
        if (batch.commitTime == 0) revert NotTrue("no batch was committed");
    }

    /// @notice One payee for all positions.
    function payeesOf(uint256 shardCount, address payee) internal pure returns (bytes memory payees) {
        for (uint256 i = 0; i < 2 * shardCount - 1; ++i) {
            payees = bytes.concat(payees, bytes20(payee));
        }
    }

    /// @notice Changes one payee.
    function withPayee(bytes memory payees, uint256 place, address payee) internal pure returns (bytes memory) {
        for (uint256 i = 0; i < 20; ++i) {
            payees[20 * place + i] = bytes20(payee)[i];
        }
        return payees;
    }

    /// @notice A state root that differs from batch to batch.
    function rootAfter(Batch memory batch) internal pure returns (bytes32) {
        return bytes32((uint256(batch.key) & 0xffffff) | (uint256(2) << 224));
    }

    function settlement(Batch memory batch, bytes memory payees) internal pure returns (SettleInput memory) {
        return SettleInput({
            stateOut: rootAfter(batch), attribution: bytes32(uint256(9)), submitter: SUBMITTER, payees: payees
        });
    }

    /// @notice A "proof" that the double takes for every statement.
    function anyProof() internal pure returns (bytes memory) {
        return abi.encode(keccak256("any statement"));
    }

    function settle(Batch memory batch, bytes memory payees) internal {
        mesh.settle(batch, settlement(batch, payees), anyProof());
    }

    function settle(Batch memory batch) internal {
        settle(batch, payeesOf(batch.shardCount, BOB));
    }

    function state() internal view returns (MeshState memory) {
        return mesh.state();
    }

    function assertStatus(Batch memory batch, BatchStatus status) internal view {
        assertEq(uint256(mesh.statusOf(batch)), uint256(status), "status");
    }

    // Reverts

    function expect(bytes4 selector) internal {
        vm.expectRevert(abi.encodeWithSelector(selector));
    }

    function expect(bytes4 selector, uint256 a) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, a));
    }

    function expect(bytes4 selector, uint256 a, uint256 b) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, a, b));
    }

    function expect(bytes4 selector, uint256 a, uint256 b, uint256 c) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, a, b, c));
    }

    function word(address account) internal pure returns (uint256) {
        return uint160(account);
    }
}
