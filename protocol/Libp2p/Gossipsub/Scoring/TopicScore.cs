namespace P2PProver.Libp2p.Gossipsub.Scoring;

/// <summary>What one peer did in one topic.</summary>
internal sealed class TopicScore(TopicScoreOptions options)
{
    private TimeSpan _graftedAt;
    private double _timeInMesh;
    private double _firstDeliveries;
    private double _meshDeliveries;
    private double _meshFailures;
    private double _invalidMessages;
    private bool _isActive;

    public bool InMesh { get; private set; }

    /// <summary>Whether later copies count, so that somebody has to remember who sent a message.</summary>
    public bool CountsCopies => options.MeshDeliveriesWeight != 0 || options.MeshFailureWeight != 0;

    public bool IsClean => _meshFailures == 0 && _invalidMessages == 0;

    public TimeSpan Window => options.MeshDeliveriesWindow;

    public void Graft(TimeSpan now)
    {
        InMesh = true;
        _graftedAt = now;
        _timeInMesh = 0;
        _isActive = false;
    }

    public void Prune()
    {
        if (InMesh && _isActive && Deficit is double deficit and > 0)
        {
            _meshFailures += deficit * deficit;
        }

        InMesh = false;
        _isActive = false;
    }

    public void OnFirstDelivery()
    {
        _firstDeliveries = Math.Min(_firstDeliveries + 1, options.FirstDeliveriesCap);
        OnMeshDelivery();
    }

    public void OnMeshDelivery()
    {
        if (InMesh)
        {
            _meshDeliveries = Math.Min(_meshDeliveries + 1, options.MeshDeliveriesCap);
        }
    }

    public void OnInvalidMessage() => _invalidMessages++;

    /// <summary>First deliveries do not outlive a connection, so that nobody earns by coming and going.</summary>
    public void OnDisconnected()
    {
        _firstDeliveries = 0;
        Prune();
    }

    public void Refresh(TimeSpan now)
    {
        if (InMesh)
        {
            _timeInMesh = (now - _graftedAt) / options.TimeInMeshQuantum;
            _isActive |= now - _graftedAt > options.MeshDeliveriesActivation;
        }
    }

    public void Decay(double toZero)
    {
        _firstDeliveries = Decayed(_firstDeliveries, options.FirstDeliveriesDecay, toZero);
        _meshDeliveries = Decayed(_meshDeliveries, options.MeshDeliveriesDecay, toZero);
        _meshFailures = Decayed(_meshFailures, options.MeshFailureDecay, toZero);
        _invalidMessages = Decayed(_invalidMessages, options.InvalidMessagesDecay, toZero);
    }

    /// <summary>The sum of P1 to P4, weighted.</summary>
    public double Value()
    {
        double sum = InMesh ? Math.Min(_timeInMesh, options.TimeInMeshCap) * options.TimeInMeshWeight : 0;
        sum += _firstDeliveries * options.FirstDeliveriesWeight;
        if (InMesh && _isActive && Deficit is double deficit and > 0)
        {
            sum += deficit * deficit * options.MeshDeliveriesWeight;
        }

        sum += _meshFailures * options.MeshFailureWeight;
        sum += _invalidMessages * _invalidMessages * options.InvalidMessagesWeight;
        return sum * options.TopicWeight;
    }

    internal static double Decayed(double value, double decay, double toZero) => value * decay < toZero ? 0 : value * decay;

    private double Deficit => options.MeshDeliveriesThreshold - _meshDeliveries;
}
