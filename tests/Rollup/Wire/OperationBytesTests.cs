using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Wire;

public sealed class OperationBytesTests
{
    private static SignedOperation[] Operations => [.. new Ledger(3, 100).Transfer(0, 1, 5).Add(Operation.Deposit(Ledger.At(1), new Gwei(2))).Withdraw(2, 1).Operations];

    [Fact]
    public void Read_OfWrite_GivesTheOperations()
    {
        byte[] content = OperationBytes.Write(Operations);

        OperationBytes.TryRead(content, out IReadOnlyList<SignedOperation> read, out _, out _).ShouldBe(PackedFault.None);

        read.Select(signed => signed.Operation).ShouldBe(Operations.Select(signed => signed.Operation));
        OperationBytes.Write([.. read]).ShouldBe(content);
    }

    [Fact]
    public void Read_AnyMutation_IsRefusedOrTheOneFormOfWhatItGives()
    {
        byte[] content = OperationBytes.Write(Operations);
        for (ulong seed = 0; seed < 1000; seed++)
        {
            byte[] mutated = Mutation.Next(new Prng(seed), content);
            if (OperationBytes.TryRead(mutated, out IReadOnlyList<SignedOperation> read, out _, out _) == PackedFault.None)
            {
                OperationBytes.Write([.. read]).ShouldBe(mutated, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Read_MalformedSignature_SaysWhere()
    {
        byte[] content = OperationBytes.Write(Operations);
        content[22 + XmssSignature.Bytes - 1] |= 0x80;

        OperationBytes.TryRead(content, out _, out int position, out SignatureFault fault).ShouldBe(PackedFault.MalformedSignature);
        position.ShouldBe(0);
        fault.ShouldBe(SignatureFault.NonZeroTail);
        OperationBytes.TryRead([0], out _, out _, out _).ShouldBe(PackedFault.MisplacedPad);
        OperationBytes.TryRead(content.AsSpan(0, 100), out _, out _, out _).ShouldBe(PackedFault.Truncated);
    }

    [Fact]
    public void Write_WithoutSignature_IsRefused()
    {
        Should.Throw<ArgumentException>(() => OperationBytes.Write([Operations[0] with { Signature = null }]));
    }
}
