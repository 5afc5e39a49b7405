namespace P2PProver.Stark;

/// <summary>The side of a bus. The numeric values are part of a table's canonical encoding.</summary>
public enum BusDirection
{
    /// <summary>The tuple is added with its multiplicity.</summary>
    Send = 0,

    /// <summary>The tuple is taken away with its multiplicity.</summary>
    Receive = 1,
}
