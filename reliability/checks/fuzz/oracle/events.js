/** Whether what a connection receives is what docs/protocol.md has, item by item. */
import { CLOSE } from '@pug-network/conformance/wire';

/** @typedef {import('../../rfc6455/raw.js').Item} Item */
/**
 * @typedef {object} Judge follows one connection
 * @property {(item: Item) => void} take
 * @property {string | undefined} fault the first one
 * @property {string | undefined} error the code of the error event that announced the end
 * @property {number | undefined} close the code of the Close frame, 1005 for none
 * @property {boolean} hasEnded
 */

/** The names that an event of each type has. */
const EVENTS = new Map([
  [
    'room:joined',
    ['memberId', 'username', 'creator', 'members', 'view', 'capacity', 'expiresAt', 'ttlRemaining'],
  ],
  ['presence:join', ['memberId', 'username', 'tag']],
  ['presence:leave', ['memberId']],
  ['room:expired', ['reason']],
  ['error', ['code', 'message']],
]);
/** Codes of the table by which a connection ends, not all in the kit's table. */
const CLOSES = new Map([...Object.entries(CLOSE), ['slow_consumer', 4508], ['room_purged', 4411]]);
const NAMES = new Map([...CLOSES].map(([name, code]) => [code, name]));
/** What RFC 6455 has an engine blame the client for; 1008 is for too many fragments. */
export const BLAMES = [1002, 1003, 1007, 1008, 1009];
const MIN_MESSAGE = 33;
const MAX_FRAME = 16_000;

/**
 * @param {(code: number) => boolean} mayEcho whether the client has sent a Close frame with this code
 * @returns {Judge}
 */
export function judge(mayEcho) {
  /** @type {Judge} */
  const self = { take, fault: undefined, error: undefined, close: undefined, hasEnded: false };
  function take(/** @type {Item} */ item) {
    if (item.kind === 'end') self.hasEnded = true;
    else self.fault ??= self.close === undefined ? faultOf(self, item, mayEcho) : 'more behind a Close frame';
  }
  return self;
}

/**
 * @param {Judge} self
 * @param {Item} item
 * @param {(code: number) => boolean} mayEcho
 */
function faultOf(self, { kind, bytes, fault }, mayEcho) {
  if (kind === 'malformed') return `a malformed frame: ${fault}`;
  if (kind === 'close') return closeFault(self, bytes, mayEcho);
  if (kind === 'ping' || kind === 'pong') return undefined;
  if (self.error !== undefined) return `more behind the error ${self.error}`;
  return kind === 'text' ? eventFault(self, bytes.toString()) : binaryFault(bytes);
}

/** @param {Buffer} bytes */
function binaryFault(bytes) {
  if (bytes.length === 1 && bytes[0] === 0) return undefined;
  const isMessage = bytes[0] === 1 && bytes.length >= MIN_MESSAGE && bytes.length <= MAX_FRAME;
  return isMessage ? undefined : `a binary frame of ${bytes.length} bytes and type ${bytes[0]}`;
}

/**
 * @param {Judge} self
 * @param {string} text
 */
function eventFault(self, text) {
  const event = parse(text);
  const names = EVENTS.get(event?.['type']);
  if (event === undefined || names === undefined) return 'an event that is not in the table';
  if (!names.every((name) => Object.hasOwn(event, name))) return `${event['type']} without all of ${names}`;
  if (event['type'] !== 'error' || event['code'] === 'not_creator') return undefined;
  if (!CLOSES.has(event['code'])) return 'an error event with a code that is not in the table';
  self.error = event['code'];
  return undefined;
}

/**
 * @param {Judge} self
 * @param {Buffer} bytes
 * @param {(code: number) => boolean} mayEcho
 */
function closeFault(self, bytes, mayEcho) {
  const code = bytes.length >= 2 ? bytes.readUInt16BE() : 1005;
  const name = NAMES.get(code);
  self.close = code;
  if (self.error !== undefined && name !== self.error) return `${code} behind the error ${self.error}`;
  if (name !== undefined && bytes.toString('utf8', 2) === name) return undefined;
  if (BLAMES.includes(code) || mayEcho(code)) return undefined;
  return `a Close frame with ${code} that is not in the table`;
}

/** @param {string} text */
function parse(text) {
  try {
    return /** @type {Record<string, any>} */ (JSON.parse(text));
  } catch {
    return undefined;
  }
}
