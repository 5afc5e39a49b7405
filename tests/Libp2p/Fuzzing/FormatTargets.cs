using System.Buffers;
using System.Text;
using P2PProver.Crypto;
using P2PProver.Crypto.Keystores;
using P2PProver.Libp2p.Addresses;
using P2PProver.Libp2p.Formats;
using P2PProver.Libp2p.Identities;
using P2PProver.Libp2p.Persistence;
using P2PProver.Libp2p.Tests.Persistence;
using P2PProver.Testing;

namespace P2PProver.Libp2p.Tests.Fuzzing;

/// <summary>Decoders of values: numbers, addresses, names, keys, records, files.</summary>
internal static class FormatTargets
{
    private static readonly string[] Addresses =
    [
        "/ip4/192.0.2.1/tcp/4001", "/ip6/2001:db8::1/udp/4001/quic-v1", "/dns4/example.org/tcp/443/tls/sni/example.org/ws",
        "/ip4/192.0.2.1/tcp/1/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA/p2p-circuit", "/dnsaddr/bootstrap.example.org",
        "/ip6zone/eth0/ip6/fe80::1/tcp/1", "/memory/test", "/ip4/10.0.0.0/ipcidr/8",
    ];

    public static IEnumerable<FuzzTarget> All()
    {
        PeerIdentity[] identities = [PeerIdentity.Generate(), new PeerIdentity(Secp256k1PrivateKey.Generate())];
        PeerId[] peers = [.. identities.Select(i => i.Id), PeerId.OfEncodedKey(new byte[100])];
        return [.. Text(peers), .. Bytes(peers), .. Keys(identities), .. Files(identities)];
    }

    private static IEnumerable<FuzzTarget> Text(PeerId[] peers)
    {
        yield return new("multiaddr-text", [.. Addresses.Select(Encoding.UTF8.GetBytes)],
            b => Multiaddr.TryParse(Encoding.Latin1.GetString(b), out Multiaddr? read) ? Encoding.Latin1.GetBytes(read.ToString()) : null, IsCanonical: false);
        yield return new("peer-id-text", [.. peers.Select(p => Encoding.UTF8.GetBytes(p.ToString())), .. peers.Select(p => Encoding.UTF8.GetBytes(p.ToCid()))],
            b => PeerId.TryParse(Encoding.Latin1.GetString(b), out PeerId? read) ? Encoding.Latin1.GetBytes(read.ToString()) : null, IsCanonical: false);
        yield return new("multibase", [.. new[] { Multibase.EncodeBase32([1, 2, 3]), Multibase.EncodeBase58([0, 0, 9]), Multibase.EncodeBase64Url([7, 7]) }.Select(Encoding.UTF8.GetBytes)],
            b => Multibase.TryDecode(Encoding.Latin1.GetString(b), out byte[] read) ? Encoding.Latin1.GetBytes(Multibase.EncodeBase32(read)) : null, IsCanonical: false);
        yield return new("base58", [Encoding.UTF8.GetBytes(Base58.Encode([0, 0, 1, 2, 3])), Encoding.UTF8.GetBytes(peers[0].ToString())],
            b => Base58.TryDecode(Encoding.Latin1.GetString(b), out byte[] read) ? Encoding.Latin1.GetBytes(Base58.Encode(read)) : null, IsCanonical: true);
        yield return new("cid-text", [.. peers.Select(p => Encoding.UTF8.GetBytes(p.ToCid()))],
            b => Cid.TryParse(Encoding.Latin1.GetString(b), out Cid? read) ? Encoding.Latin1.GetBytes(read.ToString()) : null, IsCanonical: false);
    }

