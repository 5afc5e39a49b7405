namespace P2PProver.Testnet.Scenarios.Files;

/// <summary>What is made of the runs of a cell.</summary>
public enum Statistic
{
    /// <summary>The median.</summary>
    Median,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The least value.</summary>
    Min,

    /// <summary>The greatest value.</summary>
    Max,

    /// <summary>The 95th percentile.</summary>
    P95,

    /// <summary>The sum over all seeds.</summary>
    Sum,

    /// <summary>The cell's mean in units of the first cell's, which ran with the same seeds.</summary>
    Ratio,

    /// <summary>How far the closed form of the plot of this metric lies outside the 99.9 % confidence interval of the mean; 0 within.</summary>
    Misfit,
}
