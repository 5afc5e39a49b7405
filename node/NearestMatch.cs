namespace P2PProver.Node;

/// <summary>Finds what a mistyped word was probably meant to be.</summary>
public static class NearestMatch
{
    // Longer words are not compared in full: the work is quadratic and nobody mistypes that much.
    private const int LengthMax = 64;

    /// <summary>The candidate nearest to <paramref name="word"/>; null where none is near enough to be worth naming.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates.Order(StringComparer.Ordinal))
        {
            int distance = Distance(Canonical(word), Canonical(candidate));
            if (distance < least)
            {
                least = distance;
                nearest = candidate;
            }
        }

        // One slip in a short word, about one for every three letters in a longer one.
        return nearest is not null && least <= Math.Max(1, Canonical(word).Length / 3) ? nearest : null;
    }

    /// <summary>The words <c>; did you mean '...'?</c>, or nothing where no candidate is near.</summary>
    public static string Hint(string word, IEnumerable<string> candidates)
    {
        return Find(word, candidates) is string nearest ? $"; did you mean '{nearest}'?" : "";
    }

    /// <summary>Case and separators are what people forget first, so they cost nothing.</summary>
    private static string Canonical(string word)
    {
        string shortened = word.Length > LengthMax ? word[..LengthMax] : word;
        return string.Concat(shortened.Where(letter => letter is not ('-' or '_' or '.'))).ToLowerInvariant();
    }

    /// <summary>The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : LeastCost(cost, left, right, i, j);
            }
        }

        return cost[left.Length, right.Length];
    }

    private static int LeastCost(int[,] cost, string left, string right, int i, int j)
    {
        int replaced = cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        int least = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        bool isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwap ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
    }
}
