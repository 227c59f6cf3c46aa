/** Plays a case against a relay and says what came of it, in the words of case.js. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import { encodeFrame, Inbox, joinMessage, KEEP_ALIVE, OPCODE } from '@pug-network/conformance/wire';
import { binary, closing, payloadOf, ping, text } from './frames.js';
import { openRaw } from './raw.js';
import { isEnd, word } from './words.js';

/** @typedef {import('./case.js').Case} Case */
/** @typedef {import('./case.js').Parts} Parts */
/** @typedef {import('@pug-network/conformance/wire').Target} Target */
/** @typedef {import('@pug-network/conformance/wire').Room} Room whose creator is there already */
/**
 * @typedef {object} Stage a connection with a case on it
 * @property {import('./raw.js').Raw} raw
 * @property {Inbox<import('./raw.js').Item>} inbox
 * @property {number} memberId
 * @property {{ echo: Buffer[], pong: Buffer[] }} awaited what is to come back
 * @property {string[]} words the outcome so far
 */

/** Nothing can be awaited within a frame: an engine that fails fast has done so by then. */
const WITHIN_FRAME_MS = 100;
const PROBE = Buffer.from('probe');

/**
 * @param {Case} kase
 * @param {Target} target
 * @param {Room} room
 * @returns {Promise<string>} the outcome
 */
export async function play(kase, target, room) {
  /** @type {Inbox<import('./raw.js').Item>} */
  const inbox = new Inbox();
  const raw = await openRaw(target, (item) => inbox.push(item));
  /** @type {Stage} */
  const stage = { raw, inbox, memberId: 0, awaited: { echo: [], pong: [] }, words: [] };
  try {
    if (!kase.isFresh) await enter(stage, room);
    if (kase.times !== undefined) await sendOften(stage, kase, kase.times);
    else await sendOnce(stage, kase);
    await finish(stage, kase);
    return stage.words.join(' ');
  } finally {
    raw.cut();
  }
}

/**
 * @param {Stage} stage
 * @param {Room} room
 */
async function enter(stage, room) {
  stage.raw.write(encode(stage, text(JSON.stringify(joinMessage(room)))));
  const { bytes } = await stage.inbox.next('room:joined');
  stage.memberId = JSON.parse(bytes.toString()).memberId;
  if (stage.memberId === undefined) throw new Error(`not joined: ${bytes}`);
}

/**
 * @param {Stage} stage
 * @param {Case} kase
 */
async function sendOnce(stage, { send, chop = 'once', pauseAt }) {
  if (pauseAt !== undefined) return sendInTwo(stage, /** @type {Parts} */ (send[0]), pauseAt);
  /** @type {Buffer[]} */
  let frames = [];
  for (const step of send) {
    if (typeof step !== 'string') {
      frames.push(expectAnswer(stage, step));
      continue;
    }
    await write(stage, frames, chop);
    frames = [];
    await probe(stage, step === 'probe');
  }
  await write(stage, frames, chop);
}

/**
 * The same again and again; all answers are alike, and stand for one in the outcome.
 * @param {Stage} stage
 * @param {Case} kase
 * @param {number} times
 */
async function sendOften(stage, { send }, times) {
  /** @type {Set<string>} */
  const seen = new Set();
  for (let round = 0; round < times; round++) {
    stage.raw.write(Buffer.concat(send.map((step) => expectAnswer(stage, /** @type {Parts} */ (step)))));
    seen.add(await word(stage));
  }
  stage.words.push(...seen);
}

/**
 * @param {Stage} stage
 * @param {Parts} frame
 * @param {number} pauseAt
 */
async function sendInTwo(stage, frame, pauseAt) {
  const bytes = encode(stage, frame);
  const start = bytes.length - payloadOf(frame, stage.memberId).length;
  stage.raw.write(bytes.subarray(0, start + pauseAt));
  await setTimeout(WITHIN_FRAME_MS);
  if (stage.raw.socket.readyState === 'open') stage.words.push('late');
  stage.raw.write(bytes.subarray(start + pauseAt));
}

/**
 * Waits until the relay has read everything, or has ended.
 * @param {Stage} stage
 * @param {boolean} isTold
 */
async function probe(stage, isTold) {
  stage.raw.write(encode(stage, ping(PROBE)));
  stage.awaited.pong.push(PROBE);
  const wanted = stage.awaited.pong.length;
  const words = [];
  while (words.filter((one) => one === 'pong').length < wanted) {
    const next = await word(stage);
    words.push(next);
    if (isEnd(next)) break;
  }
  if (words.at(-1) === 'pong') words.splice(-1, 1, ...(isTold ? ['late'] : []));
  stage.words.push(...words);
}

/**
 * Sees whether the connection is open still, and closes it; what the client closes itself only has to be answered.
 * @param {Stage} stage
 * @param {Case} kase
 */
async function finish(stage, { send }) {
  const closesItself = send.some((step) => typeof step !== 'string' && step.opcode === OPCODE.close);
  if (!closesItself) stage.raw.write(encode(stage, binary(KEEP_ALIVE)));
  for (let last = stage.words.at(-1) ?? ''; !isEnd(last);) {
    last = await word(stage);
    stage.words.push(last);
    if (last === 'alive') stage.raw.write(encode(stage, closing(1_000)));
  }
  if (stage.words.at(-1)?.startsWith('close')) await expectEnd(stage);
}

/**
 * Behind its Close frame a relay sends nothing, and then ends the TCP connection.
 * @param {Stage} stage
 */
async function expectEnd(stage) {
  stage.raw.write(encode(stage, closing(1_000)));
  const next = await word(stage);
  if (next !== 'end') stage.words.push(next);
}

/**
 * @param {Stage} stage
 * @param {readonly Buffer[]} frames
 * @param {import('./case.js').Chop} chop
 */
async function write({ raw }, frames, chop) {
  const whole = Buffer.concat(frames);
  const pieces = chop === 'once' ? [whole] : chop === 'frames' ? frames : slices(whole, chop);
  for (const piece of pieces) {
    raw.write(piece);
    if (pieces.length > 1) await setImmediate();
  }
}

/**
 * @param {Buffer} bytes
 * @param {number} size
 */
const slices = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/**
 * Encodes a frame, and notes what comes back if it is sound: a ping's payload, a binary message.
 * @param {Stage} stage
 * @param {Parts} frame
 */
function expectAnswer(stage, frame) {
  const payload = payloadOf(frame, stage.memberId);
  if (frame.opcode === OPCODE.ping) stage.awaited.pong.push(payload);
  if (frame.opcode === OPCODE.binary) stage.awaited.echo.push(payload);
  else if (frame.opcode === OPCODE.continuation) stage.awaited.echo.push(joined(stage.awaited.echo, payload));
  return encode(stage, frame);
}

const joined = (/** @type {Buffer[]} */ begun, /** @type {Buffer} */ rest) =>
  Buffer.concat([begun.pop() ?? rest.subarray(0, 0), rest]);

/**
 * @param {Stage} stage
 * @param {Parts} frame
 */
const encode = ({ memberId }, frame) => encodeFrame({ ...frame, payload: payloadOf(frame, memberId) });
