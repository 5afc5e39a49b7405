// Several js-libp2p nodes with gossipsub that obey commands: one JSON object a line on stdin, answers the same way on stdout.
import './polyfill.mjs'
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { createLibp2p } from 'libp2p'
import { tcp } from '@libp2p/tcp'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify, identifyPush } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { gossipsub } from '@libp2p/gossipsub'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { multiaddr } from '@multiformats/multiaddr'

const say = (message) => process.stdout.write(JSON.stringify(message) + '\n')
const nodes = []
const heard = []
const waiting = new Set()

// The name that all peers of an unsigned topic must agree upon: the start of SHA-256(length of topic, topic, data).
function contentId ({ topic, data }) {
  const name = Buffer.from(topic)
  return createHash('sha256').update(Buffer.from([name.length])).update(name).update(data).digest().subarray(0, 20)
}

// Resolves when the condition holds; looked at whenever anything happens, never after a sleep.
const until = (condition) => new Promise((resolve) => {
  const look = () => { if (condition()) { waiting.delete(look); resolve() } }
  waiting.add(look)
  look()
})
const happened = () => { for (const look of [...waiting]) look() }

async function createNode ({ policy, options, scores }) {
  const node = await createLibp2p({
    privateKey: await generateKeyPair('Ed25519'),
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: { inboundConnectionThreshold: 10000, maxIncomingPendingConnections: 1000 },
    services: {
      identify: identify(),
      identifyPush: identifyPush(),
      ping: ping(),
      pubsub: gossipsub({
        globalSignaturePolicy: policy,
        ...(policy === 'StrictNoSign' ? { msgIdFn: contentId } : {}),
        allowPublishToZeroTopicPeers: true,
        heartbeatInterval: 300,
        // All peers of a test share one address.
        scoreParams: { IPColocationFactorWeight: 0, ...scores },
        ...options
      })
    }
  })
  const own = []
  nodes.push(node)
  heard.push(own)
  node.services.pubsub.addEventListener('gossipsub:message', ({ detail }) => {
    own.push({ text: Buffer.from(detail.msg.data).toString(), author: detail.msg.from?.toString() ?? null, sender: detail.propagationSource.toString() })
    happened()
  })
  for (const kind of ['gossipsub:heartbeat', 'gossipsub:graft', 'gossipsub:prune', 'subscription-change']) {
    node.services.pubsub.addEventListener(kind, happened)
  }
  node.addEventListener('peer:connect', happened)
  return { id: node.peerId.toString(), address: node.getMultiaddrs()[0].toString() }
}

const gossip = (index) => nodes[index].services.pubsub
const commands = {
  async start ({ count, ...rest }) {
    const started = []
    for (let i = 0; i < count; i++) started.push(await createNode(rest))
    return { nodes: started }
  },
  async dial ({ node, address }) { await nodes[node].dial(multiaddr(address)); return {} },
  async subscribe ({ node, topic }) { gossip(node).subscribe(topic); return {} },
  async unsubscribe ({ node, topic }) { gossip(node).unsubscribe(topic); return {} },
  async publish ({ node, topic, text }) {
    const { recipients } = await gossip(node).publish(topic, Buffer.from(text))
    return { recipients: recipients.length }
  },
  async awaitMessages ({ node, count }) { await until(() => heard[node].length >= count); return { messages: heard[node] } },
  async awaitMesh ({ node, topic, peer }) { await until(() => gossip(node).getMeshPeers(topic).includes(peer)); return {} },
  async awaitMeshSize ({ node, topic, size }) { await until(() => gossip(node).getMeshPeers(topic).length >= size); return {} },
  async awaitSubscriber ({ node, topic, peer }) { await until(() => gossip(node).getSubscribers(topic).some(p => p.toString() === peer)); return {} },
  async awaitConnection ({ node, peer }) { await until(() => nodes[node].getPeers().some(p => p.toString() === peer)); return {} },
  async score ({ node, peer }) { return { score: gossip(node).score.score(peer) } },
  async stop () { await Promise.all(nodes.map(n => n.stop())); return {} }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...rest } = JSON.parse(line)
  commands[command](rest).then(result => say({ id, result }), error => say({ id, error: `${error.name}: ${error.message}` }))
}
process.exit(0)
