// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An account that, while it receives coins, calls again: everything it was told to.
contract Reenterer {
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    /// @notice How many of its calls succeeded while it received.
    uint256 public succeeded;

    /// @notice How many it made.
    uint256 public made;

    Call[] private _calls;
    bool private _inside;

    receive() external payable {
        if (_inside) return;
        _inside = true;
        for (uint256 i = 0; i < _calls.length; i++) {
            made++;
            (bool success,) = _calls[i].target.call{value: _calls[i].value}(_calls[i].data);
            if (success) succeeded++;
        }
        _inside = false;
    }

    /// @notice Adds a call.
    function add(address target, uint256 value, bytes calldata data) external {
        _calls.push(Call(target, value, data));
    }

    /// @notice Forgets all calls.
    function clear() external {
        delete _calls;
        succeeded = 0;
        made = 0;
    }

    /// @notice Makes a call now.
    function act(address target, uint256 value, bytes calldata data) external {
        (bool success, bytes memory reason) = target.call{value: value}(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
    }
}
