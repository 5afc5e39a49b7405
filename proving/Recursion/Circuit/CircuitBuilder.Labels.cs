namespace P2PProver.Recursion;

/// <content>Labels, which name failing checks.</content>
public sealed partial class CircuitBuilder
{
    private readonly List<string> _labels = ["circuit"];
    private int _label;

    private int CurrentLabel => _label;

    /// <summary>Everything stated until the result is disposed carries the label, inside the labels in force now.</summary>
    /// <param name="name">A short name, such as "query 3".</param>
    public IDisposable Label(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        int before = _label;
        _labels.Add(before == 0 ? name : $"{_labels[before]} / {name}");
        _label = _labels.Count - 1;
        return new LabelScope(this, before);
    }

    private sealed class LabelScope(CircuitBuilder builder, int before) : IDisposable
    {
        public void Dispose() => builder._label = before;
    }
}
