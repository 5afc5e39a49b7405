namespace P2PProver.Fields;

/// <summary>factor * x^i for any i below 2^log at the price of one multiplication, from two tables of about 2^(log/2) entries.</summary>
internal sealed class PowerTable
{
    private readonly KoalaBear[] _low;
    private readonly KoalaBear[] _high;
    private readonly int _lowBits;

    public PowerTable(KoalaBear x, KoalaBear factor, int log)
    {
        _lowBits = (log + 1) / 2;
        _low = Powers(x, KoalaBear.One, 1 << _lowBits);
        _high = Powers(x.Pow(1UL << _lowBits), factor, 1 << (log - _lowBits));
    }

    public KoalaBear this[int index] => _high[index >> _lowBits] * _low[index & (_low.Length - 1)];

    private static KoalaBear[] Powers(KoalaBear x, KoalaBear first, int count)
    {
        KoalaBear[] powers = new KoalaBear[count];
        KoalaBear power = first;
        for (int i = 0; i < count; i++)
        {
            powers[i] = power;
            power *= x;
        }

        return powers;
    }
}
