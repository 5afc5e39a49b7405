namespace P2PProver.Stark.Solidity;

/// <summary>Where the inputs of the generated code stand in its calldata: selector, offset and length of an array come before them.</summary>
internal static class FoldCalldata
{
    /// <summary>The address of input 0.</summary>
    public const int Start = 4 + (2 * WordBytes);

    private const int WordBytes = 32;

    public static int Address(int input) => Start + (WordBytes * input);
}
