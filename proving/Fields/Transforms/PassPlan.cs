namespace P2PProver.Fields;

/// <summary>How the layers of a transform are shared out to passes over the matrix.</summary>
internal static class PassPlan
{
    /// <summary>As few passes as possible of at most logMax layers, as equal as possible; the first does the narrowest layers.</summary>
    public static int[] Split(int log, int logMax)
    {
        int count = Math.Max(1, (log + logMax - 1) / logMax);
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++)
        {
            sizes[i] = (log / count) + (i < log % count ? 1 : 0);
        }

        return sizes;
    }
}
