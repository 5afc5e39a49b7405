using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>
/// The out-of-domain point prepared for tables of one height: the inverses of zeta - x over the coset of the trace's size, which both
/// evaluation at zeta and division by it need. Disposing frees it.
/// </summary>
public interface IDevicePoint : IDisposable
{
    /// <summary>log2 of the height of the tables it serves.</summary>
    int LogHeight { get; }

    /// <summary>The point.</summary>
    Ext5 Zeta { get; }
}
