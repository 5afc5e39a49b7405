using System.Globalization;
using System.Text;

namespace P2PProver.Stark.Solidity;

/// <summary>Writes the contract of one part of the constraints.</summary>
internal static class PartWriter
{
    // What products, scalings and reductions are is said and proven where the types are: src/types/Ext5.sol and Ext5Lanes.sol.
    private const string Functions = """
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

        """;

    /// <summary>The source of a part.</summary>
    /// <param name="contract">The contract's name.</param>
    /// <param name="source">The path to the hand-written sources, relative to the file.</param>
    /// <param name="inputs">Words that the part is called with.</param>
    /// <param name="part">The part.</param>
    public static string Write(string contract, string source, int inputs, FoldPart part)
    {
        int folds = part.Terms.Count(term => term.EndsTable) + 1;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {{SolidityVerifier.Header}}
            import {IConstraintPart} from "{{source}}/interfaces/IConstraintPart.sol";
            import {
                HIGH_27,
                LOW_16,
                P,
                PRODUCT_OFFSET,
                QUINTIC,
                QUOTIENT_23,
                RECIPROCAL,
                TWO_P
            } from "{{source}}/types/Ext5Lanes.sol";

            /// @title {{part.Terms.Length}} constraints of a circuit
            contract {{contract}} is IConstraintPart {
                uint256 private constant INPUT_COUNT = {{inputs}};

                /// @inheritdoc IConstraintPart
                function fold(uint256[] calldata inputs) external pure returns (uint256[] memory) {
                    uint256 first;
                    assembly ("memory-safe") {
                        first := inputs.offset
                    }
                    if (inputs.length != INPUT_COUNT || first != {{FoldCalldata.Start}}) revert MalformedInputs();
                    // Memory is written from 0 on, for control never returns to Solidity.
                    assembly {

            """);
        text.Append(Functions.ReplaceLineEndings("\n"));
        AppendLine(text, $"let acc := calldataload({FoldCalldata.Address(FoldInputs.Carry)})");
        AppendLine(text, $"let alpha := calldataload({FoldCalldata.Address(FoldInputs.Alpha)})");
        AppendLine(text, "let alphaShifted := reduce(shl(16, alpha))");
        AppendLine(text, "mstore(0, 32)");
        AppendLine(text, $"mstore(32, {folds})");
        foreach (string statement in part.Statements)
        {
            AppendLine(text, statement);
        }

        AppendLine(text, $"return(0, {(2 + folds) * 32})");
        text.Append("        }\n    }\n}\n");
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, FormattableString line) =>
        AppendLine(text, line.ToString(CultureInfo.InvariantCulture));

    private static void AppendLine(StringBuilder text, string line) => text.Append("            ").Append(line).Append('\n');
}
