using System.Collections.Immutable;

namespace P2PProver.Stark.Solidity;

/// <summary>
/// Generates the Solidity sources of a verifier: contracts that evaluate the constraints, lowered from the same folding that the native
/// verifier runs, and a contract with the key's constants on top of the hand-written `StarkVerifier`.
/// </summary>
public static class SolidityVerifier
{
    /// <summary>The first lines of every generated file.</summary>
    internal const string Header = """
        // SPDX-License-Identifier: Apache-2.0
        // Generated from the circuit; a test compares. Do not edit.
        pragma solidity 0.8.37;

        """;

    // A contract's code has at most 24,576 bytes; the estimate leaves room for what the compiler adds.
    private const int MaxPartBytes = 22_000;

    /// <summary>Generates all sources of a verifier.</summary>
    /// <param name="key">The verifying key; its hash must be one of the Keccak family.</param>
    /// <param name="name">What the names begin with: "Key" is the library of constants, "Verifier" and "Head" are contracts, "Part0" and
    /// so on the contracts that evaluate constraints, in a folder "parts".</param>
    /// <param name="source">The path from the folder of the files to the hand-written sources.</param>
    /// <exception cref="ArgumentException">The hash is not Keccak, or the shape is one that the verifier does not handle.</exception>
    public static ImmutableArray<SolidityFile> Generate(VerifyingKey key, string name, string source)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (key.Parameters.Hash is not (HashId.Keccak256 or HashId.Keccak256Bytes26))
        {
            throw new ArgumentException("Only proofs with Keccak commitments are verified in Solidity.", nameof(key));
        }

        if (key.Shape.Schedule.Rounds.Any(round => round.LogSizeAfter < key.Parameters.CapHeight))
        {
            throw new ArgumentException("Every FRI round must have at least as many rows as a cap has digests.", nameof(key));
        }

        FoldProgram program = FoldProgram.Create(key);
        ImmutableArray<FoldPart> parts = FoldPartition.Cut(program, MaxPartBytes);
        ImmutableArray<SolidityFile>.Builder files = ImmutableArray.CreateBuilder<SolidityFile>();
        files.Add(new($"{name}Key.sol", new ShapeWriter(key).Write($"{name}Key", source)));
        files.Add(new($"{name}Head.sol", ContractWriter.Head(name, source, parts.Length)));
        files.Add(new($"{name}Verifier.sol", ContractWriter.Verifier(name, source)));
        for (int i = 0; i < parts.Length; i++)
        {
            string part = FormattableString.Invariant($"{name}Part{i}");
            files.Add(new($"parts/{part}.sol", PartWriter.Write(part, $"../{source}", program.Inputs.Count, parts[i])));
        }

        return files.ToImmutable();
    }
}
