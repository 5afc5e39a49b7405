using P2PProver.Hashing;

namespace P2PProver.Rollup;

/// <summary>A signature to verify among others, and what was found.</summary>
/// <param name="key">The key that is said to have signed.</param>
/// <param name="slot">The slot.</param>
/// <param name="message">The message's digest.</param>
/// <param name="signature">The signature.</param>
public sealed class SignatureClaim(PublicKey key, Slot slot, Digest8 message, XmssSignature signature)
{
    public PublicKey Key => key;

    public Slot Slot => slot;

    public Digest8 Message => message;

    public XmssSignature Signature => signature;

    /// <summary>The digits that the message and the signature's randomness give.</summary>
    public byte[] Digits { get; } = new byte[Xmss.ChainCount];

    /// <summary>What was found; anything but valid until the claim was verified.</summary>
    public SignatureVerdict Verdict { get; internal set; } = SignatureVerdict.WrongRoot;
}
