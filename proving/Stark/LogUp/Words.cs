using P2PProver.Fields;

namespace P2PProver.Stark;

/// <summary>Montgomery words of extension elements in native memory.</summary>
internal static unsafe class Words
{
    /// <summary>Writes the five words of an element.</summary>
    internal static void Write(Ext5 value, uint* destination)
    {
        // SAFETY: the caller provides room for five words.
        for (int i = 0; i < Ext5.Degree; i++)
        {
            destination[i] = value[i].Montgomery;
        }
    }
}
