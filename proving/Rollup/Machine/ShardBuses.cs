using P2PProver.Stark;

namespace P2PProver.Rollup;

/// <summary>The buses between the tables of the shard machine. Every tuple begins with the number of its block or update.</summary>
internal static class ShardBuses
{
    /// <summary>(block, its eight elements): from the operations to messages and data chain.</summary>
    public static Bus Blocks { get; } = new("blocks", 9);

    /// <summary>(block, root in 4, parameter in 4, slot's low 16 bits, slot's high 8 bits): a signature that must be valid.</summary>
    public static Bus Keys { get; } = new("keys", 11);

    /// <summary>(block, chain, digit, end in 4): from chains to the hash over their ends.</summary>
    public static Bus Chains { get; } = new("chains", 7);

    /// <summary>(update, 0 old or 1 new, key in 8, balance in 3, last slot): leaves; with the number of state roots (2K, 0 or 1, root, count, 0, 0, 0).</summary>
    public static Bus Accounts { get; } = new("accounts", 14);

    /// <summary>(update, account, root before in 8, root after in 8).</summary>
    public static Bus Roots { get; } = new("roots", 18);

    /// <summary>(bits, value below 2^bits).</summary>
    public static Bus Ranges { get; } = new("ranges", 2);
}
