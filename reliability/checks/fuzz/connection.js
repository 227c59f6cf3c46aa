/** A WebSocket whose every item is judged, and whose end can be awaited. */
import { within } from '@pug-network/conformance/wire';
import { openRaw } from '../rfc6455/raw.js';
import { judge } from './oracle/events.js';

/** @typedef {import('../rfc6455/raw.js').Item} Item */
/**
 * @typedef {object} Watched
 * @property {import('../rfc6455/raw.js').Raw} raw
 * @property {import('./oracle/events.js').Judge} verdict
 * @property {(closes: readonly number[] | 'any') => void} allow the relay to echo these codes of Close frames
 * @property {(is: (item: Item) => boolean) => Promise<Item>} until the item that it is, or one behind which nothing is read
 */

const WAIT_MS = 12_000;

/**
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {import('./tally.js').Tally} tally
 * @returns {Promise<Watched>}
 */
export async function watch(target, tally) {
  /** @type {Set<number>} */
  const codes = new Set();
  let isAny = false;
  const verdict = judge((code) => isAny || codes.has(code));
  /** @type {Watched['allow']} */
  const allow = (closes) => {
    isAny ||= closes === 'any';
    if (closes !== 'any') for (const code of closes) codes.add(code);
  };
  /** @type {(item: Item) => void} */
  let onItem = () => undefined;
  const raw = await openRaw(target, (item) => {
    tally.items += 1;
    verdict.take(item);
    onItem(item);
  });
  /** @type {Watched['until']} */
  const until = (is) => {
    const found = new Promise((resolve) => {
      onItem = (item) => {
        if (item.kind === 'end' || item.kind === 'malformed' || is(item)) resolve(item);
      };
      if (verdict.hasEnded) resolve({ kind: 'end', bytes: Buffer.alloc(0) });
    });
    return within(found, 'an answer or the end of a WebSocket', WAIT_MS);
  };
  return { raw, verdict, allow, until };
}

/**
 * Ends the sending side and waits for the relay to do the same.
 * @param {Watched} watched
 */
export async function ended({ raw, until }) {
  raw.finish();
  await until(() => false);
}
