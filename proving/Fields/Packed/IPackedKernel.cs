namespace P2PProver.Fields;

/// <summary>A computation that is written once for every packed width. Arguments and results are fields of the implementing struct.</summary>
public interface IPackedKernel
{
    void Run<T>()
        where T : unmanaged, IPacked<T>;
}
