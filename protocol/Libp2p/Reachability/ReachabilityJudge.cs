using System.Net;
using System.Runtime.InteropServices;
using P2PProver.Libp2p.Addresses;

namespace P2PProver.Libp2p.Reachability;

/// <summary>
/// Judges reachability by what several observers found, without I/O. One neighbourhood has one voice, its latest. Not safe for several threads.
/// </summary>
internal sealed class ReachabilityJudge(ReachabilityOptions options, TimeProvider time)
{
    private readonly Dictionary<object, Observation> _observations = [];

    /// <summary>How many voices there are.</summary>
    public int Count => _observations.Count;

    /// <summary>The verdict now.</summary>
    public Reach Verdict
    {
        get
        {
            Observation[] valid = [.. _observations.Values.Where(o => time.GetElapsedTime(o.At) <= options.Validity)];
            int confirmations = valid.Count(o => o.GotThrough);
            return confirmations >= options.ConfirmationsMin ? Reach.Public
                : confirmations == 0 && valid.Length >= options.FailuresMin ? Reach.Private
                : Reach.Unknown;
        }
    }

    /// <summary>An observer tried.</summary>
    public void Add(IPEndPoint observer, bool gotThrough)
    {
        object voice = AddressScope.IsPublic(observer.Address) || !options.AllowPrivateAddresses ? AddressScope.GroupOf(observer.Address) : observer;
        if (_observations.Count >= options.ObservationsMax && !_observations.ContainsKey(voice))
        {
            _observations.Remove(_observations.MinBy(o => o.Value.At).Key);
        }

        _observations[voice] = new Observation(gotThrough, time.GetTimestamp());
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Observation(bool GotThrough, long At);
}
