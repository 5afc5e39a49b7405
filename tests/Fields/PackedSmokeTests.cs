namespace P2PProver.Fields.Tests;

public sealed class PackedSmokeTests
{
    [Fact]
    public void Operators_EverySupportedWidth_AgreeWithTheScalarField()
    {
        foreach (InstructionSet level in Enum.GetValues<InstructionSet>().Where(SimdLevel.IsSupported))
        {
            Kernel kernel = new(new Prng(1));
            SimdLevel.Run(level, ref kernel);
        }
    }

    private readonly struct Kernel(Prng prng) : IPackedKernel
    {
        public void Run<T>()
            where T : unmanaged, IPacked<T>
        {
            KoalaBear[] values = EdgeValues.WithRandom(prng, 64);
            for (int i = 0; i + T.Lanes <= values.Length; i++)
            {
                T a = T.Load(in System.Runtime.CompilerServices.Unsafe.As<KoalaBear, uint>(ref values[i]));
                T b = T.Load(in System.Runtime.CompilerServices.Unsafe.As<KoalaBear, uint>(ref values[values.Length - T.Lanes - i]));
                uint[] result = new uint[T.Lanes];
                T.Store((a * b) + a - b, ref result[0]);
                for (int lane = 0; lane < T.Lanes; lane++)
                {
                    KoalaBear x = values[i + lane];
                    KoalaBear y = values[values.Length - T.Lanes - i + lane];
                    KoalaBear.FromMontgomery(result[lane]).ShouldBe((x * y) + x - y);
                }
            }
        }
    }
}
