/** What a strict reader of RFC 6455 sees in a client's stream. */
import { isUtf8 } from 'node:buffer';
import { OPCODE } from '@pug-network/conformance/wire';

/**
 * @typedef {object} Stream
 * @property {'sound' | 'violation' | 'unfinished'} verdict of what comes before a Close frame, if there is one
 * @property {readonly number[]} closes what the first Close frame may be answered with; none if there is none
 * @property {boolean} isMidMessage a fragmented message is open at the end
 */
/** @typedef {{ first: number, second: number, length: number, start: number, isMinimal: boolean }} Head */

const MAX_BYTES = 16_000;
const MAX_FRAGMENTS = 128;
const MAX_CONTROL = 125;
const NO_CODE = 1005;
const DATA = [OPCODE.continuation, OPCODE.text, OPCODE.binary];
const CONTROL = [OPCODE.close, OPCODE.ping, OPCODE.pong];

/**
 * @param {Buffer} bytes whole frames, if they are
 * @returns {Stream}
 */
export function readStream(bytes) {
  const message = { opcode: 0, fragments: 0, parts: /** @type {Buffer[]} */ ([]) };
  for (let at = 0; at < bytes.length;) {
    const head = readHead(bytes, at);
    if (head === undefined) return result('unfinished');
    const fault = headFault(head, message);
    if (fault) return result('violation');
    const payload = unmasked(bytes.subarray(head.start - 4, head.start + head.length));
    if (bytes.length < head.start + head.length) return result('unfinished');
    at = head.start + head.length;
    const opcode = head.first & 0x0f;
    if (opcode === OPCODE.close) return closeResult(payload);
    if (opcode >= OPCODE.close) continue;
    if (!takeData(message, head.first, payload)) return result('violation');
  }
  return result('sound', message.fragments > 0);
}

/**
 * @param {Stream['verdict']} verdict
 * @returns {Stream}
 */
const result = (verdict, isMidMessage = false) => ({ verdict, closes: [], isMidMessage });

/**
 * @param {Buffer} payload of a Close frame
 * @returns {Stream}
 */
function closeResult(payload) {
  if (payload.length === 0) return { verdict: 'sound', closes: [NO_CODE], isMidMessage: false };
  if (payload.length === 1 || !isUtf8(payload.subarray(2)))
    return { ...result('violation'), closes: [NO_CODE] };
  const code = payload.readUInt16BE();
  const isValid = (code >= 3_000 && code < 5_000) || (code >= 1_000 && code <= 1_014 && !isReserved(code));
  return { verdict: isValid ? 'sound' : 'violation', closes: [code, NO_CODE], isMidMessage: false };
}

const isReserved = (/** @type {number} */ code) => [1_004, NO_CODE, 1_006].includes(code);

/**
 * @param {Buffer} bytes
 * @param {number} at
 * @returns {Head | undefined} undefined while it is incomplete
 */
function readHead(bytes, at) {
  if (bytes.length < at + 2) return undefined;
  const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)];
  const short = second & 0x7f;
  const extra = short === 127 ? 8 : short === 126 ? 2 : 0;
  if (bytes.length < at + 2 + extra) return undefined;
  const length =
    extra === 8 ? Number(bytes.readBigUInt64BE(at + 2)) : extra === 2 ? bytes.readUInt16BE(at + 2) : short;
  const isMinimal = extra === 0 || length > (extra === 2 ? MAX_CONTROL : 0xffff);
  return { first, second, length, start: at + 2 + extra + 4, isMinimal };
}

/**
 * @param {Head} head
 * @param {{ fragments: number }} message
 */
function headFault({ first, second, length, isMinimal }, { fragments }) {
  const opcode = first & 0x0f;
  const isControl = opcode >= OPCODE.close;
  if ((first & 0x70) !== 0 || (second & 0x80) === 0 || !isMinimal) return true;
  if (isControl)
    return !CONTROL.some((one) => one === opcode) || length > MAX_CONTROL || (first & 0x80) === 0;
  const isContinuation = opcode === OPCODE.continuation;
  return !DATA.some((one) => one === opcode) || isContinuation !== fragments > 0 || length > MAX_BYTES;
}

/** @param {Buffer} bytes the mask, and as much as there is of what it masks */
function unmasked(bytes) {
  const payload = Buffer.from(bytes.subarray(4));
  for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (bytes[i % 4] ?? 0);
  return payload;
}

/**
 * @param {{ opcode: number, fragments: number, parts: Buffer[] }} message
 * @param {number} first
 * @param {Buffer} payload
 * @returns {boolean} false where the message breaks RFC 6455
 */
function takeData(message, first, payload) {
  if (message.fragments === 0) message.opcode = first & 0x0f;
  message.fragments += 1;
  message.parts.push(payload);
  const total = message.parts.reduce((sum, part) => sum + part.length, 0);
  if (total > MAX_BYTES || message.fragments > MAX_FRAGMENTS) return false;
  if ((first & 0x80) === 0) return true;
  const isGood = message.opcode !== OPCODE.text || isUtf8(Buffer.concat(message.parts));
  message.fragments = 0;
  message.parts = [];
  return isGood;
}
