// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccountPath} from "../../src/interfaces/IAccountPath.sol";
import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {IProverRegistry} from "../../src/interfaces/IProverRegistry.sol";
import {FinalStatement} from "../../src/libraries/FinalStatement.sol";
import {Batch, BatchInput, SettleInput} from "../../src/types/Batch.sol";
import {MeshConstants} from "../../src/types/MeshConstants.sol";
import {SoundVerifier} from "./SoundVerifier.sol";
import {Test} from "./Test.sol";
import {Vm} from "./Vm.sol";

/// @notice A rollup of small shards (16 blocks) with the constants of the local network, a verifier whose provable statements the test
/// names, and a clock of one block a second.
abstract contract MeshWorld is Test {
    uint256 internal constant OPEN_TIME = 600;
    uint256 internal constant CLAIM_DELAY = 20;
    uint256 internal constant FORCED_DEADLINE = 600;
    uint256 internal constant FREEZE_TIME = 3600;
    uint256 internal constant ACTIVATION_DELAY = 2;
    uint256 internal constant BASE_BOND = 0.1 ether;
    uint256 internal constant FORCED_FEE = 0.001 ether;
    uint256 internal constant REFUND_MAX = 0.05 ether;
    uint96 internal constant POT = 1 ether;
    bytes internal constant PROOF = "proof";
    bytes32 internal constant GENESIS = bytes32(uint256(1));

    address internal constant SEQUENCER = address(0x5e90);
    address internal constant MALLORY = address(0xbad);
    address internal constant ALICE = address(0xa11ce);
    address internal constant BOB = address(0xb0b);

    IMeshRollup internal rollup;
    IProverRegistry internal registry;
    SoundVerifier internal verifier;

    // Kept here, for the compiler takes block.timestamp for a constant of a call.
    uint256 internal time = 1_000_000;
    uint256 internal number = 1_000;

    function setUp() public virtual {
        deploy(IAccountPath(vm.deployCode("AccountPathReader.sol:AccountPathReader")), GENESIS);
    }

    function deploy(IAccountPath paths, bytes32 genesis) internal {
        vm.warp(time);
        vm.roll(number);
        vm.fee(0);
        verifier = new SoundVerifier();
        address reader = vm.deployCode("BatchReader.sol:BatchReader", abi.encode(16));
        MeshConstants memory c = MeshConstants({
            stakeMin: 1 ether,
            activationDelay: uint32(ACTIVATION_DELAY),
            baseBond: uint96(BASE_BOND),
            forcedFee: uint96(FORCED_FEE),
            claimDelay: uint32(CLAIM_DELAY),
            openTime: uint32(OPEN_TIME),
            forcedDeadline: uint32(FORCED_DEADLINE),
            freezeTime: uint32(FREEZE_TIME),
            refundMax: uint96(REFUND_MAX),
            settleGas: 7_000_000,
            rampMax: 4
        });
        bytes memory arguments = abi.encode(c, keccak256("version"), genesis, verifier, reader, paths);
        rollup = IMeshRollup(vm.deployCode("MeshRollup.sol:MeshRollup", arguments));
        registry = rollup.registry();
    }

    function forward(uint256 seconds_) internal {
        time += seconds_;
        number += seconds_;
        vm.warp(time);
        vm.roll(number);
    }

    // Accounts

    function open(address owner, uint64 amount) internal returns (uint32 index) {
        uint256 value = uint256(amount) * 1 gwei + FORCED_FEE;
        pay(owner, value);
        index = rollup.openAccount{value: value}(keyOf(owner), owner);
    }

    function deposit(address payer, uint32 index, address owner, uint64 amount) internal {
        uint256 value = uint256(amount) * 1 gwei + FORCED_FEE;
        pay(payer, value);
        rollup.deposit{value: value}(index, owner);
    }

    function register(address node, uint256 stake) internal {
        pay(node, stake);
        registry.register{value: stake}(keccak256(abi.encode(node)), node);
    }

    /// @dev The next call is by this account, which has the coins for it.
    function pay(address account, uint256 value) internal {
        vm.deal(account, account.balance + value);
        vm.prank(account);
    }

    function keyOf(address owner) internal pure returns (bytes32) {
        return canonical(keccak256(abi.encode("key", owner)));
    }

    // Batches

    function commit(address sequencer, bytes memory data, uint96 pot) internal returns (Batch memory batch) {
        BatchInput memory input = inputOf(data, pot);
        uint256 value = rollup.requiredBond() + rollup.escrowFor(pot);
        vm.recordLogs();
        pay(sequencer, value);
        rollup.commitBatch{value: value}(input);
        batch = committed();
    }

    function inputOf(bytes memory data, uint96 pot) internal view returns (BatchInput memory input) {
        input = BatchInput({
            parent: rollup.tip(),
            dataOut: canonical(keccak256(data)),
            witnessHash: keccak256(abi.encode("witness", data)),
            pot: pot,
            data: data
        });
    }

    /// @dev The batch of the last event.
    function committed() internal returns (Batch memory batch) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != IMeshRollup.BatchCommitted.selector) continue;
            (batch,,,) = abi.decode(logs[i].data, (Batch, bytes32, bytes32, uint256));
        }
        assertTrue(batch.key != 0, "no batch was committed");
    }

    /// @dev What a proof of a batch says when one node proved everything.
    function settlement(Batch memory batch, address payee, address submitter)
        internal
        pure
        returns (SettleInput memory input)
    {
        bytes memory payees;
        for (uint256 i = 0; i < 2 * uint256(batch.shardCount) - 1; i++) {
            payees = bytes.concat(payees, bytes20(payee));
        }
        input = SettleInput({
            stateOut: canonical(keccak256(abi.encode("state", batch.key))),
            attribution: canonical(keccak256(payees)),
            submitter: submitter,
            payees: payees
        });
    }

    /// @dev Names the payee of a position in the list.
    function setPayee(SettleInput memory input, uint256 place, address payee) internal pure {
        for (uint256 i = 0; i < 20; i++) {
            input.payees[20 * place + i] = bytes20(payee)[i];
        }
    }

    /// @dev Lets the verifier accept what the proof of an honest batch says on the present state.
    function prove(Batch memory batch, SettleInput memory input) internal {
        verifier.allow(this.statement(batch, input, rollup.domain(), rollup.stateRoot()));
    }

    function statement(Batch calldata batch, SettleInput calldata input, bytes32 domain, bytes32 stateIn)
        external
        pure
        returns (uint256[] memory)
    {
        return FinalStatement.build(batch, input, domain, stateIn);
    }

    /// @dev Proves and settles, all to one payee.
    function settle(Batch memory batch, address payee) internal {
        SettleInput memory input = settlement(batch, payee, payee);
        prove(batch, input);
        rollup.settle(batch, input, PROOF);
    }

    // Packed operations

    function transfers(uint256 count) internal pure returns (bytes memory data) {
        for (uint256 i = 0; i < count; i++) {
            data = bytes.concat(
                data, abi.encodePacked(uint8(1), uint24(0), uint24(0), uint64(1), uint32(0), uint24(i + 1))
            );
        }
    }

    function packOpen(uint32 index, uint64 amount, bytes32 key) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(2), uint24(index), amount, key);
    }

    function packDeposit(uint32 index, uint64 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(3), uint24(index), amount);
    }

    function packWithdrawal(uint32 index, uint64 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(4), uint24(index), amount, uint32(0), uint24(1));
    }

    function packExit(uint32 index, uint64 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(5), uint24(index), amount);
    }

    function packFeeCredit(uint32 index, uint64 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(7), uint24(index), amount);
    }

    function payout(uint32 index, uint64 amount) internal pure returns (uint256) {
        return (uint256(index) << 64) | amount;
    }

    /// @dev A hash as eight elements below p.
    function canonical(bytes32 hash) internal pure returns (bytes32) {
        return hash & bytes32(uint256(0x3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff3fffffff));
    }
}
