using System.Globalization;
using P2PProver.Fields;

namespace P2PProver.Rollup;

/// <summary>
/// Payments between accounts some of which are much busier than others: account k is chosen with a probability proportional to
/// 1 / (k + 1)^exponent, as sender and as receiver alike. The seed determines everything.
/// </summary>
public static class ZipfWorkload
{
    private const int AmountBitsMax = 30;

    /// <summary>Creates a workload.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="accounts">The number of accounts, at least one.</param>
    /// <param name="transfers">The number of payments.</param>
    /// <param name="exponent">How uneven: 0 is even, 1 is usual.</param>
    public static Workload Create(ulong seed, int accounts, int transfers, double exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(accounts);
        ArgumentOutOfRangeException.ThrowIfNegative(transfers);
        Prng prng = new(seed);
        double[] cumulative = new double[accounts];
        double sum = 0;
        for (int i = 0; i < accounts; i++)
        {
            sum += Math.Pow(i + 1, -exponent);
            cumulative[i] = sum;
        }

        TransferRequest[] requests = new TransferRequest[transfers];
        for (int i = 0; i < transfers; i++)
        {
            AccountIndex from = Choose(prng, cumulative);
            AccountIndex to = Choose(prng, cumulative);
            requests[i] = new TransferRequest(from, to, new Gwei(1 + (prng.NextUInt64() >> (64 - prng.NextInt(1, AmountBitsMax)))));
        }

        return new Workload([.. Enumerable.Range(0, accounts).Select(i => string.Create(CultureInfo.InvariantCulture, $"account {i}"))], requests);
    }

    private static AccountIndex Choose(Prng prng, double[] cumulative)
    {
        int found = Array.BinarySearch(cumulative, prng.NextDouble() * cumulative[^1]);
        return new AccountIndex((uint)int.Min(found < 0 ? ~found : found, cumulative.Length - 1));
    }
}
