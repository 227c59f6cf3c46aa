/** WebSocket messages: each type's as it should be, mutated in its parts, its frames and its bytes. */
import { message, OPCODE } from '@pug-network/conformance/wire';
import { encode } from './encode.js';
import { jsonOf } from './json.js';
import { mutateBytes } from './raw.js';

/** @typedef {import('../random.js').Random} Random */
/** @typedef {import('./encode.js').Frame} Frame */
/**
 * @typedef {object} Place what a connection knows of itself
 * @property {number} memberId 0 before joining
 * @property {string} roomId
 * @property {string} roomSecret
 */

const MAX_BYTES = 16_000;
const SIZES = [28, 29, 64, 91, 92, 93, 300, 4_096, MAX_BYTES - 5, MAX_BYTES - 4, 27, 0];
const GOOD_SIZES = [28, 64, 120, 121, 300, 2_000];
const CODES = [1_000, 1_001, 1_005, 1_006, 1_011, 3_000, 4_000, 4_400, 4_999, 0, 999, 5_000, 65_535];
const BAD_UTF8 = ['c0af', 'eda080', 'f4908080', 'ff', 'e282'].map((hex) => Buffer.from(hex, 'hex'));
const TAG = 'CxIZICcuNTxDSlFYX2ZtdA';

const frame = (/** @type {number} */ opcode, /** @type {Buffer | string} */ payload) => ({
  opcode,
  payload: Buffer.from(payload),
});
const joinOf = (/** @type {Place} */ { roomId, roomSecret }, /** @type {Random} */ random) => ({
  type: 'room:join',
  roomId: random.chance(0.7) ? roomId : 'CRAXHiUsMzpBSE9WXWRrcg',
  roomSecret: random.chance(0.7) ? roomSecret : 'AgkQFx4lLDM6QUhPVl1kaw',
  tag: TAG,
});

/** What does no harm, so that a connection lives on for the next input. */
function goodMessage(/** @type {Place} */ { memberId }, /** @type {Random} */ random) {
  if (memberId === 0 || random.chance(0.3)) return frame(OPCODE.binary, Buffer.from([0]));
  return frame(OPCODE.binary, message(memberId, Buffer.alloc(random.pick(GOOD_SIZES), random.below(256))));
}

/** @type {readonly ((place: Place, random: Random) => Frame)[]} */
const MESSAGES = [
  (place, random) => frame(OPCODE.text, jsonOf(joinOf(place, random), random)),
  (_, random) => frame(OPCODE.text, jsonOf({ type: 'room:purge' }, random)),
  (_, random) => frame(OPCODE.text, Buffer.concat([Buffer.from('{"x":"'), random.pick(BAD_UTF8)])),
  (_, random) => frame(OPCODE.text, ' '.repeat(random.pick([0, 1, 125, 126, 1_024, 1_025, MAX_BYTES + 1]))),
  () => frame(OPCODE.binary, Buffer.from([0])),
  ({ memberId }, random) => {
    const senderId = random.chance(0.85) ? memberId : random.below(2 ** 31);
    return frame(OPCODE.binary, message(senderId, Buffer.alloc(random.pick(SIZES), random.below(256))));
  },
  ...Array.from({ length: 5 }, () => goodMessage),
  (_, random) => frame(OPCODE.binary, random.bytes(random.below(50))),
  (_, random) => frame(OPCODE.ping, random.bytes(random.pick([0, 1, 9, 124, 125, 125, 126]))),
  (_, random) => frame(OPCODE.pong, random.bytes(random.pick([0, 1, 125, 126]))),
  (_, random) => {
    const payload = random.chance(0.2) ? random.bytes(random.below(126)) : codeBytes(random.pick(CODES));
    return frame(OPCODE.close, payload);
  },
];

/** @type {readonly ((frame: Frame, random: Random) => void)[]} */
const FRAME_MUTATIONS = [
  (one, random) => void (one.opcode = random.below(16)),
  (one, random) => void (one.reserved = random.below(8)),
  (one) => void (one.isMasked = false),
  (one) => void (one.isFinal = false),
  (one, random) => void (one.lengthBytes = random.pick([2, 8])),
  (one, random) => {
    const { length } = one.payload;
    one.length = random.pick([length + 1, Math.max(0, length - 1), 126, 65_536, 2 ** 31, 2 ** 53, 2 ** 63]);
  },
  (one, random) => void (one.payload = mutateBytes(one.payload, random)),
];

/**
 * The bytes of one to three messages, most of them wrong in one way.
 * @param {Place} place
 * @param {Random} random
 * @returns {Buffer}
 */
export function frameBytes(place, random) {
  const frames = Array.from({ length: 1 + random.below(2) }, () => random.pick(MESSAGES)(place, random));
  if (random.chance(0.25)) random.pick(FRAME_MUTATIONS)(random.pick(frames), random);
  const sent = random.chance(0.3) ? frames.flatMap((one) => fragmented(one, random)) : frames;
  const bytes = Buffer.concat(sent.map((one) => encode(one, random)));
  return random.chance(0.08) ? mutateBytes(bytes, random) : bytes;
}

/**
 * In pieces cut anywhere, now and then with a ping between, or too many, or without an end.
 * @param {Frame} whole
 * @param {Random} random
 * @returns {Frame[]}
 */
function fragmented(whole, random) {
  const count = random.chance(0.05) ? 150 : 1 + random.below(4);
  const size = Math.ceil(whole.payload.length / count);
  const pieces = Array.from({ length: count }, (_, index) => ({
    ...whole,
    opcode: index === 0 ? whole.opcode : OPCODE.continuation,
    isFinal: index === count - 1 && !random.chance(0.05),
    payload: whole.payload.subarray(index * size, (index + 1) * size),
  }));
  if (random.chance(0.3))
    pieces.splice(random.below(count), 0, { ...frame(OPCODE.ping, 'amid'), isFinal: true });
  return pieces;
}

/** @param {number} code */
function codeBytes(code) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(code);
  return bytes;
}
