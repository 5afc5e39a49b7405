namespace P2PProver.Contracts.Abi;

/// <summary>The families of types of the Solidity ABI.</summary>
public enum AbiKind
{
    /// <summary>uint8 ... uint256.</summary>
    UnsignedNumber,

    /// <summary>int8 ... int256.</summary>
    SignedNumber,

    /// <summary>bool.</summary>
    Bool,

    /// <summary>address.</summary>
    Address,

    /// <summary>bytes1 ... bytes32.</summary>
    FixedBytes,

    /// <summary>bytes, of any length.</summary>
    Bytes,

    /// <summary>string, of any length.</summary>
    Text,

    /// <summary>T[n], with its length in the type.</summary>
    FixedArray,

    /// <summary>T[], of any length.</summary>
    Array,

    /// <summary>A struct or a list of arguments.</summary>
    Tuple,
}
