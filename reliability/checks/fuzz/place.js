/** The states in which a connection gets its inputs. */
import { joinMessage, OPCODE } from '@pug-network/conformance/wire';
import { ended, watch } from './connection.js';
import { encode } from './make/encode.js';
import { randomOf } from './random.js';

/** @typedef {import('./drive.js').Run} Run */
/** @typedef {import('@pug-network/conformance/wire').Room} Room */
/** @typedef {'fresh' | 'joined' | 'purged' | 'closing'} State */
/**
 * @typedef {object} Place
 * @property {import('./connection.js').Watched} watched
 * @property {number} memberId 0 before joining
 * @property {Room} room
 * @property {Buffer} prefix what brings the connection into its state, sent in one go with the input
 */

/** @type {readonly State[]} */
export const STATES = [
  ...Array.from({ length: 6 }, () => /** @type {const} */ ('fresh')),
  ...Array.from({ length: 12 }, () => /** @type {const} */ ('joined')),
  'purged',
  'closing',
];
/** Rooms of these relays last 2 s. */
const FRESH_ROOM_MS = 1_000;
const NOTHING = Buffer.alloc(0);
const MASKS = randomOf(0, 0);

const text = (/** @type {object} */ value) =>
  encode({ opcode: OPCODE.text, payload: Buffer.from(JSON.stringify(value)) }, MASKS);
const PURGE = text({ type: 'room:purge' });
const CLOSE = encode({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) }, MASKS);

/**
 * Places of one state; those that have joined share a room with a witness, who must get nothing but what is of the table.
 * @param {Run} run
 * @param {State} state
 */
export function placesOf(run, state) {
  /** @type {{ room: Room, witness: import('./connection.js').Watched | undefined, madeAt: number } | undefined} */
  let stage;

  const leave = async () => {
    const fault = await partingFault(stage?.witness);
    stage = undefined;
    return fault;
  };

  const roomOf = async () => {
    const isOld = stage === undefined || performance.now() - stage.madeAt > FRESH_ROOM_MS;
    if (isOld || state === 'purged') {
      await partingFault(stage?.witness);
      const room = await run.gate.room();
      stage = { room, witness: undefined, madeAt: performance.now() };
      if (state === 'joined') stage.witness = (await enter(run, room)).watched;
    }
    return /** @type {NonNullable<typeof stage>} */ (stage).room;
  };

  /** @returns {Promise<Place>} */
  const open = async () => {
    const room = await roomOf();
    if (state === 'joined') return { ...(await enter(run, room)), room, prefix: NOTHING };
    if (state === 'purged') return { ...(await enter(run, room)), room, prefix: PURGE };
    const watched = await watch(run.target, run.tally);
    return { watched, memberId: 0, room, prefix: state === 'closing' ? CLOSE : NOTHING };
  };
  return { open, leave };
}

/**
 * @param {Run} run
 * @param {Room} room
 */
async function enter({ target, tally }, room) {
  const watched = await watch(target, tally);
  watched.raw.write(text(joinMessage(room)));
  const { kind, bytes } = await watched.until((item) => item.kind === 'text');
  const event = kind === 'text' ? JSON.parse(bytes.toString()) : {};
  return { watched, memberId: Number(event.memberId ?? 0) };
}

/** @param {import('./connection.js').Watched | undefined} witness */
async function partingFault(witness) {
  if (witness === undefined) return undefined;
  await ended(witness);
  return witness.verdict.fault;
}
