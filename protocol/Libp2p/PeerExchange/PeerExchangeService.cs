using P2PProver.Libp2p.Connections;
using P2PProver.Libp2p.Hosting;
using P2PProver.Libp2p.Hosting.Penalties;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Persistence;
using P2PProver.Libp2p.Requests;

namespace P2PProver.Libp2p.PeerExchange;

/// <summary>
/// Passes signed peer records on, and asks for them. Only peers that this node itself was connected to are named, so that invented ones do not spread;
/// a record that its peer did not sign is held against who sent it.
/// </summary>
public sealed class PeerExchangeService
{
    private static readonly RequestProtocol Protocol = new(PeerExchangeMessage.ProtocolId)
    {
        RequestBytesMax = PeerExchangeMessage.RequestBytesMax,
        HeadBytesMax = PeerExchangeMessage.AnswerBytesMax,
        Burst = 4,
        RefillInterval = TimeSpan.FromSeconds(15),
        InboundPerPeerMax = 1,
        OutboundMax = 8,
    };

    private readonly Libp2pHost _host;
    private readonly PeerStore _store;
    private readonly RequestClient _client;
    private readonly Random _random;

    /// <summary>Peer exchange at a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="store">Where records come from and go to; it has to observe the host.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Chooses the records of an answer; used under a lock.</param>
    public PeerExchangeService(Libp2pHost host, PeerStore store, TimeProvider time, Random random)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _store = store;
        _random = random;
        _client = new RequestClient(host, Protocol, time);
        _ = new RequestServer(host, Protocol, AnswerAsync, time);
    }

    /// <summary>Asks a connected peer, and adds what it tells to the store; gives how many records were new, null if there was no proper answer.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<int?> AskAsync(PeerId peer, CancellationToken cancel)
    {
        RequestResult result = await _client.AskAsync(peer, PeerExchangeMessage.WriteRequest(PeerExchangeMessage.RecordsMax), cancel);
        if (!result.IsAnswered)
        {
            return null;
        }

        await using Response response = result.Response;
        bool isAnswer = PeerExchangeMessage.TryReadAnswer(response.Head.Span, out IReadOnlyList<byte[]> records);
        if (!isAnswer || !records.All(r => PeerRecord.TryOpen(r, out _)))
        {
            if (_host.Connections.FirstOrDefault(c => c.RemotePeer == peer) is Connection connection)
            {
                _host.Report(connection, Offence.BadMessage);
            }

            return null;
        }

        return records.Count(r => PeerRecord.TryOpen(r, out PeerRecord? record) && record.Peer != _host.Id && _store.Learn(r));
    }

    private ValueTask<Reply> AnswerAsync(Connection connection, ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        if (!PeerExchangeMessage.TryReadRequest(request.Span, out int count))
        {
            return ValueTask.FromResult(Reply.Refuse(RequestStatus.BadRequest));
        }

        StoredPeer[] known =
        [
            .. _store.All().Where(p => p.LastSeen is not null && !p.SignedRecord.IsEmpty && p.Peer != connection.RemotePeer && p.Peer != _host.Id && !_host.IsBanned(p.Peer)),
        ];
        lock (_random)
        {
            _random.Shuffle(known);
        }

        return ValueTask.FromResult(Reply.Ok(PeerExchangeMessage.WriteAnswer(known.Take(count).Select(p => p.SignedRecord))));
    }
}
