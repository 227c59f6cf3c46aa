/** Mutations that know nothing of what they mutate. */

/** @typedef {import('../random.js').Random} Random */
/** @typedef {(bytes: Buffer, random: Random) => Buffer} Mutation */

const ODD_BYTES = [0x00, 0x01, 0x0a, 0x0d, 0x20, 0x22, 0x3a, 0x7b, 0x7f, 0x80, 0xc0, 0xed, 0xfe, 0xff];

/** @type {readonly Mutation[]} */
const MUTATIONS = [
  function flipBit(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return copy;
  },
  function setByte(bytes, random) {
    const copy = Buffer.from(bytes);
    copy[random.below(copy.length)] = random.pick(ODD_BYTES);
    return copy;
  },
  function remove(bytes, random) {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(4))]);
  },
  function insert(bytes, random) {
    const at = random.below(bytes.length + 1);
    const inserted = random.bytes(1 + random.below(4));
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  function repeat(bytes, random) {
    const at = random.below(bytes.length);
    const end = at + 1 + random.below(32);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length));
  },
];

/**
 * @param {Buffer} bytes
 * @param {Random} random
 */
export function mutateBytes(bytes, random) {
  if (bytes.length === 0) return random.bytes(1 + random.below(8));
  return random.pick(MUTATIONS)(bytes, random);
}

/**
 * The same bytes in one to four pieces, as a sender's TCP may cut them.
 * @param {Buffer} bytes
 * @param {Random} random
 */
export function split(bytes, random) {
  const cuts = Array.from({ length: random.chance(0.7) ? 0 : 1 + random.below(3) }, () =>
    random.below(bytes.length + 1),
  ).sort((a, b) => a - b);
  return [0, ...cuts].map((start, index) => bytes.subarray(start, cuts[index]));
}
