/** Rooms full of members, each with the one message it sends, and an account of what each receives. */
import { randomFillSync } from 'node:crypto';

/**
 * @typedef {object} Account of one member, from one `resetAccounts` to the next
 * @property {number} sent
 * @property {number} delivered
 * @property {number} sum of the marks of what was delivered, mod 2³²
 *
 * @typedef {import('./load.js').Joined & Account & { room: Member[], message: Buffer, frames: Buffer }} Member
 */

const MESSAGE_TYPE = 0x01; // protocol.md, "4. Message"
const SENDER_AT = 1;
const HEADER_BYTES = 5;
/** The last bytes of each message, random, are what the account adds up. */
const MARK_BYTES = 4;

/**
 * @param {import('./load.js').Joined[]} joined all of a room, ids from 1
 * @param {import('./load.js').Dialect} dialect
 * @param {number} bytes of a message
 * @returns {Member[]}
 */
export function roomOf(joined, dialect, bytes) {
  /** @type {Member[]} */
  const room = [];
  for (const { connection, id } of joined) {
    if (id !== room.length + 1) throw new Error(`member ${room.length + 1} of a room was given the id ${id}`);
    const message = randomFillSync(Buffer.alloc(bytes), HEADER_BYTES);
    message[0] = MESSAGE_TYPE;
    message.writeUInt32BE(id, SENDER_AT);
    dialect.attend(connection);
    const frames = dialect.encode(message);
    room.push({ connection, id, room, message, frames, sent: 0, delivered: 0, sum: 0 });
  }
  return room;
}

/**
 * Starts every member's account anew.
 * @param {Member[]} members
 * @param {(member: Member, sender: Member) => void} [onDelivery]
 */
export function resetAccounts(members, onDelivery) {
  for (const member of members) {
    member.sent = member.delivered = member.sum = 0;
    const { connection, room } = member;
    const { length } = member.message;
    connection.onBinary = (bytes, start, end) => {
      if (end - start !== length) return;
      member.delivered++;
      member.sum = (member.sum + bytes.readInt32LE(end - MARK_BYTES)) | 0;
      onDelivery?.(member, room[bytes.readUInt32BE(start + SENDER_AT) - 1]);
    };
  }
}

/** @param {Member} member */
export function send(member) {
  member.sent++;
  member.connection.write(member.frames);
}

/** @param {Member[]} members */
export const deliveredTo = (members) => members.reduce((sum, { delivered }) => sum + delivered, 0);

/** @param {Member[]} members */
export const owedTo = (members) => members.reduce((sum, { sent, room }) => sum + sent * room.length, 0);

/**
 * Fails unless each member got each message of its room as often as it was sent.
 * @param {Member[]} members
 */
export function checkAccounts(members) {
  const owed = new Map([...new Set(members.map(({ room }) => room))].map((room) => [room, owedIn(room)]));
  const wrong = members.filter(({ room, delivered, sum }) => {
    const right = owed.get(room);
    return delivered !== right?.delivered || sum !== right.sum;
  });
  if (wrong.length === 0) return;
  const reasons = [...new Set(wrong.map(({ connection }) => connection.ended || 'connection open'))];
  const seen = `${owedTo(members)} deliveries expected, ${deliveredTo(members)} seen`;
  throw new Error(`${seen}; ${wrong.length} members are off (${reasons.join(', ')})`);
}

/** @param {Member[]} room */
function owedIn(room) {
  const mark = (/** @type {Buffer} */ message) => message.readInt32LE(message.length - MARK_BYTES);
  return {
    delivered: room.reduce((sum, { sent }) => sum + sent, 0),
    sum: room.reduce((sum, { sent, message }) => (sum + Math.imul(mark(message), sent)) | 0, 0),
  };
}

/**
 * Fails unless all of a room received what all of it sent, byte for byte, in one order.
 * @param {Member[]} room
 * @param {string[][]} inboxes of its members
 */
export function checkInboxes(room, inboxes) {
  const sent = room.map(({ message }) => message.toString('hex')).sort();
  const order = String(inboxes[0]);
  inboxes.forEach((inbox, i) => {
    const who = `member ${room[i].id} of ${room.length} (${room[i].connection.ended || 'connection open'})`;
    if (String(inbox.toSorted()) !== String(sent)) {
      throw new Error(`${who}: the ${inbox.length} messages received are not the ${sent.length} sent`);
    }
    if (String(inbox) !== order) throw new Error(`${who}: another order than the room's first member`);
  });
}
