namespace P2PProver.Hashing;

/// <summary>One transcript's test of witnesses; used by several threads at once.</summary>
internal interface IWitnessSearch
{
    /// <summary>Finds the smallest witness in first .. first + count - 1, all below p.</summary>
    bool TryFind(uint first, uint count, out uint witness);
}
