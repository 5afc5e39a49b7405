using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace P2PProver.Testing;

/// <summary>Collects the runtime's events about calls that the JIT considered and did not inline.</summary>
internal sealed class JitInliningListener : EventListener
{
    private const EventKeywords JitTracing = (EventKeywords)0x1000;
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<Failure> _failures = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);

    public IEnumerable<Failure> Failures => _failures;

    /// <summary>Completes when all events up to now have arrived: events are in order, so it provokes one and awaits that.</summary>
    public async Task FlushAsync()
    {
        // A type that has never been used makes a method that has never been compiled.
        Type unique = typeof(int);
        int depth = Interlocked.Increment(ref Marker.Uses);
        for (int i = 0; i < depth; i++)
        {
            unique = typeof(Marker.Box<>).MakeGenericType(unique);
        }

        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[Marker.MethodName] = arrived;
        MethodInfo method = typeof(Marker).GetMethod(Marker.MethodName, BindingFlags.Static | BindingFlags.Public)!;
        method.MakeGenericMethod(unique).Invoke(null, null);
        await arrived.Task.WaitAsync(FlushTimeout);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (string.Equals(eventSource.Name, "Microsoft-Windows-DotNETRuntime", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Verbose, JitTracing);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Events may arrive from the base constructor on, before this object's fields are there.
        if (_failures is null || eventData.EventName?.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal) != true)
        {
            return;
        }

        string name = Field(eventData, "MethodBeingCompiledName");
        _failures.Enqueue(new(
            $"{Field(eventData, "MethodBeingCompiledNamespace")}.{name}",
            $"{Field(eventData, "InlineeNamespace")}.{Field(eventData, "InlineeName")}",
            Field(eventData, "FailReason")));
        if (_awaited.TryGetValue(name, out TaskCompletionSource? arrived))
        {
            arrived.TrySetResult();
        }
    }

    private static string Field(EventWrittenEventArgs eventData, string name)
    {
        int index = eventData.PayloadNames!.IndexOf(name);
        return index < 0 ? "" : eventData.Payload![index]?.ToString() ?? "";
    }

    /// <summary>A call that was not inlined.</summary>
    /// <param name="Method">The method being compiled, with its type and namespace.</param>
    /// <param name="Inlinee">The method it calls.</param>
    /// <param name="Reason">The JIT's words.</param>
    internal sealed record Failure(string Method, string Inlinee, string Reason);

    private static class Marker
    {
        public const string MethodName = nameof(CallsWhatIsNotInlined);

        public static int Uses;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static int CallsWhatIsNotInlined<T>()
        {
            return IsNotInlined<T>() + 1;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static int IsNotInlined<T>()
        {
            return Unsafe.SizeOf<T>();
        }

        public readonly struct Box<T>(T value)
        {
            public T Value { get; } = value;
        }
    }
}
