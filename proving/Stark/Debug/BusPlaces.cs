using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Finds where a tuple is sent and received.</summary>
internal static class BusPlaces
{
    private const int MaxPlaces = 8;

    /// <summary>Adds the places in one table to the lists, which stop growing at a few entries.</summary>
    internal static void Find(TraceRowEvaluator evaluator, BusTuple tuple, List<string> sent, List<string> received)
    {
        Table table = evaluator.Table;
        for (int row = 0; row < table.Height; row++)
        {
            evaluator.Evaluate(row);
            for (int i = 0; i < table.Interactions.Length; i++)
            {
                KoalaBear multiplicity = evaluator.Multiplicity(i);
                List<string> places = table.Interactions[i].Direction == BusDirection.Send ? sent : received;
                if (!multiplicity.IsZero && places.Count < MaxPlaces && evaluator.Tuple(i).Equals(tuple))
                {
                    places.Add(FormattableString.Invariant($"{table.Name} row {row} times {multiplicity}"));
                }
            }
        }
    }
}
