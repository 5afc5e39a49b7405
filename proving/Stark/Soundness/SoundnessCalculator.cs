using P2PProver.Fields;

namespace P2PProver.Stark.Soundness;

/// <summary>
/// Provable round-by-round soundness of the protocol. Batching, folding and queries follow BCHKS25 (eprint 2025/2055); constraint batching
/// and the out-of-domain point follow the DEEP-ALI analysis of ethSTARK (eprint 2021/582); LogUp takes the stricter bound that also counts
/// a vanishing denominator. No conjectured figure is computed.
/// </summary>
public static class SoundnessCalculator
{
    private const int MaxMultiplicity = 200;

    /// <summary>The report of one regime; for <see cref="ProximityRegime.Johnson"/> the multiplicity with the strongest weakest round.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="regime">The regime.</param>
    /// <param name="extensionDegree">Degree of the challenge field; other values than the protocol's are for comparisons.</param>
    public static SoundnessReport Evaluate(
        ProofParameters parameters,
        SoundnessStatement statement,
        ProximityRegime regime,
        int extensionDegree = ProofParameters.ExtensionDegree)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(statement);
        return regime == ProximityRegime.UniqueDecoding
            ? Evaluate(parameters, statement, null, extensionDegree)
            : Enumerable.Range(1, MaxMultiplicity)
                .Where(multiplicity => ProximityGap.Johnson(parameters.LogBlowup, 0, multiplicity).IsMeaningful)
                .Select(multiplicity => Evaluate(parameters, statement, multiplicity, extensionDegree))
                .MaxBy(report => report.ProtocolBits)!;
    }

    /// <summary>The report for a given Johnson multiplicity, or for unique decoding when it is null.</summary>
    /// <param name="parameters">The parameter set.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="multiplicity">The multiplicity m of BCHKS25 Theorem 4.2.</param>
    /// <param name="extensionDegree">Degree of the challenge field.</param>
    public static SoundnessReport Evaluate(
        ProofParameters parameters, SoundnessStatement statement, int? multiplicity, int extensionDegree)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(statement);
        double logField = extensionDegree * Math.Log2(KoalaBear.Modulus);
        ProximityGap gap = multiplicity is int m
            ? ProximityGap.Johnson(parameters.LogBlowup, logField, m)
            : ProximityGap.UniqueDecoding(parameters.LogBlowup, logField);

        List<SoundnessRound> rounds = [Constraints(statement, gap, logField), OutOfDomain(statement, gap, logField)];
        if (statement.InteractionRows > 0)
        {
            rounds.Add(Lookup(parameters, statement, logField));
        }

        rounds.Add(Batching(parameters, statement, gap));
        rounds.AddRange(statement.Schedule.Rounds.Select((round, index) => Fold(parameters, round, index, gap)));
        rounds.Add(Queries(parameters, gap));
        ProximityRegime regime = multiplicity is null ? ProximityRegime.UniqueDecoding : ProximityRegime.Johnson;
        return new SoundnessReport(regime, multiplicity ?? 0, rounds);
    }

    private static SoundnessRound Constraints(SoundnessStatement statement, ProximityGap gap, double logField) =>
        new("constraint batching", logField - gap.LogListSize - Math.Log2(statement.ConstraintCount));

    // The points on the trace and evaluation domains are excluded; they are at most 2^25 of about 2^155, far below what a double resolves.
    private static SoundnessRound OutOfDomain(SoundnessStatement statement, ProximityGap gap, double logField)
    {
        double height = Math.ScaleB(1, statement.LogHeight);
        double roots = (statement.MaxDegree * (height + 1)) + height - 1;
        return new SoundnessRound("out-of-domain point", logField - gap.LogListSize - Math.Log2(roots));
    }

    private static SoundnessRound Lookup(ProofParameters parameters, SoundnessStatement statement, double logField) =>
        new(
            "LogUp challenges",
            logField - Math.Log2(statement.InteractionRows) - Math.Log2(statement.TupleWidth + 2) + parameters.LookupGrindingBits);

    private static SoundnessRound Batching(ProofParameters parameters, SoundnessStatement statement, ProximityGap gap) =>
        new(
            "opening batching",
            gap.LineBits(statement.LogHeight + parameters.LogBlowup)
            - Math.Log2(Math.Max(1, statement.BatchedFunctions - 1))
            + parameters.BatchGrindingBits);

    // A round that also rolls in another codeword multiplies it by one more power of the challenge.
    private static SoundnessRound Fold(ProofParameters parameters, FriRound round, int index, ProximityGap gap)
    {
        int powers = (1 << round.LogArity) - (round.RollsIn ? 0 : 1);
        double bits = gap.LineBits(round.LogSizeAfter) - Math.Log2(powers) + parameters.FoldGrindingBits;
        return new SoundnessRound($"FRI fold {index + 1}", bits);
    }

    private static SoundnessRound Queries(ProofParameters parameters, ProximityGap gap) =>
        new("FRI queries", (-parameters.QueryCount * Math.Log2(1 - gap.Distance)) + parameters.QueryGrindingBits);
}
