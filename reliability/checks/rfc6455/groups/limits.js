/**
 * Groups 9 and 10: sizes, fragments, chops and masses. Autobahn's messages of 64 KiB to 16 MiB are over this relay's limit of
 * 16,000 bytes (1,024 in text): they are refused, and what they are for is tried with messages at the limit.
 */
import { failed, NO_MESSAGE, opened, TOO_BIG } from '../case.js';
import { cut, said, sealed } from '../frames.js';

/** @typedef {import('../case.js').Case} Case */

const KIB = 1_024;
const LIMIT = 16_000;
const TEXT_LIMIT = 1_024;
const MASS = 1_000;
/** As much of a message as is sent: the relay refuses it by its declared length. */
const SENT = 65_536;

const MESSAGES = [64, 256, 1_024, 4_096, 8_192, 16_384].map((kib) => kib * KIB);
const FRAGMENTS = [64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];
const CHOPS = [64, 128, 256, 512, 1_024, 2_048];
/** The relay's engine may count fragments; 4 MiB in fragments of up to this many bytes are more than 128 of them. */
const MANY_FRAGMENTS_BYTES = 124;

/** @typedef {(bytes: number) => import('../case.js').Parts} Maker of a message of so many bytes */

/** @type {readonly { kind: string, of: Maker, limit: number, answer: string, group: number }[]} */
const KINDS = [
  { kind: 'text', of: said, limit: TEXT_LIMIT, answer: 'heard', group: 0 },
  { kind: 'binary', of: sealed, limit: LIMIT, answer: 'echo', group: 1 },
];

/** A frame that declares more than is sent of it. */
const declared = (/** @type {Maker} */ of, /** @type {number} */ bytes) => ({
  ...of(Math.min(bytes, SENT)),
  length: bytes,
});

const tooBig = KINDS.flatMap(({ kind, of, group }) =>
  MESSAGES.map((bytes, index) => ({
    id: `9.${1 + group}.${index + 1}`,
    title: `a ${kind} message of ${bytes / KIB} KiB, over the limit`,
    send: [declared(of, bytes)],
    ...failed(TOO_BIG),
  })),
);

const tooBigInFragments = KINDS.flatMap(({ kind, of, group }) =>
  FRAGMENTS.map((bytes, index) => {
    const { strict, acceptable } = failed(TOO_BIG);
    const isMany = bytes <= MANY_FRAGMENTS_BYTES;
    return {
      id: `9.${3 + group}.${index + 1}`,
      title: `a ${kind} message of 4 MiB in fragments of ${bytes} bytes, over the limit`,
      send: bytes > LIMIT ? [{ ...declared(of, bytes), fin: false }] : cut(of(2 * LIMIT), bytes, 2 * LIMIT),
      strict,
      acceptable: isMany
        ? { ...acceptable, 'close 1008': /** @type {const} */ ('fragment-count') }
        : (acceptable ?? {}),
    };
  }),
);

const chopped = KINDS.flatMap(({ kind, of, limit, answer, group }) =>
  CHOPS.map((chop, index) => ({
    id: `9.${5 + group}.${index + 1}`,
    title: `a ${kind} message of ${limit} bytes in writes of ${chop}`,
    send: [of(limit)],
    chop,
    ...opened(answer),
  })),
);

/** Their numbers in Autobahn, by size; smaller ones and larger ones are left out, see differences.md. */
const MASSES = /** @type {const} */ ([
  { of: said, kind: 'text', answer: 'heard', cases: { '9.7.3': 64, '9.7.4': 256, '9.7.5': 1_024 } },
  {
    of: sealed,
    kind: 'binary',
    answer: 'echo',
    cases: { '9.8.3': 64, '9.8.4': 256, '9.8.5': 1_024, '9.8.6': 4_096 },
  },
]);

const masses = MASSES.flatMap(({ of, kind, answer, cases }) =>
  Object.entries(cases).map(([id, bytes]) => ({
    id,
    title: `${MASS} ${kind} messages of ${bytes} bytes, one after the other`,
    send: [of(bytes)],
    times: MASS,
    ...opened(answer),
  })),
);

/** @type {Case[]} */
const own = [
  { id: 'own.1', title: 'binary at the limit', send: [sealed(LIMIT)], ...opened('echo') },
  { id: 'own.2', title: 'binary one byte over it', send: [sealed(LIMIT + 1)], ...failed(TOO_BIG) },
  {
    id: 'own.3',
    title: 'binary one byte over it, in two fragments',
    send: cut(sealed(LIMIT + 1), LIMIT, LIMIT + 1),
    ...failed(TOO_BIG),
  },
  { id: 'own.4', title: 'text at the limit', send: [said(TEXT_LIMIT)], ...opened('heard') },
  { id: 'own.5', title: 'text one byte over it', send: [said(TEXT_LIMIT + 1)], strict: NO_MESSAGE },
  {
    id: 'own.6',
    title: '128 fragments, as many as an engine may take',
    send: cut(said(128), 1, 128),
    ...opened('heard'),
  },
  {
    id: 'own.7',
    title: '129 fragments',
    send: cut(said(129), 1, 129),
    ...opened('heard'),
    acceptable: { 'close 1008': 'fragment-count' },
  },
];

/** @type {Case[]} */
export const limits = [
  ...tooBig,
  ...tooBigInFragments,
  ...chopped,
  ...masses,
  {
    id: '10.1.1',
    title: `a message of ${LIMIT} bytes in fragments of 1,300`,
    send: cut(sealed(LIMIT), 1_300, LIMIT),
    ...opened('echo'),
  },
  ...own,
];
