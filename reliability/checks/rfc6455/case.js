/**
 * What a case is, and the outcomes that it may have.
 *
 * An outcome is what the relay does, in order, each in one word: `heard` (a text message was read and answered with
 * `not_creator`), `echo` (a binary message came back), `pong`, `alive` (nothing else was on its way and the connection is
 * open), `late` (it was still open when it should not have been), `refused` (the error event `bad_frame`), `close <code>`, and `end` (TCP ended without a Close frame).
 *
 * @typedef {import('./frames.js').Parts} Parts
 * @typedef {'settle' | 'probe'} Pause what was sent has been read before the next is; an answer to a probe is `late`
 * @typedef {'once' | 'frames' | number} Chop all in one TCP write, a write for each frame, or writes of so many bytes
 *
 * @typedef {object} Case
 * @property {string} id its number in Autobahn; `own.` where there is none
 * @property {string} title
 * @property {readonly (Parts | Pause)[]} send
 * @property {string} strict the outcome
 * @property {Readonly<Record<string, Reason>>} [acceptable] other outcomes, each with what explains it
 * @property {Chop} [chop] default `once`
 * @property {number} [pauseAt] how many bytes of the only frame's payload are sent at first
 * @property {boolean} [isFresh] sent before joining
 * @property {number} [times] everything is sent so often, each time when the answers to the last have come
 */

/** @typedef {keyof typeof REASONS} Reason */

/** Why an engine may do otherwise. */
export const REASONS = /** @type {const} */ ({
  'no-close-frame':
    'the engine ends the TCP connection without a Close frame, and drops answers that the same read called for (RFC 6455 §7.1.7: SHOULD send one; seen as 1006)',
  'late-utf8':
    'the engine looks at UTF-8 when the message is whole, not at its first wrong byte (RFC 6455 §8.1: MUST fail, not when)',
  'fragment-opcode':
    'the engine takes a data frame amid fragments for the next fragment (RFC 6455 §5.4 forbids the client to send it)',
  'close-code-unchecked':
    'the engine answers a Close frame whose code or reason is not allowed as if it were (RFC 6455 §7.4 binds the sender)',
  'close-code-not-echoed':
    'the engine answers a Close frame of the range 3000 to 3999 without a code (RFC 6455 §5.5.1: it typically echoes it)',
  'fragment-count':
    'the engine counts the fragments of a message, and ends with 1008 what has more than 128 of them',
});

/** A violation of the framing, of UTF-8 and of the size; what {@link failed} adds for engines that send no Close frame. */
export const VIOLATION = 'close 1002';
export const BAD_UTF8 = 'close 1007';
export const TOO_BIG = 'close 1009';
/** The relay's own refusal of what is a sound frame but no message of the protocol. */
export const NO_MESSAGE = 'refused close 4400';
/** Nothing is wrong: the case ends with a clean close by the client. */
const OPEN = 'alive close 1000';

/**
 * The relay is to answer this much and then fail the connection.
 * @param {string} end
 * @param {string} [before] what it answers first
 * @returns {Pick<Case, 'strict' | 'acceptable'>}
 */
export function failed(end, before = '') {
  const [strict, bare] = [`${before} ${end}`.trim(), `${before} end`.trim()];
  return { strict, acceptable: { [bare]: 'no-close-frame', end: 'no-close-frame' } };
}

/** The relay is to answer this much and then close cleanly when asked to. */
export const opened = (/** @type {string} */ before = '') => ({ strict: `${before} ${OPEN}`.trim() });
