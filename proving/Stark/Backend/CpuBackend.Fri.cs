using P2PProver.Fields;

namespace P2PProver.Stark;

/// <content>Folding of codewords.</content>
public sealed partial class CpuBackend
{
    /// <inheritdoc/>
    public IDeviceMatrix ArrangeGroups(IDeviceMatrix codeword, int logArity) =>
        new CpuMatrix(FriFolding.ArrangeGroups(CpuMatrix.Unwrap(codeword), logArity, _threads));

    /// <inheritdoc/>
    public IDeviceMatrix Fold(IDeviceMatrix codeword, int logArity, Ext5 challenge, IDeviceMatrix? rollIn)
    {
        FieldMatrix values = CpuMatrix.Unwrap(codeword);
        FieldMatrix folded = FieldMatrix.Rent(values.Height >> logArity, Ext5.Degree);
        FriFolding.FoldVector(values, logArity, challenge, rollIn is null ? null : CpuMatrix.Unwrap(rollIn), folded, _threads);
        return new CpuMatrix(folded);
    }
}
