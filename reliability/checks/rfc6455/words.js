/** The words of an outcome, see case.js. */
import { KEEP_ALIVE } from '@pug-network/conformance/wire';

/** @typedef {import('./play.js').Stage} Stage */

const WAIT_MS = 3_000;
const ENDS = ['close', 'end', 'malformed', 'silence'];

/** Nothing follows it. */
export const isEnd = (/** @type {string} */ one) => ENDS.some((end) => one.startsWith(end));

/**
 * The next thing that the relay does; news of other members are none of it.
 * @param {Stage} stage
 * @returns {Promise<string>}
 */
export async function word(stage) {
  for (;;) {
    const item = await stage.inbox.next('what the relay does', WAIT_MS).catch(() => undefined);
    const one = item === undefined ? 'silence' : wordOf(stage, item);
    if (one !== '') return one;
  }
}

/**
 * @param {Stage} stage
 * @param {import('./raw.js').Item} item
 */
function wordOf({ awaited }, { kind, bytes }) {
  if (kind === 'text') return eventWord(JSON.parse(bytes.toString()));
  if (kind === 'pong') return awaited.pong.shift()?.equals(bytes) ? 'pong' : 'wrong-pong';
  if (kind === 'close') return bytes.length >= 2 ? `close ${bytes.readUInt16BE()}` : 'close none';
  if (kind !== 'binary') return kind === 'ping' ? '' : kind;
  if (bytes.equals(KEEP_ALIVE)) return 'alive';
  return awaited.echo.shift()?.equals(bytes) ? 'echo' : 'wrong-echo';
}

/** @param {Record<string, unknown>} event */
function eventWord({ type, code }) {
  if (String(type).startsWith('presence:')) return '';
  if (type === 'error' && code === 'not_creator') return 'heard';
  return type === 'error' && code === 'bad_frame' ? 'refused' : `${type} ${code ?? ''}`;
}
