using System.Runtime.InteropServices;
using P2PProver.Node.Errors;

namespace P2PProver.Node.Cli;

/// <summary>Turns Ctrl-C and SIGTERM into cancellation. The second signal ends the process at once.</summary>
public sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Action<ExitCode> _exitNow;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    /// <summary>Prepares without listening; <paramref name="exitNow"/> ends the process and does not return in production.</summary>
    public Interrupts(Action<ExitCode> exitNow)
    {
        _exitNow = exitNow;
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Begins to listen to the signals of this process.</summary>
    public static Interrupts Listen()
    {
        Interrupts interrupts = new(code => Environment.Exit((int)code));
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            interrupts._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                interrupts.Signal();
            }));
        }

        return interrupts;
    }

    /// <summary>Takes one signal.</summary>
    public void Signal()
    {
        if (Interlocked.Increment(ref _signals) == 1)
        {
            _cancellation.Cancel();
        }
        else
        {
            _exitNow(ExitCode.Interrupted);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _cancellation.Dispose();
    }
}
