using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <summary>
/// A cryptographic permutation of a fixed number of field elements. Sponges, compressions, trees and transcripts are generic over
/// the implementing struct and know nothing else about it.
/// </summary>
/// <typeparam name="TSelf">The implementing struct itself.</typeparam>
public interface IPermutation<TSelf>
    where TSelf : struct, IPermutation<TSelf>
{
    /// <summary>Number of elements of the state.</summary>
    static abstract int Width { get; }

    /// <summary>The permutation's name in parameter sets.</summary>
    static abstract string Name { get; }

    /// <summary>Permutes one state in place.</summary>
    /// <exception cref="ArgumentException">The span is not exactly <see cref="Width"/> elements long.</exception>
    static abstract void Permute(Span<KoalaBear> state);

    /// <summary>
    /// Permutes independent states in place, one state a lane: register i of batch k holds element i of the states k * Lanes ...
    /// (k + 1) * Lanes - 1 at index k * Width + i. Two batches at once hide latencies.
    /// </summary>
    /// <exception cref="ArgumentException">The number of registers is not a multiple of <see cref="Width"/>.</exception>
    static abstract void PermutePacked<T>(Span<T> states)
        where T : unmanaged, IPacked<T>;
}
