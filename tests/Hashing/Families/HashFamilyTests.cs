namespace P2PProver.Hashing.Tests;

/// <summary>The laws on one family.</summary>
public abstract class HashFamilyTests<TFamily>
    where TFamily : struct, IHashFamily<TFamily>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void HashRows_RandomMatrices_AgreesWithHashRow(ulong seed)
    {
        HashLaws<TFamily>.HashRowsAgreesWithHashRow(seed);
    }

    [Fact]
    public void CompressPairs_EveryCount_AgreesWithCompress()
    {
        HashLaws<TFamily>.CompressPairsAgreesWithCompress(3);
    }

    [Fact]
    public void HashRow_EveryWidth_PadsWithZerosAndReadsEveryElement()
    {
        HashLaws<TFamily>.HashRowPadsWithZeros(4);
    }

    [Fact]
    public void Compress_OtherChildren_GivesAnotherParent()
    {
        HashLaws<TFamily>.CompressDistinguishesChildren(5);
    }

    [Fact]
    public void Digest_Serialised_RoundTrips()
    {
        HashLaws<TFamily>.DigestsRoundTrip(6);
    }
}
