using System.Text.Json;
using P2PProver.Contracts.Client.Tests.Support;
using P2PProver.Contracts.Rpc;
using P2PProver.Contracts.Transactions;
using P2PProver.Crypto;
using P2PProver.Fields;

namespace P2PProver.Contracts.Client.Tests.Transactions;

/// <summary>Our transactions as an independent implementation reads them.</summary>
public sealed class SigningTests
{
    [Fact]
    public async Task Transactions_OfManyShapes_AreReadByANodeAsTheyWereMeant()
    {
        await using LocalChain chain = await LocalChain.StartAsync("--no-mining", "--chain-id", "31337");
        using Secp256k1PrivateKey key = LocalChain.Key(0);
        Prng prng = new(3);
        for (ulong nonce = 0; nonce < 24; nonce++)
        {
            byte[] data = new byte[prng.NextInt(4) * prng.NextInt(120)];
            Array.Fill(data, (byte)prng.NextInt(256));
            Address? to = data.Length > 0 && nonce % 3 == 0 ? null : MortalSender.Recipient(prng.NextInt(256));
            FeeQuote fees = new(Wei.Gwei * (ulong)prng.NextInt(3, 300), new Wei((UInt128)prng.NextInt(1_000_000)));
            Eip1559Transaction transaction = new(31337, nonce, fees, (ulong)prng.NextInt(400_000, 900_000), to, new Wei((UInt128)prng.NextUInt32() * (uint)prng.NextInt(2)), data);
            SignedTransaction signed = transaction.Sign(key);

            RpcResult<byte[]> sent = await chain.Client.SendRawAsync(signed.Raw, CancellationToken.None);

            new Hash32(sent.Value).ShouldBe(signed.Hash, $"nonce {nonce}");
            JsonElement read = await chain.CallAsync("eth_getTransactionByHash", signed.Hash.ToString());
            Text(read, "from").ShouldBe(Address.Of(key.PublicKey).ToString(), StringCompareShould.IgnoreCase);
            Text(read, "to").ShouldBe(to?.ToString(), StringCompareShould.IgnoreCase);
            Text(read, "nonce").ShouldBe(Hex.Quantity(nonce));
            Text(read, "value").ShouldBe(Hex.Quantity(transaction.Value.Value));
            Text(read, "gas").ShouldBe(Hex.Quantity(transaction.GasLimit));
            Text(read, "maxFeePerGas").ShouldBe(Hex.Quantity(fees.MaxFee.Value));
            Text(read, "maxPriorityFeePerGas").ShouldBe(Hex.Quantity(fees.Tip.Value));
            Text(read, "input").ShouldBe(Hex.Data(data));
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
