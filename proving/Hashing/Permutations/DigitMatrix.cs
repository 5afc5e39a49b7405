using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// Multiplies packed states by the circulant matrix of Poseidon1, whose entries have seven bits, through 16-bit digits. Lane k of
/// every register belongs to state k. The scalar twin is in <see cref="Poseidon1W16"/>.
/// </summary>
/// <remarks>
/// <para>
/// A word is x = 2^16 h + l with a signed digit l in [-2^15, 2^15) and 0 &lt;= h &lt;= 0x7f00. Digits of two neighbouring elements share a
/// 32-bit lane, so that one instruction multiplies both by their coefficients and adds. The coefficients of a row add up to 371: sums
/// H of high digits are below 12,061,953, sums L of low ones below 12,156,929 in absolute value.
/// </para>
/// <para>
/// The result is 2^16 H + L - q p with q = (H + floor(H / 2^7) + 1024) / 2^15 rounded down. Since 2^16 / p = 2^-15 (1 + 2^-7 + 2^-14 + ...),
/// the quotient (2^16 H + L) / p minus q lies between -0.038 and 0.998: one conditional addition of p completes the reduction.
/// </para>
/// </remarks>
internal static unsafe class DigitMatrix<TVector, TOps>
    where TVector : unmanaged
    where TOps : struct, IDigitLanes<TVector>
{
    private const int Width = 16;
    private const int Pairs = Width / 2;
    private const int DigitBits = 16;
    private const int QuotientBias = 1024;

    /// <summary>
    /// Coefficient pairs of rows 0, 2, ... and of rows 1, 3, ...: of row 2 m and element pair k at 8 + k - m, of row 2 m + 1 sixteen further.
    /// </summary>
    private static readonly TVector* Coefficients = MakeCoefficients();

    /// <summary>Multiplies sixteen registers in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(TVector* state)
    {
        // SAFETY: state has sixteen registers; the scratch holds eight pairs and sixteen sums of each digit.
        TVector* pairs = stackalloc TVector[Pairs];
        TVector* low = stackalloc TVector[Width];
        TVector* high = stackalloc TVector[Width];
        TVector* coefficients = Coefficients;
        LowPairs(state, pairs);
        MultiplyRows(pairs, coefficients, low);
        MultiplyRows(pairs, coefficients + Width, low + 1);
        HighPairs(state, pairs);
        MultiplyRows(pairs, coefficients, high);
        MultiplyRows(pairs, coefficients + Width, high + 1);
        Combine(low, high, state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LowPairs(TVector* state, TVector* pairs)
    {
        TVector mask = TOps.Broadcast(0xFFFF);
        for (nint k = 0; k < Pairs; k++)
        {
            pairs[k] = TOps.Or(TOps.And(state[2 * k], mask), TOps.ShiftLeft(state[(2 * k) + 1], DigitBits));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HighPairs(TVector* state, TVector* pairs)
    {
        // Adding 2^15 before the shift rounds, which is what the sign of the low digit demands.
        TVector half = TOps.Broadcast(1 << (DigitBits - 1));
        TVector mask = TOps.Broadcast(unchecked((int)0xFFFF_0000));
        for (nint k = 0; k < Pairs; k++)
        {
            TVector even = TOps.ShiftRight(TOps.Add(state[2 * k], half), DigitBits);
            pairs[k] = TOps.Or(even, TOps.And(TOps.Add(state[(2 * k) + 1], half), mask));
        }
    }

    /// <summary>Every other row, from row 0 of the given sums on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRows(TVector* pairs, TVector* coefficients, TVector* sums)
    {
        TVector p0 = pairs[0];
        TVector p1 = pairs[1];
        TVector p2 = pairs[2];
        TVector p3 = pairs[3];
        TVector p4 = pairs[4];
        TVector p5 = pairs[5];
        TVector p6 = pairs[6];
        TVector p7 = pairs[7];
        for (nint m = 0; m < Pairs; m++)
        {
            TVector* row = coefficients + Pairs - m;
            TVector a = TOps.Add(TOps.MultiplyPairs(p0, row[0]), TOps.MultiplyPairs(p1, row[1]));
            TVector b = TOps.Add(TOps.MultiplyPairs(p2, row[2]), TOps.MultiplyPairs(p3, row[3]));
            TVector c = TOps.Add(TOps.MultiplyPairs(p4, row[4]), TOps.MultiplyPairs(p5, row[5]));
            TVector d = TOps.Add(TOps.MultiplyPairs(p6, row[6]), TOps.MultiplyPairs(p7, row[7]));
            sums[2 * m] = TOps.Add(TOps.Add(a, b), TOps.Add(c, d));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Combine(TVector* low, TVector* high, TVector* state)
    {
        TVector p = TOps.Broadcast((int)KoalaBear.Modulus);
        TVector bias = TOps.Broadcast(QuotientBias);
        for (nint i = 0; i < Width; i++)
        {
            TVector h = high[i];
            TVector quotient = TOps.ShiftRight(TOps.Add(TOps.Add(h, bias), TOps.ShiftRight(h, 7)), 15);
            TVector value = TOps.Add(TOps.ShiftLeft(h, DigitBits), low[i]);
            TVector difference = TOps.Subtract(value, TOps.Multiply(quotient, p));
            state[i] = TOps.MinUnsigned(difference, TOps.Add(difference, p));
        }
    }

    private static TVector* MakeCoefficients()
    {
        // SAFETY: lives as long as the process; two tables of sixteen registers.
        TVector* table = (TVector*)NativeMemory.AlignedAlloc((nuint)(2 * Width * sizeof(TVector)), 64);
        ReadOnlySpan<byte> row = Poseidon1W16.FirstRow;
        for (int parity = 0; parity < 2; parity++)
        {
            for (int n = 0; n < Width; n++)
            {
                // Row 2 m + parity has FirstRow[(2 k - 2 m - parity) mod 16] and the next one at pair k; here n = 8 + k - m.
                int first = (2 * n) - parity + (2 * Width);
                table[(parity * Width) + n] = TOps.Broadcast(row[first % Width] | (row[(first + 1) % Width] << DigitBits));
            }
        }

        return table;
    }
}
