using System.Text.Json.Nodes;
using P2PProver.Crypto;

namespace P2PProver.Contracts.Chain;

/// <summary>A call to run without a transaction.</summary>
/// <param name="To">The contract; null runs the data as the code that creates one.</param>
/// <param name="Data">The calldata.</param>
public sealed record CallRequest(Address? To, ReadOnlyMemory<byte> Data)
{
    /// <summary>Who calls; null for nobody in particular.</summary>
    public Address? From { get; init; }

    /// <summary>The coins sent with it.</summary>
    public Wei Value { get; init; }

    /// <summary>The gas it may use; null leaves it to the endpoint.</summary>
    public ulong? Gas { get; init; }

    internal JsonObject ToJson()
    {
        JsonObject call = new() { ["data"] = Hex.Data(Data.Span) };
        if (To is { } to)
        {
            call["to"] = to.ToString();
        }

        if (From is { } from)
        {
            call["from"] = from.ToString();
        }

        if (Value > Wei.Zero)
        {
            call["value"] = Hex.Quantity(Value.Value);
        }

        if (Gas is { } gas)
        {
            call["gas"] = Hex.Quantity(gas);
        }

        return call;
    }
}
