using P2PProver.Fields;

namespace P2PProver.Stark.Tests.Protocol;

/// <summary>Traces and public values of one statement; proving consumes the traces.</summary>
internal sealed record SmallWitness(FieldMatrix[] Traces, KoalaBear[] PublicValues);
