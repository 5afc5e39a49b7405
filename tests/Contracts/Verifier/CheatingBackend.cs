using P2PProver.Fields;
using P2PProver.Stark;

namespace P2PProver.Contracts.Tests.Verifier;

/// <summary>
/// A prover's backend that is honest but for the last codeword, so that the final polynomial does not belong to it: work, queries and
/// openings of the proof are right, and only the last check of a verifier can notice.
/// </summary>
internal sealed class CheatingBackend(CpuBackend backend) : IProverBackend
{
    public string Name => "cheating";

    public IDeviceMatrix Upload(FieldMatrix matrix) => backend.Upload(matrix);

    public FieldMatrix Download(IDeviceMatrix matrix)
    {
        FieldMatrix codeword = backend.Download(matrix);
        codeword[0, 0] += KoalaBear.One;
        return codeword;
    }

    public IDeviceMatrix Extend(IDeviceMatrix trace, int logBlowup) => backend.Extend(trace, logBlowup);

    public IDeviceTree Commit(HashId hash, IReadOnlyList<IDeviceMatrix> matrices, int capHeight) =>
        backend.Commit(hash, matrices, capHeight);

    public TreeOpening Open(IDeviceTree tree, ReadOnlySpan<int> indices) => backend.Open(tree, indices);

    public IDeviceMatrix Permutation(LookupRequest request, out Ext5 terminal) => backend.Permutation(request, out terminal);

    public IDeviceMatrix Quotient(QuotientRequest request) => backend.Quotient(request);

    public IDevicePoint Prepare(int logHeight, Ext5 zeta) => backend.Prepare(logHeight, zeta);

    public void Evaluate(IDeviceMatrix extended, IDevicePoint point, Span<Ext5> atZeta, Span<Ext5> atNext) =>
        backend.Evaluate(extended, point, atZeta, atNext);

    public IDeviceMatrix Combine(IDevicePoint point, IReadOnlyList<CombineTerm> terms, Ext5 batch, int logBlowup) =>
        backend.Combine(point, terms, batch, logBlowup);

    public IDeviceMatrix ArrangeGroups(IDeviceMatrix codeword, int logArity) => backend.ArrangeGroups(codeword, logArity);

    public IDeviceMatrix Fold(IDeviceMatrix codeword, int logArity, Ext5 challenge, IDeviceMatrix? rollIn) =>
        backend.Fold(codeword, logArity, challenge, rollIn);

    public void Dispose()
    {
        // The backend belongs to whoever made it.
    }
}
