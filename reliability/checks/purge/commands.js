/** What may happen to rooms over real sockets, and in which order. */
import fc from 'fast-check';

/**
 * @typedef {'raw' | 'ws'} PeerKind
 * @typedef {'close' | 'destroy' | 'fin' | 'reset'} Going a Close frame; or without one: the socket is closed, its sending
 *   side alone, or with bytes unread in it, which makes the system send RST
 *
 * @typedef {{ type: 'join', kind: PeerKind, isSecretRight: boolean }} Join
 * @typedef {{ type: 'connect', kind: PeerKind }} Connect and say nothing
 * @typedef {{ type: 'send', member: number, bytes: number }} Send
 * @typedef {{ type: 'go', member: number, how: Going }} Go
 * @typedef {{ type: 'purge', member: number }} Purge
 * @typedef {Join | Connect | Send | Go | Purge | { type: 'expire' }} Command whom it is about is taken modulo those present
 *
 * @typedef {object} Sequence
 * @property {boolean} isShort its rooms live a second; others outlive the sequence
 * @property {number} capacity
 * @property {Command[]} commands one room after another: where one has ended, the next is made
 * @property {'purge' | Going} ending how those go that are left
 */

const kind = fc.constantFrom(/** @type {PeerKind} */ ('raw'), /** @type {PeerKind} */ ('ws'));
const member = fc.nat(20);
const going = fc.constantFrom(
  ...['close', 'destroy', 'fin', 'reset'].map((how) => /** @type {Going} */ (how)),
);
const bytes = fc.oneof(fc.integer({ min: 28, max: 300 }), fc.integer({ min: 28, max: 15_995 }));

/**
 * @template {string} T
 * @param {T} type
 */
const of = (type) => fc.constant(type);

const join = fc.record({ type: of('join'), kind, isSecretRight: fc.nat(5).map((n) => n > 0) });
/** @type {fc.Arbitrary<Command>} */
const command = fc.oneof(
  { weight: 10, arbitrary: join },
  { weight: 6, arbitrary: fc.record({ type: of('send'), member, bytes }) },
  { weight: 4, arbitrary: fc.record({ type: of('go'), member, how: going }) },
  { weight: 2, arbitrary: fc.record({ type: of('purge'), member }) },
  { weight: 1, arbitrary: fc.record({ type: of('connect'), kind }) },
  { weight: 1, arbitrary: fc.record({ type: of('expire') }) },
);

/** @type {fc.Arbitrary<Sequence>} */
const sequence = fc.record({
  isShort: fc.boolean(),
  capacity: fc.integer({ min: 2, max: 4 }),
  commands: fc.array(command, { minLength: 4, maxLength: 24, size: 'max' }),
  ending: fc.oneof(fc.constant(/** @type {const} */ ('purge')), going),
});

/**
 * @param {number} count
 * @param {number} seed
 */
export const sequences = (count, seed) => fc.sample(sequence, { numRuns: count, seed });
