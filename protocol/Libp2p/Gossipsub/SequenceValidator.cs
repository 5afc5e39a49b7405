using P2PProver.Libp2p.Identities;

namespace P2PProver.Libp2p.Gossipsub;

/// <summary>
/// Refuses old messages of an author, by their numbers, when the table of seen ids has forgotten them. With a window of 0 numbers must grow strictly;
/// with a larger one, numbers that are at most so far behind the highest are taken too, each once, since messages overtake each other in a mesh.
/// Bounded; the author that was added first makes room.
/// </summary>
internal sealed class SequenceValidator
{
    public const int WindowMax = 64;

    private readonly int _authorsMax;
    private readonly int _window;
    private readonly Dictionary<PeerId, (ulong Highest, ulong Behind)> _authors = [];
    private readonly Queue<PeerId> _order = new();

    public SequenceValidator(int authorsMax, int window)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, WindowMax);
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        _authorsMax = authorsMax;
        _window = window;
    }

    /// <summary>Whether a message of this number is new; if so, it is not new again.</summary>
    public bool TryTake(PeerId author, ulong sequence)
    {
        if (!_authors.TryGetValue(author, out (ulong Highest, ulong Behind) state))
        {
            while (_order.Count >= _authorsMax)
            {
                _authors.Remove(_order.Dequeue());
            }

            _order.Enqueue(author);
            _authors[author] = (sequence, 0);
            return true;
        }

        if (sequence > state.Highest)
        {
            // Bit i stands for the number that is i + 1 below the highest.
            ulong step = sequence - state.Highest;
            ulong moved = step >= WindowMax ? 0 : state.Behind << (int)step;
            _authors[author] = (sequence, step <= WindowMax ? moved | (1UL << (int)(step - 1)) : moved);
            return true;
        }

        ulong behind = state.Highest - sequence;
        if (behind == 0 || behind > (ulong)_window || (state.Behind & (1UL << (int)(behind - 1))) != 0)
        {
            return false;
        }

        _authors[author] = (state.Highest, state.Behind | (1UL << (int)(behind - 1)));
        return true;
    }
}
