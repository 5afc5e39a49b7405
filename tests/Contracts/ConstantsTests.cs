using System.Globalization;
using P2PProver.Contracts.Tests.Constants;
using P2PProver.Contracts.Tests.Forge;
using P2PProver.Rollup;

namespace P2PProver.Contracts.Tests;

/// <summary>The table of the mesh's constants, and what is generated from it.</summary>
[Collection(ForgeShared.Name)]
public sealed class ConstantsTests : IDisposable
{
    private readonly MeshConstantsTable _table = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public void SolidityLimits_AsKept_AreThoseOfTheTable()
    {
        File.ReadAllText(MeshConstantsTable.SolidityPath).ShouldBe(_table.Solidity, "P2PPROVER_WRITE=1 writes it anew");
    }

    [Fact]
    public void ProtocolPage_AsKept_HasTheTable()
    {
        MeshConstantsTable.SectionOf(File.ReadAllText(MeshConstantsTable.PagePath)).ShouldBe(_table.Page, "P2PPROVER_WRITE=1 writes it anew");
    }

    [Fact]
    public void Limits_ThatTheRollupHasToo_AreTheSame()
    {
        BatchShape shape = BatchShape.Standard;
        _table.Limit("BLOCKS_PER_SHARD").ShouldBe(shape.BlocksPerShard);
        _table.Limit("SHARDS_MAX").ShouldBe(BatchShape.ShardCountMax);
        _table.Limit("DATA_BYTES_MAX").ShouldBe(BatchShape.DataBytesMax);
    }

    [Fact]
    public void Networks_EachOne_HasTheSameNamesAndDerivedTimes()
    {
        _table.Networks.ShouldBe(["local", "public"]);
        foreach (string network in _table.Networks)
        {
            _table.NamesOf(network).ShouldBe(_table.NamesOf("local"));
            long openTime = Number(network, "openTime");
            Number(network, "expiryTime").ShouldBe(_table.Limit("EXPIRY_OPEN_TIMES") * openTime);
            (Number(network, "claimDelay") % Number(network, "blockTime")).ShouldBe(0);
        }
    }

    private long Number(string network, string name) => long.Parse(_table.Network(network, name), CultureInfo.InvariantCulture);
}
