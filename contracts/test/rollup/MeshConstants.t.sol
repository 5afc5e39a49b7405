// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMeshRollup} from "../../src/interfaces/IMeshRollup.sol";
import {MeshConstants} from "../../src/types/MeshConstants.sol";
import {MeshFixture} from "../support/MeshFixture.sol";
import {Test} from "../support/Test.sol";
import {VerifierDouble} from "../support/VerifierDouble.sol";

/// @notice The constructor, and the table of constants.
contract MeshConstantsTest is Test, MeshFixture {
    function test_the_local_network_is_that_of_the_table() external view {
        assertTrue(same(localConstants(), read("local")), "constants.json");
    }

    function test_both_networks_of_the_table_can_be_deployed() external {
        string[2] memory names = ["local", "public"];
        for (uint256 i = 0; i < 2; ++i) {
            MeshConstants memory c = read(names[i]);
            IMeshRollup deployed = deploy(c, genesisRoot);
            assertTrue(same(deployed.constants(), c), names[i]);
            assertEq(deployed.registry().exitDelay(), 4 * uint256(c.openTime), "exit delay");
            assertEq(number(names[i], "expiryTime"), 4 * uint256(c.openTime), "expiry");
            assertEq(number(names[i], "claimDelay") % number(names[i], "blockTime"), 0, "claim delay in blocks");
        }
    }

    function test_the_constructor_keeps_what_it_is_given() external view {
        assertTrue(mesh.version() == VERSION, "version");
        assertTrue(mesh.stateRoot() == genesisRoot, "genesis");
        assertTrue(mesh.domain() == keccak256(abi.encode(block.chainid, address(mesh), VERSION)), "domain");
        assertTrue(registry.rollup() == address(mesh), "registry");
        assertEq(mesh.reader().blocksPerShard(), BLOCKS_PER_SHARD, "blocks of a shard");
        assertTrue(address(mesh.verifier()).code.length != 0, "verifier");
        assertTrue(address(mesh.accountPath()).code.length != 0, "paths");
    }

    function test_the_domain_follows_the_chain() external {
        vm.chainId(4711);
        assertTrue(mesh.domain() == keccak256(abi.encode(uint256(4711), address(mesh), VERSION)), "domain");
    }

    function test_impossible_constants_are_refused() external {
        for (uint256 i = 0; i < 8; ++i) {
            MeshConstants memory c = localConstants();
            if (i == 0) c.claimDelay = 0;
            else if (i == 1) c.claimDelay = 301;
            else if (i == 2) c.claimDelay = 113;
            else if (i == 3) c.stakeMin = 0;
            else if (i == 4) c.forcedDeadline = 3601;
            else if (i == 5) c.forcedFee += 1;
            else if (i == 6) c.baseBond = 2 ** 86;
            else c.forcedFee = 1e24;
            refuses(c, genesisRoot);
        }
        refuses(localConstants(), bytes32(uint256(0x7f000001)));
    }

    function test_what_is_called_must_be_a_contract() external {
        address code = address(new VerifierDouble());
        for (uint256 i = 0; i < 3; ++i) {
            address[3] memory a = [code, code, code];
            a[i] = address(0xdead);
            refuses(abi.encode(localConstants(), VERSION, genesisRoot, a[0], a[1], a[2]));
        }
    }

    function refuses(MeshConstants memory c, bytes32 root) private {
        address code = address(mesh.verifier());
        refuses(abi.encode(c, VERSION, root, code, code, code));
    }

    /// @dev Creates a rollup; what it reverts with is looked at.
    function refuses(bytes memory arguments) private {
        bytes memory code = bytes.concat(vm.getCode("MeshRollup.sol:MeshRollup"), arguments);
        bytes32 reason;
        uint256 length;
        address created;
        assembly ("memory-safe") {
            created := create(0, add(code, 32), mload(code))
            length := returndatasize()
            returndatacopy(0, 0, 4)
            reason := mload(0)
        }
        assertTrue(created == address(0) && length == 4, "not created");
        assertTrue(bytes4(reason) == IMeshRollup.InvalidConstants.selector, "reason");
    }

    function read(string memory network) private view returns (MeshConstants memory) {
        return MeshConstants({
            stakeMin: uint96(number(network, "stakeMin")),
            activationDelay: uint32(number(network, "activationDelay")),
            baseBond: uint96(number(network, "baseBond")),
            forcedFee: uint96(number(network, "forcedFee")),
            claimDelay: uint32(number(network, "claimDelay")),
            openTime: uint32(number(network, "openTime")),
            forcedDeadline: uint32(number(network, "forcedDeadline")),
            freezeTime: uint32(number(network, "freezeTime")),
            refundMax: uint96(number(network, "refundMax")),
            settleGas: uint32(number(network, "settleGas")),
            rampMax: uint8(number(network, "rampMax"))
        });
    }

    function number(string memory network, string memory name) private view returns (uint256) {
        string memory json = vm.readFile("constants.json");
        return vm.parseJsonUint(json, string.concat(".networks.", network, ".", name));
    }

    function same(MeshConstants memory a, MeshConstants memory b) private pure returns (bool) {
        return keccak256(abi.encode(a)) == keccak256(abi.encode(b));
    }
}
