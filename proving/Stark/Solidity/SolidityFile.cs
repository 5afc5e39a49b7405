namespace P2PProver.Stark.Solidity;

/// <summary>A generated source file.</summary>
/// <param name="Name">Its path, relative to the folder of the verifier.</param>
/// <param name="Text">Its text, with LF line ends.</param>
public sealed record SolidityFile(string Name, string Text);
