using P2PProver.Contracts.Abi;

namespace P2PProver.Contracts.Mesh;

/// <summary>What a sequencer commits: struct BatchInput of contracts/src/types/Batch.sol.</summary>
/// <param name="Parent">The batch to build on.</param>
/// <param name="DataOut">The chain digest of the blocks.</param>
/// <param name="WitnessHash">keccak256 of the witness package.</param>
/// <param name="Pot">What the proof earns.</param>
/// <param name="Data">The packed operations.</param>
public sealed record BatchInput(Hash32 Parent, Hash32 DataOut, Hash32 WitnessHash, Wei Pot, ReadOnlyMemory<byte> Data)
{
    /// <summary>As an argument of a call.</summary>
    public AbiValue ToAbi() => AbiValue.Of(AbiValue.Of(Parent), AbiValue.Of(DataOut), AbiValue.Of(WitnessHash), AbiValue.Of(Pot), AbiValue.Of(Data.Span));

    internal static BatchInput Read(AbiFields fields) =>
        new(fields.Hash("parent"), fields.Hash("dataOut"), fields.Hash("witnessHash"), fields.Wei("pot"), fields.Bytes("data"));
}
