// @msgpack/msgpack obeying commands: one JSON object a line on stdin, answers the same way on stdout.
// Values cross as { "n": "decimal" }, { "b": "hex" }, { "s": "text" }, { "t": bool }, { "z": 0 } for nil, and arrays of them.
import { createInterface } from 'node:readline'
import { encode, decode } from '@msgpack/msgpack'

const options = { useBigInt64: true }
const hex = (bytes) => Buffer.from(bytes).toString('hex')

// With useBigInt64 the package writes bigints in 64-bit forms only; small ones must be numbers to get their shortest form.
const number = (text) => {
  const big = BigInt(text)
  return big >= -(2n ** 31n) && big < 2n ** 32n ? Number(big) : big
}

const fromLine = (value) => {
  if (Array.isArray(value)) return value.map(fromLine)
  if ('n' in value) return number(value.n)
  if ('b' in value) return Uint8Array.from(Buffer.from(value.b, 'hex'))
  if ('s' in value) return value.s
  if ('t' in value) return value.t
  return null
}

const toLine = (value) => {
  if (Array.isArray(value)) return value.map(toLine)
  if (typeof value === 'number' || typeof value === 'bigint') return { n: value.toString() }
  if (value instanceof Uint8Array) return { b: hex(value) }
  if (typeof value === 'string') return { s: value }
  if (typeof value === 'boolean') return { t: value }
  if (value === null) return { z: 0 }
  throw new Error(`a value of another type: ${value}`)
}

const commands = {
  encode: ({ values }) => ({ encodings: values.map((value) => hex(encode(fromLine(value), options))) }),
  decode: ({ encodings }) => ({ values: encodings.map((bytes) => toLine(decode(Buffer.from(bytes, 'hex'), options))) })
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...rest } = JSON.parse(line)
  try {
    process.stdout.write(JSON.stringify({ id, result: commands[command](rest) }) + '\n')
  } catch (error) {
    process.stdout.write(JSON.stringify({ id, error: String(error) }) + '\n')
  }
}
