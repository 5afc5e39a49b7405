using System.Diagnostics.CodeAnalysis;
using P2PProver.Libp2p.Gossipsub.Routing;

namespace P2PProver.Libp2p.Gossipsub;

/// <content>Signatures and validators, a bounded number at a time; the router bounds how many wait.</content>
public sealed partial class GossipService
{
    private async Task ValidateAsync(GossipCommand.Validate work)
    {
        // Without the token: a wait with one may resume where a simulation's clock does not see it.
        await _validators.WaitAsync();
        try
        {
            // The peer that sent this goes on being read meanwhile.
            await Task.Yield();
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            if (work.CheckSignature)
            {
                bool isRight = GossipSigning.Verify(work.Message);
                if (!Do((router, now) => router.Authenticate(work.Token, isRight, now)))
                {
                    return;
                }
            }

            GossipVerdict verdict = await JudgeAsync(work);
            Do((router, now) => router.Complete(work.Token, verdict, now));
        }
        finally
        {
            _validators.Release();
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "a validator's mistake costs its message, not the node")]
    private async ValueTask<GossipVerdict> JudgeAsync(GossipCommand.Validate work)
    {
        GossipSubscription? subscription;
        lock (_lock)
        {
            subscription = _subscriptions.GetValueOrDefault(work.Message.Topic);
        }

        if (subscription?.Options.Validator is not { } validator)
        {
            return GossipVerdict.Ignore;
        }

        try
        {
            return await validator(work.Message, work.Sender, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return GossipVerdict.Ignore;
        }
        catch (Exception failed)
        {
            ValidatorFailed?.Invoke(work.Message.Topic, failed);
            return GossipVerdict.Ignore;
        }
    }
}
