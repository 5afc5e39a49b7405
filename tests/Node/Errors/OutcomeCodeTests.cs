using P2PProver.Crypto.Keystores;
using P2PProver.Libp2p.Persistence;
using P2PProver.Node.Errors;
using P2PProver.Node.Keys;
using P2PProver.Node.Network;

namespace P2PProver.Node.Tests.Errors;

/// <summary>Every outcome that is not a success has a code.</summary>
public sealed class OutcomeCodeTests
{
    [Fact]
    public void KeystoreOutcomes_ThatFail_HaveACodeEach()
    {
        KeystoreOutcome[] failures = [.. Enum.GetValues<KeystoreOutcome>().Where(o => o != KeystoreOutcome.Success)];
        ErrorDefinition[] codes = [.. failures.Select(o => KeystoreFailures.DefinitionOf(o).ShouldNotBeNull(o.ToString()))];
        codes.ShouldBeUnique();
        codes.ShouldAllBe(c => c.ExitCode == ExitCode.Keys);
        KeystoreFailures.Of(KeystoreResult.Success, "a").ShouldBeNull();
        KeystoreFailures.Of(new KeystoreResult(KeystoreOutcome.Damaged, "why"), "a.json").ShouldNotBeNull().Message.ShouldContain("a.json");
    }

    [Fact]
    public void PeerStoreOutcomes_ThatFail_HaveACode()
    {
        foreach (PeerStoreOutcome outcome in Enum.GetValues<PeerStoreOutcome>())
        {
            (PeerStoreFailures.DefinitionOf(outcome) is null).ShouldBe(outcome is PeerStoreOutcome.Success or PeerStoreOutcome.Missing, outcome.ToString());
        }
    }
}
