namespace P2PProver.Fields;

/// <summary>
/// Twiddle factors of the first <see cref="LogSize"/> layers. The layer of butterflies of span 2^t has its 2^t factors w^j,
/// w of order 2^(t+1), from index 2^t - 1 on. Larger transforms multiply these by one factor a block, so no larger table exists.
/// </summary>
internal static unsafe class RootTables
{
    /// <summary>The most layers that one pass over a matrix can do.</summary>
    public const int LogSize = 10;

    // Pinned, so the pointers below stay valid for the life of the process.
    private static readonly uint[] ForwardWords = Build(inverse: false);
    private static readonly uint[] InverseWords = Build(inverse: true);

    public static uint* Forward => (uint*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(ForwardWords, 0);

    public static uint* Inverse => (uint*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(InverseWords, 0);

    private static uint[] Build(bool inverse)
    {
        uint[] words = GC.AllocateArray<uint>(1 << LogSize, pinned: true);
        for (int t = 0; t < LogSize; t++)
        {
            KoalaBear root = KoalaBear.TwoAdicGenerator(t + 1);
            root = inverse ? root.Inverse() : root;
            KoalaBear power = KoalaBear.One;
            for (int j = 0; j < 1 << t; j++)
            {
                words[(1 << t) - 1 + j] = power.Montgomery;
                power *= root;
            }
        }

        return words;
    }
}
