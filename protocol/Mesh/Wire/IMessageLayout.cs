namespace P2PProver.Mesh.Wire;

/// <summary>What the document says about a layout.</summary>
internal interface IMessageLayout
{
    /// <summary>The second element of its array.</summary>
    MessageKind Kind { get; }

    /// <summary>The first element of its array.</summary>
    int Version { get; }

    /// <summary>The most bytes that one has.</summary>
    int BytesMax { get; }

    /// <summary>How it travels, in words.</summary>
    string Carrier { get; }

    /// <summary>Name, form and meaning of the fields behind version and kind.</summary>
    IEnumerable<(string Name, string Form, string Meaning)> Rows { get; }
}
