using System.Diagnostics.CodeAnalysis;
using P2PProver.Contracts.Chain;

namespace P2PProver.Contracts.Abi;

/// <summary>An event of a contract. Anonymous events are not supported: nothing here emits them.</summary>
public sealed class AbiEvent
{
    private readonly AbiParameter[] _indexed;
    private readonly AbiType _data;
    private readonly AbiType _all;

    internal AbiEvent(string name, IReadOnlyList<AbiParameter> inputs)
    {
        Name = name;
        _all = AbiType.Tuple(inputs);
        _indexed = [.. inputs.Where(static i => i.IsIndexed)];
        _data = AbiType.Tuple([.. inputs.Where(static i => !i.IsIndexed)]);
        Signature = name + _all.Name;
        Topic = Hash32.Of(System.Text.Encoding.UTF8.GetBytes(Signature));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Name and canonical argument types, of which the first topic is a hash.</summary>
    public string Signature { get; }

    /// <summary>The first topic of every such event.</summary>
    public Hash32 Topic { get; }

    /// <summary>The arguments, indexed or not, in the order of the declaration.</summary>
    public IReadOnlyList<AbiParameter> Inputs => _all.Fields;

    /// <summary>Reads a log. Indexed arguments of dynamic type come out as the hash that their topic is.</summary>
    public bool TryDecode(LogEntry log, [NotNullWhen(true)] out AbiFields? fields, out AbiFault fault)
    {
        ArgumentNullException.ThrowIfNull(log);
        fields = null;
        if (log.Topics.Count != _indexed.Length + 1 || log.Topics[0] != Topic)
        {
            fault = AbiFault.WrongSelector;
            return false;
        }

        if (!AbiDecoder.TryDecode(_data, log.Data.Span, out AbiValue? data, out fault))
        {
            return false;
        }

        AbiValue[] values = new AbiValue[_all.Fields.Count];
        int topic = 1;
        int rest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            AbiValue? value = _all.Fields[i].IsIndexed ? FromTopic(_all.Fields[i].Type, log.Topics[topic++], out fault) : data.Items[rest++];
            if (value is null)
            {
                return false;
            }

            values[i] = value;
        }

        fields = new AbiFields(_all, AbiValue.Of(values));
        return true;
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;

    private static AbiValue? FromTopic(AbiType type, Hash32 topic, out AbiFault fault)
    {
        fault = AbiFault.None;
        bool isHash = type.IsDynamic || type.Kind is AbiKind.Tuple or AbiKind.FixedArray;
        return isHash ? AbiValue.Of(topic) : AbiDecoder.TryDecode(type, topic.Value, out AbiValue? value, out fault) ? value : null;
    }
}
