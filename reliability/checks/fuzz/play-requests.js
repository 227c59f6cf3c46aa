/** Sends requests, several on one connection, and judges what comes back. */
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { within } from '@pug-network/conformance/wire';
import { frameReader, handshakeFault } from '../rfc6455/raw.js';
import { requestBytes } from './make/request.js';
import { split } from './make/raw.js';
import { answerFault, readAnswer } from './oracle/answers.js';
import { judge } from './oracle/events.js';
import { reasonToDrop } from './oracle/leniency.js';
import { randomOf } from './random.js';
import { readRequest } from './reference/http.js';
import { count } from './tally.js';

/** @typedef {import('./drive.js').Run} Run */
/** @typedef {{ index: number, bytes: Buffer, read: import('./reference/http.js').Read }} Sent */

const END_MS = 12_000;

/**
 * @param {Run} run
 * @param {readonly number[]} indexes
 */
export async function playRequests(run, indexes) {
  const { host } = run.target;
  const supplies = { host, challenge: await run.gate.challenge(), session: await run.gate.session() };
  const requests = indexes.map((index) => {
    const bytes = requestBytes(supplies, randomOf(run.seed, index));
    return { index, bytes, read: readRequest(bytes) };
  });
  for (let done = 0; done < requests.length;) {
    const group = groupOf(requests.slice(done));
    done += await playGroup(run, group);
  }
}

/**
 * Odd requests, and upgrades, which nobody sends behind others.
 * @param {Sent['read']} read
 */
const goesAlone = ({ oddities, isUpgrade }) => oddities.length > 0 || isUpgrade;

/**
 * What is sent in one go, up to the request that ends the connection.
 * @param {readonly Sent[]} requests
 */
function groupOf(requests) {
  const lone = requests.findIndex(({ read }) => goesAlone(read));
  const last = requests.findIndex(({ read }) => read.isLast);
  if (lone === 0) return requests.slice(0, 1);
  return requests.slice(0, last < 0 ? undefined : last === lone ? last : last + 1);
}

/**
 * @param {Run} run
 * @param {readonly Sent[]} group
 * @returns {Promise<number>} how many of them are done with; at least one
 */
async function playGroup(run, group) {
  const { tally, target, seed } = run;
  const [first] = /** @type {[Sent]} */ (group);
  const bytes = Buffer.concat(group.map((one) => one.bytes));
  /** @type {Buffer} */
  let rest;
  try {
    rest = await exchange(target, split(bytes, randomOf(~seed, first.index)));
  } catch (error) {
    tally.faults.push({ index: first.index, text: error instanceof Error ? error.message : String(error) });
    return group.length;
  }
  let hasHungUp = false;
  for (const [position, sent] of group.entries()) {
    rest = skipInterim(rest);
    if (rest.length === 0 && hasHungUp) return position;
    const result = rest.length === 0 ? missing(run, sent) : judgeAnswer(run, sent, rest);
    if (result.fault !== undefined) tally.faults.push({ index: sent.index, text: result.fault });
    if (result.fault !== undefined || result.isOver) return group.length;
    hasHungUp = result.hasHungUp;
    rest = result.rest;
  }
  const last = /** @type {Sent} */ (group.at(-1));
  if (rest.length > 0) judgeSurplus(run, last, rest, hasHungUp);
  return group.length;
}

/** @typedef {{ rest: Buffer, hasHungUp: boolean, fault?: string | undefined, isOver?: boolean }} Result */

/**
 * @param {Run} run
 * @param {Sent} sent
 * @returns {Result}
 */
function missing({ tally, engine }, { read }) {
  const reason = reasonToDrop(engine, read);
  if (reason !== undefined) count(tally.dropped, reason);
  const fault = reason === undefined ? 'no answer to a request that is owed one' : undefined;
  return { rest: Buffer.alloc(0), hasHungUp: true, fault };
}

/**
 * @param {Run} run
 * @param {Sent} sent
 * @param {Buffer} bytes
 * @returns {Result}
 */
function judgeAnswer(run, sent, bytes) {
  const { tally } = run;
  const { bytes: asked, read } = sent;
  const isOdd = read.oddities.length > 0;
  let parsed = readAnswer(bytes, read.method === 'HEAD' && !isOdd);
  // Whether the engine took an odd request for HEAD cannot be told.
  const isBody = typeof parsed !== 'string' && parsed.answer.body.startsWith('{');
  if (isOdd && !isBody) parsed = readAnswer(bytes, true);
  if (typeof parsed === 'string') return { rest: bytes, hasHungUp: true, fault: parsed };
  const { answer, rest } = parsed;
  tally.answers += 1;
  if (answer.status === 100) return judgeAnswer(run, sent, rest);
  if (answer.status === 101) return { ...judgeUpgrade(tally, asked, answer.head, rest), isOver: true };
  const fault = answerFault(answer, read);
  return { rest, hasHungUp: /\bclose\b/i.test(answer.fields.get('connection') ?? ''), fault };
}

/**
 * A request that became a WebSocket: what is behind the head are frames.
 * @param {import('./tally.js').Tally} tally
 * @param {Buffer} asked
 * @param {string} head
 * @param {Buffer} rest
 * @returns {Result}
 */
function judgeUpgrade(tally, asked, head, rest) {
  const field = /^sec-websocket-key:\s*(\S*)/im.exec(asked.toString('latin1'))?.[1] ?? '';
  // The native engine reads a field without the bytes in it that are no UTF-8.
  const key = field.replace(/[^\x21-\x7e]/g, '');
  const watched = judge(() => false);
  frameReader((item) => {
    tally.items += 1;
    watched.take(item);
  })(rest);
  return { rest, hasHungUp: true, fault: handshakeFault(head, key) ?? watched.fault };
}

/**
 * Behind an odd request an engine may have found more of them, each with an answer; behind others there is none.
 * @param {Run} run
 * @param {Sent} sent
 * @param {Buffer} rest
 * @param {boolean} hasHungUp
 */
function judgeSurplus(run, sent, rest, hasHungUp) {
  const { index, read } = sent;
  const isOdd = read.oddities.length > 0;
  if (hasHungUp || !isOdd) {
    const text = hasHungUp
      ? 'an answer behind one that says Connection: close'
      : 'two answers to one request';
    run.tally.faults.push({ index, text });
    return;
  }
  for (let left = rest; left.length > 0;) {
    const result = judgeAnswer(run, sent, left);
    if (result.fault !== undefined) run.tally.faults.push({ index, text: result.fault });
    if (result.fault !== undefined || result.isOver) return;
    left = result.rest;
  }
}

const INTERIM = 'HTTP/1.1 100 ';
/** @param {Buffer} bytes */
function skipInterim(bytes) {
  const isInterim = bytes.toString('latin1', 0, INTERIM.length) === INTERIM;
  return isInterim ? bytes.subarray(bytes.indexOf('\r\n\r\n') + 4) : bytes;
}

/**
 * Sends the pieces and then FIN; everything that comes until the relay ends the connection too.
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {readonly Buffer[]} pieces
 * @returns {Promise<Buffer>}
 */
async function exchange({ hostname, port }, pieces) {
  const socket = connect({ host: hostname, port, noDelay: true });
  /** @type {Buffer[]} */
  const chunks = [];
  socket.on('data', (bytes) => chunks.push(bytes)).on('error', () => undefined);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  for (const piece of pieces) {
    socket.write(piece);
    if (pieces.length > 1) await setImmediate();
  }
  socket.end();
  try {
    await within(ended, 'the end of a connection', END_MS);
  } finally {
    socket.destroy();
  }
  return Buffer.concat(chunks);
}
