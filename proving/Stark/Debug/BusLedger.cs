using System.Runtime.InteropServices;
using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>The net multiplicity of every tuple, modulo p, in the order of first appearance.</summary>
internal sealed class BusLedger
{
    private readonly Dictionary<BusTuple, KoalaBear> _net = [];
    private readonly List<BusTuple> _order = [];

    /// <summary>Enters the interactions of the row that was evaluated last.</summary>
    internal void Add(TraceRowEvaluator row) => Add(row, KoalaBear.One);

    /// <summary>Takes the interactions of the row that was evaluated last out again.</summary>
    internal void Remove(TraceRowEvaluator row) => Add(row, -KoalaBear.One);

    /// <summary>The first tuple that is not received as often as it is sent.</summary>
    internal bool TryFindUnbalanced(out BusTuple tuple, out KoalaBear net)
    {
        foreach (BusTuple candidate in _order)
        {
            if (!_net[candidate].IsZero)
            {
                tuple = candidate;
                net = _net[candidate];
                return true;
            }
        }

        tuple = default;
        net = default;
        return false;
    }

    private void Add(TraceRowEvaluator row, KoalaBear factor)
    {
        for (int i = 0; i < row.Table.Interactions.Length; i++)
        {
            KoalaBear multiplicity = row.Multiplicity(i);
            if (multiplicity.IsZero)
            {
                continue;
            }

            bool sent = row.Table.Interactions[i].Direction == BusDirection.Send;
            BusTuple tuple = row.Tuple(i);
            ref KoalaBear net = ref CollectionsMarshal.GetValueRefOrAddDefault(_net, tuple, out bool known);
            net += factor * (sent ? multiplicity : -multiplicity);
            if (!known)
            {
                _order.Add(tuple);
            }
        }
    }
}
