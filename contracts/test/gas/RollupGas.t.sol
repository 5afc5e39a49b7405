// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountPathReader} from "../../src/AccountPathReader.sol";
import {BatchReader} from "../../src/BatchReader.sol";
import {Poseidon1} from "../../src/libraries/Poseidon1.sol";
import {Test} from "../support/Test.sol";

/// @notice What reading a batch and checking an account path cost, kept in snapshots/Gas.json. Calls are measured around, so a figure
/// contains what the caller spends on handing over its arguments.
contract RollupGasTest is Test {
    /// @dev A transfer without a zero byte, the most expensive there is as calldata.
    bytes private constant TRANSFER = hex"01ffffff01010101010101010101012fffffff010101";

    function test_gas_of_reading_transfers() external {
        BatchReader reader = new BatchReader(256);
        uint256 none = measure(reader, "");
        uint256 some = measure(reader, transfers(256));
        uint256 many = measure(reader, transfers(5120));
        record("reader.read, no operations", none);
        record("reader.read, per transfer of 256", (some - none) / 256);
        record("reader.read, per transfer of 5120", (many - none) / 5120);
        // With 16 gas for each byte of calldata a transfer stays below 1,000 all in.
        assertTrue((many - none) / 5120 + 16 * 22 < 1000, "a transfer");
    }

    function test_gas_of_other_operations() external {
        BatchReader reader = new BatchReader(256);
        uint256 none = measure(reader, "");
        record("reader.read, per deposit", (measure(reader, repeat(hex"030101010101010101010101", 64)) - none) / 64);
        record(
            "reader.read, per withdrawal",
            (measure(reader, repeat(hex"04010101010101010101010101010101010101", 64)) - none) / 64
        );
        bytes memory opening = bytes.concat(hex"020101010101010101010101", bytes32(uint256(1)));
        record("reader.read, per openAccount", (measure(reader, repeat(opening, 64)) - none) / 64);
    }

    function test_gas_of_account_paths() external {
        uint256 g = gasleft();
        keep(Poseidon1.compress(bytes32(uint256(1)), bytes32(uint256(2))));
        record("poseidon1.compress", g - gasleft());
        AccountPathReader reader = new AccountPathReader();
        bytes32[24] memory siblings;
        g = gasleft();
        keep(reader.stateRoot(type(uint24).max, bytes32(uint256(1)), type(uint64).max, 1, 1, siblings));
        g -= gasleft();
        record("accountPath.stateRoot", g);
        assertTrue(g < 1_000_000, "an escape must stay below 2,000,000");
    }

    function measure(BatchReader reader, bytes memory data) private view returns (uint256 gas) {
        gas = gasleft();
        reader.read(data, 0, 0);
        gas -= gasleft();
    }

    function transfers(uint256 count) private pure returns (bytes memory data) {
        data = repeat(TRANSFER, count);
    }

    function repeat(bytes memory part, uint256 count) private pure returns (bytes memory data) {
        data = new bytes(part.length * count);
        for (uint256 i = 0; i < data.length; i++) {
            data[i] = part[i % part.length];
        }
    }

    /// @dev Makes the compiler compute a value here.
    function keep(bytes32 value) private pure {
        assembly ("memory-safe") {
            mstore(0, value)
        }
    }

    function record(string memory name, uint256 gas) private {
        vm.snapshotValue("Rollup", name, gas);
    }
}
