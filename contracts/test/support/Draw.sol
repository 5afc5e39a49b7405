// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ext5} from "../../src/types/Ext5.sol";
import {ReferenceExt5} from "./ReferenceExt5.sol";

/// @notice A stream of test values that a fuzzed seed determines. About one value in eight is an extreme one.
struct Draw {
    uint256 state;
}

using DrawLibrary for Draw global;

library DrawLibrary {
    uint256 private constant P = 0x7f000001;

    /// @notice A uniform word.
    function word(Draw memory self) internal pure returns (uint256 value) {
        value = uint256(keccak256(abi.encode(self.state)));
        self.state = value;
    }

    /// @notice An integer below the bound.
    function below(Draw memory self, uint256 bound) internal pure returns (uint256 value) {
        value = self.word() % bound;
    }

    /// @notice A canonical element of the base field.
    function base(Draw memory self) internal pure returns (uint256 value) {
        uint256 w = self.word();
        uint256 kind = w & 15;
        value = kind == 0 ? 0 : kind == 1 ? P - 1 : (w >> 4) % P;
    }

    /// @notice An extension element in weak form.
    function weak(Draw memory self) internal pure returns (Ext5 value) {
        uint256[5] memory c;
        for (uint256 i = 0; i < 5; i++) {
            uint256 w = self.word();
            uint256 kind = w & 15;
            c[i] = kind == 0 ? P : kind == 1 ? ReferenceExt5.W - 1 : (w >> 4) % ReferenceExt5.W;
        }
        value = ReferenceExt5.write(c);
    }
}
