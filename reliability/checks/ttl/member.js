/** A member that sends numbered messages: of each it is known when it was sent, and whether it came back. */
import { joinMessage, message, OPCODE, within } from '@pug-network/conformance/wire';
import { openLink } from './link.js';

/** @typedef {import('@pug-network/conformance/wire').Joined} Joined */
/** @typedef {{ earliest: number, latest: number }} Due between which moments a room falls due, monotonic ms */

/**
 * @typedef {object} Said a message
 * @property {Due} due of its room
 * @property {number} at when it was sent, monotonic ms
 * @property {boolean} isForwarded
 *
 * @typedef {object} Member
 * @property {Due} due
 * @property {() => boolean} isOut
 * @property {() => void} speak unless it is out
 * @property {Promise<Ending>} ended
 *
 * @typedef {object} Ending
 * @property {Due} due
 * @property {number} at when its close frame was read, monotonic ms
 * @property {string} why what room:expired gave as the reason, and the close code
 */

const BLOB_BYTES = 28;
/** Behind the type and the memberId of the sender. */
const NUMBER_AT = 5;

/**
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {import('@pug-network/conformance/wire').Room} room
 * @param {number} latestDue as far as it is known from the room's creation
 * @param {Said[]} said of all members
 * @returns {Promise<Member>}
 */
export async function joinRoom(target, room, latestDue, said) {
  const ear = listenTo(said);
  const link = await openLink(target, ear);
  const askedAt = performance.now();
  link.send(OPCODE.text, Buffer.from(JSON.stringify(joinMessage(room))));
  const { memberId, ttlRemaining } = await within(
    Promise.race([ear.joined, refusal(ear.ended)]),
    'room:joined',
  );
  const latest = Math.min(latestDue, performance.now() + ttlRemaining + 1);
  const due = { earliest: askedAt + ttlRemaining, latest };
  const speak = () => {
    if (ear.hasEnded()) return;
    const blob = Buffer.alloc(BLOB_BYTES);
    blob.writeUInt32BE(said.length);
    said.push({ due, at: performance.now(), isForwarded: false });
    link.send(OPCODE.binary, message(memberId, blob));
  };
  return { due, speak, isOut: ear.hasEnded, ended: ear.ended.then((ending) => ({ due, ...ending })) };
}

/**
 * @param {Promise<{ why: string }>} ended
 * @returns {Promise<never>}
 */
async function refusal(ended) {
  const { why } = await ended;
  throw new Error(`not let into the room: ${why}`);
}

/**
 * What a member hears.
 * @param {Said[]} said
 */
function listenTo(said) {
  let [reason, hasEnded] = ['no room:expired', false];
  /** @type {(joined: Joined) => void} */
  let join;
  /** @type {(ending: { at: number, why: string }) => void} */
  let end;
  const joined = new Promise((/** @type {(joined: Joined) => void} */ resolve) => (join = resolve));
  const ended = new Promise((/** @type {(ending: { at: number, why: string }) => void} */ resolve) => {
    end = (ending) => {
      hasEnded = true;
      resolve(ending);
    };
  });
  /** @param {any} event */
  const onEvent = (event) => {
    if (event.type === 'room:joined') join(event);
    else if (event.type === 'room:expired') reason = event.reason;
    else if (event.type === 'error') reason = event.code;
  };
  /** @type {import('./link.js').Listener['onFrame']} */
  const onFrame = (opcode, payload) => {
    if (opcode === OPCODE.close) end({ at: performance.now(), why: `${reason} ${payload.readUInt16BE(0)}` });
    else if (opcode === OPCODE.text) onEvent(JSON.parse(payload.toString('utf8')));
    else if (opcode === OPCODE.binary) echoed(payload, said);
  };
  const onLost = () => end({ at: performance.now(), why: `${reason}, lost` });
  return { joined, ended, hasEnded: () => hasEnded, onFrame, onLost };
}

/**
 * @param {Buffer} payload
 * @param {Said[]} said
 */
function echoed(payload, said) {
  const number = payload.readUInt32BE(NUMBER_AT);
  const one = said[number];
  if (one === undefined) throw new Error(`message ${number} came, but nobody has sent it`);
  one.isForwarded = true;
}
