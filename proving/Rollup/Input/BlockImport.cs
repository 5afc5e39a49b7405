using System.Globalization;
using System.Numerics;
using System.Text.Json;
using P2PProver.Crypto;

namespace P2PProver.Rollup;

/// <summary>
/// Maps the plain value transfers of Ethereum blocks to payments of the rollup: an address becomes an account in the order of first
/// appearance, wei become gwei, rounded down. Reads what eth_getBlockByNumber answers with full transactions, with or without its
/// JSON-RPC envelope, and the same with decimal values.
/// </summary>
public sealed class BlockImport
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    private readonly Dictionary<Address, uint> _indices = [];
    private readonly List<string> _labels = [];
    private readonly List<TransferRequest> _transfers = [];
    private readonly uint _accountsMax;

    /// <summary>Begins an import.</summary>
    /// <param name="accountsMax">The most accounts; one block that names more is refused.</param>
    /// <param name="reserved">Labels of accounts that come before all addresses.</param>
    public BlockImport(uint accountsMax, params IEnumerable<string> reserved)
    {
        _labels.AddRange(reserved);
        _accountsMax = accountsMax;
    }

    /// <summary>Blocks read so far.</summary>
    public int BlockCount { get; private set; }

    /// <summary>Transactions that create a contract.</summary>
    public int SkippedCreations { get; private set; }

    /// <summary>Transactions that call a contract.</summary>
    public int SkippedCalls { get; private set; }

    /// <summary>Transfers of less than one gwei, or of 2^64 gwei and more.</summary>
    public int SkippedAmounts { get; private set; }

    /// <summary>The payments read so far.</summary>
    public Workload Workload => new([.. _labels], [.. _transfers]);

    /// <summary>Adds a block. After a fault nothing of the block was added.</summary>
    /// <param name="json">Untrusted text in UTF-8.</param>
    /// <param name="position">The transaction at fault.</param>
    public ImportFault Add(ReadOnlyMemory<byte> json, out int position)
    {
        position = 0;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            return ImportFault.NotJson;
        }

        using (document)
        {
            JsonElement block = document.RootElement;
            block = block.ValueKind == JsonValueKind.Object && block.TryGetProperty("result", out JsonElement result) ? result : block;
            return block.ValueKind == JsonValueKind.Object
                && block.TryGetProperty("transactions", out JsonElement transactions)
                && transactions.ValueKind == JsonValueKind.Array
                    ? AddAll(transactions, out position)
                    : ImportFault.NoTransactions;
        }
    }

    private ImportFault AddAll(JsonElement transactions, out int position)
    {
        List<Payment> payments = [];
        int creations = 0;
        int calls = 0;
        int amounts = 0;
        position = 0;
        foreach (JsonElement transaction in transactions.EnumerateArray())
        {
            ImportFault fault = TryRead(transaction, out Payment? payment);
            if (fault != ImportFault.None)
            {
                return fault;
            }

            creations += payment!.To is null ? 1 : 0;
            calls += payment.To is not null && payment.IsCall ? 1 : 0;
            if (payment.To is not null && !payment.IsCall)
            {
                BigInteger gwei = payment.Wei / Gwei.Wei;
                bool isPayable = gwei > 0 && gwei <= ulong.MaxValue;
                amounts += isPayable ? 0 : 1;
                payments.AddRange(isPayable ? [payment] : []);
            }

            position++;
        }

        int known = payments.SelectMany(payment => (Address[])[payment.From, payment.To!.Value]).Distinct().Count(a => !_indices.ContainsKey(a));
        if (_labels.Count + known > _accountsMax)
        {
            return ImportFault.TooManyAccounts;
        }

        _transfers.AddRange(payments.Select(p => new TransferRequest(IndexOf(p.From), IndexOf(p.To!.Value), new Gwei((ulong)(p.Wei / Gwei.Wei)))));
        (BlockCount, SkippedCreations) = (BlockCount + 1, SkippedCreations + creations);
        (SkippedCalls, SkippedAmounts) = (SkippedCalls + calls, SkippedAmounts + amounts);
        return ImportFault.None;
    }

    private AccountIndex IndexOf(Address address)
    {
        if (!_indices.TryGetValue(address, out uint index))
        {
            index = (uint)_labels.Count;
            _indices[address] = index;
            _labels.Add(address.ToString());
        }

        return new AccountIndex(index);
    }

    private static ImportFault TryRead(JsonElement transaction, out Payment? payment)
    {
        payment = null;
        if (transaction.ValueKind == JsonValueKind.String)
        {
            return ImportFault.HashesOnly;
        }

        if (transaction.ValueKind != JsonValueKind.Object
            || !TryReadAddress(transaction, "from", out Address? from) || from is null
            || !TryReadAddress(transaction, "to", out Address? to)
            || !TryReadValue(transaction, out BigInteger wei)
            || !TryReadText(transaction, "input", out string? input) || input is null)
        {
            return ImportFault.MalformedTransaction;
        }

        payment = new Payment(from.Value, to, wei, input is not ("0x" or ""));
        return ImportFault.None;
    }

    private static bool TryReadText(JsonElement transaction, string name, out string? text)
    {
        bool isThere = transaction.TryGetProperty(name, out JsonElement element) && element.ValueKind is JsonValueKind.String;
        try
        {
            text = isThere ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are not UTF-8, or half a surrogate pair: the parser lets them pass, and only reading them finds out.
            text = null;
            return false;
        }

        return isThere || element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;
    }

    /// <summary>An address; null where the field is null or missing, as for contract creations.</summary>
    private static bool TryReadAddress(JsonElement transaction, string name, out Address? address)
    {
        address = null;
        bool isText = TryReadText(transaction, name, out string? text);
        if (!isText || text is null)
        {
            return isText;
        }

        bool isRead = Address.TryParse(text, out Address read);
        address = isRead ? read : null;
        return isRead;
    }

    private static bool TryReadValue(JsonElement transaction, out BigInteger wei)
    {
        const int DigitsMax = 80;
        wei = default;
        if (!TryReadText(transaction, "value", out string? text) || text is null || text.Length > DigitsMax)
        {
            return false;
        }

        // A leading zero keeps hexadecimal digits from being read as a negative number.
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out wei)
            : BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out wei);
    }

    private sealed record Payment(Address From, Address? To, BigInteger Wei, bool IsCall);
}
