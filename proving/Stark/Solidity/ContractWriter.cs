using System.Globalization;

namespace P2PProver.Stark.Solidity;

/// <summary>Writes the two contracts that join a key's constants with the hand-written verifier.</summary>
internal static class ContractWriter
{
    /// <summary>The contract that checks heads.</summary>
    /// <param name="name">What the names of the verifier begin with.</param>
    /// <param name="source">The path to the hand-written sources, relative to the file.</param>
    /// <param name="parts">Number of contracts that evaluate constraints.</param>
    public static string Head(string name, string source, int parts)
    {
        string fields = Lines(parts, i => $"    IConstraintPart private immutable PART_{i};");
        string assignments = Lines(parts, i => $"        PART_{i} = parts[{i}];");
        string uses = Lines(parts, i => $"        s.parts[{i}] = PART_{i};");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {{SolidityVerifier.Header}}
            import {IConstraintPart} from "{{source}}/interfaces/IConstraintPart.sol";
            import {HeadVerifier} from "{{source}}/verifier/HeadVerifier.sol";
            import {VerifierShape} from "{{source}}/verifier/VerifierShape.sol";
            import {{{name}}Key} from "./{{name}}Key.sol";

            /// @title The verifier of the heads of proofs of {{name}}
            contract {{name}}Head is HeadVerifier {
            {{fields}}

                /// @param parts The generated contracts that evaluate the constraints, in their order.
                constructor(IConstraintPart[{{parts}}] memory parts) {
            {{assignments}}
                }

                /// @inheritdoc HeadVerifier
                function shape() internal view override returns (VerifierShape memory s) {
                    s = {{name}}Key.read();
                    s.parts = new IConstraintPart[]({{parts}});
            {{uses}}
                }
            }

            """).ReplaceLineEndings("\n");
    }

    /// <summary>The contract that checks proofs.</summary>
    /// <param name="name">What the names of the verifier begin with.</param>
    /// <param name="source">The path to the hand-written sources, relative to the file.</param>
    public static string Verifier(string name, string source) => $$"""
        {{SolidityVerifier.Header}}
        import {IProofHead} from "{{source}}/interfaces/IProofHead.sol";
        import {StarkVerifier} from "{{source}}/verifier/StarkVerifier.sol";
        import {VerifierShape} from "{{source}}/verifier/VerifierShape.sol";
        import {{{name}}Key} from "./{{name}}Key.sol";

        /// @title The verifier of proofs of {{name}}
        contract {{name}}Verifier is StarkVerifier {
            /// @notice The digest of the verifying key, eight field elements.
            bytes32 public constant KEY_DIGEST = {{name}}Key.KEY_DIGEST;

            /// @param head The generated contract that checks heads.
            constructor(IProofHead head) StarkVerifier(head) {}

            /// @inheritdoc StarkVerifier
            function shape() internal pure override returns (VerifierShape memory s) {
                s = {{name}}Key.read();
            }
        }

        """.ReplaceLineEndings("\n");

    private static string Lines(int count, Func<int, FormattableString> line) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => line(i).ToString(CultureInfo.InvariantCulture)));
}
