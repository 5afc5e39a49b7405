using P2PProver.Fields;

namespace P2PProver.Recursion;

/// <summary>Writes a stretch of a circuit's tape.</summary>
/// <typeparam name="T">What it is written from.</typeparam>
/// <param name="source">What it is written from.</param>
/// <param name="elements">The stretch, zero before.</param>
internal delegate void TapePart<in T>(T source, Span<KoalaBear> elements);
