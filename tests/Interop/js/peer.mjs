// A js-libp2p node that obeys commands: one JSON object a line on stdin, answers and events the same way on stdout.
import './polyfill.mjs'
import { createInterface } from 'node:readline'
import { createLibp2p } from 'libp2p'
import { tcp } from '@libp2p/tcp'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify, identifyPush } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { kadDHT, passthroughMapper } from '@libp2p/kad-dht'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'

const say = (message) => process.stdout.write(JSON.stringify(message) + '\n')
const chunk = new Uint8Array(64 * 1024).map((_, i) => i * 31)
let node

async function sendAll (stream, total) {
  for (let sent = 0; sent < total;) {
    const piece = chunk.subarray(0, Math.min(chunk.length, total - sent))
    if (!stream.send(piece)) await stream.onDrain()
    sent += piece.length
  }
  await stream.close()
}

async function readAll (stream) {
  let total = 0
  let same = true
  for await (const data of stream) {
    for (const byte of data.subarray()) same = same && byte === chunk[total++ % chunk.length]
  }
  return { total, same }
}

const commands = {
  async start ({ keyType, listen, earlyMuxer, kad }) {
    const privateKey = await generateKeyPair(keyType)
    const security = (components) => {
      const inner = noise()(components)
      if (earlyMuxer) return inner
      const late = (options) => ({ ...options, skipStreamMuxerNegotiation: true })
      const secureInbound = inner.secureInbound.bind(inner)
      const secureOutbound = inner.secureOutbound.bind(inner)
      inner.secureInbound = (connection, options) => secureInbound(connection, late(options))
      inner.secureOutbound = (connection, options) => secureOutbound(connection, late(options))
      return inner
    }
    node = await createLibp2p({
      privateKey,
      addresses: { listen: listen ? ['/ip4/127.0.0.1/tcp/0'] : [] },
      transports: [tcp()],
      connectionEncrypters: [security],
      streamMuxers: [yamux()],
      connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 100 },
      services: {
        identify: identify(),
        identifyPush: identifyPush(),
        ping: ping(),
        ...(kad ? { dht: kadDHT({ protocol: kad, clientMode: false, peerInfoMapper: passthroughMapper }) } : {})
      }
    })
    await node.handle('/echo', async (stream) => {
      try {
        for await (const data of stream) if (!stream.send(data)) await stream.onDrain()
        await stream.close()
      } catch (error) { stream.abort(error) }
    })
    await node.handle('/reset', (stream) => { stream.addEventListener('message', () => stream.abort(new Error('as asked'))) })
    node.addEventListener('peer:identify', ({ detail }) => say({
      event: 'identify', peer: detail.peerId.toString(), agent: detail.agentVersion, protocols: detail.protocols,
      addresses: detail.listenAddrs.map(String), signed: detail.signedPeerRecord != null
    }))
    node.addEventListener('peer:disconnect', ({ detail }) => say({ event: 'disconnect', peer: detail.toString() }))
    return { id: node.peerId.toString(), addresses: node.getMultiaddrs().map(String) }
  },
  async dial ({ address }) {
    const connection = await node.dial(multiaddr(address))
    return { peer: connection.remotePeer.toString(), muxer: connection.multiplexer, encryption: connection.encryption }
  },
  async ping ({ address }) { return { milliseconds: await node.services.ping.ping(multiaddr(address)) } },
  async echo ({ address, bytes }) {
    const stream = await node.dialProtocol(multiaddr(address), '/echo')
    const [read] = await Promise.all([readAll(stream), sendAll(stream, bytes)])
    return read
  },
  async resetOfOthers ({ address }) {
    const stream = await node.dialProtocol(multiaddr(address), '/reset')
    const ended = new Promise(resolve => stream.addEventListener('close', () => resolve(stream.status)))
    stream.send(new Uint8Array([1]))
    return { status: await ended }
  },
  async serve ({ protocol }) { await node.handle(protocol, (stream) => { stream.close() }); return {} },
  async peerProtocols ({ peer }) {
    const known = (await node.peerStore.all()).find(p => p.id.toString() === peer)
    return { protocols: known?.protocols ?? [] }
  },
  // Asks one peer, as a lookup does: whom does it know near a peer?
  async kadAsk ({ peer, wanted }) {
    const key = peerIdFromString(wanted).toMultihash().bytes
    for await (const event of node.services.dht.network.sendRequest(peerIdFromString(peer), { type: 'FIND_NODE', key, closer: [], providers: [] }, { path: { index: 0, queued: 0, running: 0, total: 0 } })) {
      if (event.name === 'PEER_RESPONSE') return { closer: event.closer.map(p => ({ id: p.id.toString(), addresses: p.multiaddrs.map(String) })) }
    }
    return { closer: null }
  },
  // A whole lookup through the network.
  async kadFind ({ wanted }) {
    for await (const event of node.services.dht.findPeer(peerIdFromString(wanted), { useCache: false })) {
      if (event.name === 'FINAL_PEER') return { id: event.peer.id.toString(), addresses: event.peer.multiaddrs.map(String) }
    }
    return { id: null }
  },
  async kadTable () { return { size: node.services.dht.routingTable.size } },
  async stop () { await node.stop(); return {} }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...rest } = JSON.parse(line)
  commands[command](rest).then(result => say({ id, result }), error => say({ id, error: `${error.name}: ${error.message}` }))
}
process.exit(0)
