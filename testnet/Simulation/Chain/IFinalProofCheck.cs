using P2PProver.Crypto;

namespace P2PProver.Testnet.Simulation.Chain;

/// <summary>The contract's verifier: whether a proof proves exactly the statement that the contract builds itself.</summary>
public interface IFinalProofCheck
{
    /// <summary>Verifies a proof against a batch, the payees of its positions and the submitter.</summary>
    bool Verify(object proof, BatchRecord batch, IReadOnlyList<Address> payees, Address submitter);
}
