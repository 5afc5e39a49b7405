using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace P2PProver.Contracts.Rpc;

/// <summary>What a call gave: a value or a failure. Values and failures convert to it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct RpcResult<T>
{
    private readonly T? _value;

    internal RpcResult(T? value, RpcFailure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>Why there is no value; null if there is one.</summary>
    public RpcFailure? Failure { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none; ask <see cref="IsSuccess"/> first.</exception>
    public T Value => IsSuccess ? _value! : throw new InvalidOperationException($"a failed call has no value: {Failure}");

    /// <summary>A success.</summary>
    public static implicit operator RpcResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator RpcResult<T>(RpcFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(default, failure);
    }

    /// <summary>The value, or the given one on failure.</summary>
    public T Or(T other) => IsSuccess ? _value! : other;

    /// <summary>A text for debugging.</summary>
    public override string ToString() => IsSuccess ? $"{_value}" : Failure.ToString();
}