    private static IEnumerable<FuzzTarget> Bytes(PeerId[] peers)
    {
        yield return new("varint", [[0], [0x7f], [0x80, 0x01], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]], ReadVarint, IsCanonical: true);
        yield return new("multihash", [.. peers.Select(p => p.Bytes.ToArray())], b => Multihash.TryRead(b, out Multihash? read) ? read.Bytes.ToArray() : null, IsCanonical: true);
        yield return new("cid", [.. peers.Select(p => new Cid(Cid.Libp2pKey, Multihash.OfSha256(p.Bytes)).ToArray())],
            b => Cid.TryRead(b, out Cid? read) ? read.ToArray() : null, IsCanonical: true);
        yield return new("peer-id", [.. peers.Select(p => p.Bytes.ToArray())], b => PeerId.TryRead(b, out PeerId? read) ? read.Bytes.ToArray() : null, IsCanonical: true);
        yield return new("multiaddr", [.. Addresses.Select(a => Multiaddr.Parse(a).Bytes.ToArray())],
            b => Multiaddr.TryRead(b, out Multiaddr? read) ? Multiaddr.Parse(read.ToString()).Bytes.ToArray() : null, IsCanonical: true);
        yield return new("protobuf", [new ProtoWriter().Number(1, 300).Bytes(2, [1, 2]).Message(3, new ProtoWriter().Text(1, "a")).ToArray()], WalkProto, IsCanonical: false);
    }

    private static IEnumerable<FuzzTarget> Keys(PeerIdentity[] identities)
    {
        yield return new("public-key", [.. identities.Select(i => i.PublicKey.Encoding.ToArray())],
            b => PeerPublicKey.TryRead(b, out PeerPublicKey? read) ? read.Encoding.ToArray() : null, IsCanonical: true);
        byte[] seed = new TestRandom(1).Bytes(32);
        Ed25519PrivateKey.TryRead(seed, out Ed25519PrivateKey? key).ShouldBeTrue();
        byte[] privateKey = new ProtoWriter().Number(1, 1).Bytes(2, [.. seed, .. key.PublicKey.Encoding]).ToArray();
        yield return new("private-key", [privateKey], b =>
        {
            bool isRead = PeerIdentity.TryRead(b, out PeerIdentity? read);
            read?.Dispose();
            return isRead ? b : null;
        }, IsCanonical: true);
        yield return new("envelope", [.. identities.Select(i => SignedEnvelope.Seal(i, "domain", [3], [1, 2, 3]).Encoding.ToArray())],
            b => SignedEnvelope.TryOpen(b, "domain", [3], out SignedEnvelope? read) ? read.Encoding.ToArray() : null, IsCanonical: true);
        yield return new("peer-record", [.. identities.Select(i => PeerRecord.Seal(i, 5, [Multiaddr.Parse(Addresses[0])]).Encoding.ToArray())],
            b => PeerRecord.TryOpen(b, out PeerRecord? read) && read.Addresses.Count <= PeerRecord.AddressesMax ? b : null, IsCanonical: true);
    }

    private static IEnumerable<FuzzTarget> Files(PeerIdentity[] identities)
    {
        Ed25519PrivateKey.TryRead(new TestRandom(2).Bytes(32), out Ed25519PrivateKey? key).ShouldBeTrue();
        using StoredKey stored = StoredKey.Of(key);
        Password.TryCreate("a password for tests", out Password? password).ShouldBeTrue();
        byte[] container = Keystore.Seal(stored, password, KdfProfile.Light);
        yield return new("keystore", [container], b => Keystore.Inspect(b, out KeystoreHeader? header).IsSuccess && header is not null ? b : null, IsCanonical: true);
        yield return new("peer-store", [PeerStoreCodec.Write([PeerSamples.Create(1), PeerSamples.Create(2)]), PeerStoreCodec.Write([])],
            b => PeerStoreCodec.TryRead(b, out IReadOnlyList<StoredPeer> read) == PeerStoreOutcome.Success ? PeerStoreCodec.Write(read) : null, IsCanonical: false)
        {
            // The digest would refuse nearly everything; it is made right, so that what stands behind it is reached.
            Repair = b => b.Length < 49 ? b : [.. b[..^32], .. System.Security.Cryptography.SHA256.HashData(b.AsSpan(0, b.Length - 32))],
        };
        identities.ShouldNotBeEmpty();
    }

    private static byte[]? ReadVarint(byte[] bytes)
    {
        if (Varint.TryRead(bytes, out ulong value, out int length) != ReadStatus.Done || length != bytes.Length)
        {
            return null;
        }

        ArrayBufferWriter<byte> output = new();
        Varint.Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    private static byte[]? WalkProto(byte[] bytes)
    {
        ProtoReader reader = new(bytes);
        ProtoWriter writer = new();
        while (reader.Next())
        {
            switch (reader.WireType)
            {
                case ProtoWireType.Varint:
                    writer.Number(reader.Field, reader.Number);
                    break;
                case ProtoWireType.Bytes:
                    writer.Bytes(reader.Field, reader.Bytes);
                    break;
            }
        }

        return reader.Malformed ? null : writer.ToArray();
    }
}
