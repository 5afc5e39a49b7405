using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>Remembers, while a circuit is described, where the elements of its tape come from.</summary>
/// <typeparam name="T">What the elements are taken from, one object for a whole circuit or one of its parts.</typeparam>
internal sealed class Tape<T>(CircuitBuilder builder)
{
    private readonly List<(int Offset, int Length, TapePart<T> Part)> _parts = [];

    /// <summary>Runs a step of the description that takes elements from the tape, and notes what writes them.</summary>
    /// <typeparam name="TResult">What the step gives.</typeparam>
    /// <param name="step">The step; the elements it takes follow each other.</param>
    /// <param name="part">Writes exactly those elements.</param>
    public TResult Take<TResult>(Func<TResult> step, TapePart<T> part)
    {
        int offset = builder.TapeLength;
        TResult result = step();
        _parts.Add((offset, builder.TapeLength - offset, part));
        return result;
    }

    /// <summary>Writes all stretches.</summary>
    public void Write(T source, Span<KoalaBear> tape)
    {
        foreach ((int offset, int length, TapePart<T> part) in _parts)
        {
            part(source, tape.Slice(offset, length));
        }
    }
}
