/** The load: rooms full of members that all send at one pace, and an account of what each of them receives. */
import { randomFillSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MESSAGES_PER_SECOND, paced } from './pace.js';

/**
 * @typedef {{ rooms: number, size: number }} Layout `rooms` rooms of `size` members
 * @typedef {{ connection: import('./connection.js').Connection, id: number }} Joined
 * @typedef {object} Dialect how a server is spoken to
 * @property {(port: number, room: string, size: number) => Promise<Joined[]>} openRoom
 * @property {(message: Buffer) => Buffer} encode a message to the frames that send it
 * @property {(connection: import('./connection.js').Connection) => void} attend answers what the server asks meanwhile
 * @typedef {Joined & { room: number, message: Buffer, frames: Buffer, delivered: number, sum: number }} Member
 */

export const MESSAGE_BYTES = 300;

const MESSAGE_TYPE = 0x01; // protocol.md, "4. Message"
const HEADER_BYTES = 5;
/** The last bytes of each message, random, are what the account of a window adds up (mod 2³²). */
const MARK_BYTES = 4;
const DRAIN_MS = 15_000;
/** How long a delivery too many is waited for. */
const SETTLE_MS = 50;

export class Load {
  #members;
  #layout;

  /**
   * @param {Member[]} members
   * @param {Layout} layout
   */
  constructor(members, layout) {
    this.#members = members;
    this.#layout = layout;
  }

  /**
   * @param {Dialect} dialect
   * @param {number} port
   * @param {Layout} layout
   */
  static async open(dialect, port, layout) {
    const rooms = [];
    for (let room = 0; room < layout.rooms; room++) {
      const joined = await dialect.openRoom(port, `room-${room}`, layout.size);
      rooms.push(joined.map((member) => prepare(member, room, dialect)));
    }
    // Neighbours in the order of sending are in different rooms.
    const members = Array.from({ length: layout.size }, (_, i) => rooms.map((room) => room[i])).flat();
    return new Load(members, layout);
  }

  /** Every member sends once; each must receive what its room sent, byte for byte, in the room's one order. */
  async check() {
    const inboxes = this.#members.map(({ connection }) => {
      /** @type {string[]} */
      const inbox = [];
      connection.onBinary = (bytes, start, end) => inbox.push(bytes.toString('hex', start, end));
      return inbox;
    });
    for (const member of this.#members) member.connection.write(member.frames);
    await this.#drained(() => inboxes.every((inbox) => inbox.length >= this.#layout.size));
    await sleep(SETTLE_MS);
    for (let room = 0; room < this.#layout.rooms; room++) {
      const ours = (/** @type {unknown} */ _, /** @type {number} */ i) => this.#members[i].room === room;
      checkRoom(room, this.#members.filter(ours), inboxes.filter(ours));
    }
  }

  /**
   * Sends at the pace for `seconds` and waits for the last delivery.
   * @param {number} seconds
   * @param {import('./pace.js').Pacing} pacing
   * @returns {Promise<number>} deliveries expected; `verify` tells whether they were seen
   */
  async drive(seconds, pacing) {
    for (const member of this.#members) count(member);
    const each = Math.round(seconds * MESSAGES_PER_SECOND);
    await paced(this.#members, each, pacing, ({ connection, frames }) => connection.write(frames));
    const expected = each * this.#layout.size * this.#members.length;
    await this.#drained(() => this.#delivered() >= expected);
    return expected;
  }

  /**
   * Fails unless each member got each message of its room as often as it was sent. After the CPU time was taken.
   * @param {number} deliveries that `drive` expected
   */
  async verify(deliveries) {
    await sleep(SETTLE_MS);
    const each = deliveries / this.#members.length;
    const sums = Array.from({ length: this.#layout.rooms }, () => 0);
    for (const { room, message } of this.#members) sums[room] = (sums[room] + mark(message)) | 0;
    const repeats = each / this.#layout.size;
    const isWrong = (/** @type {Member} */ { delivered, sum, room }) =>
      delivered !== each || sum !== Math.imul(sums[room], repeats);
    const wrong = this.#members.filter(isWrong);
    if (wrong.length === 0) return;
    const reasons = [...new Set(wrong.map(({ connection }) => connection.ended || 'connection open'))];
    const seen = `${deliveries} deliveries expected, ${this.#delivered()} seen`;
    throw new Error(`${seen}; ${wrong.length} members are off (${reasons.join(', ')})`);
  }

  close() {
    for (const { connection } of this.#members) connection.destroy();
  }

  #delivered() {
    return this.#members.reduce((sum, { delivered }) => sum + delivered, 0);
  }

  /** Waits for `done`, or until nothing can come any more; what is missing then is for the checks to find. */
  async #drained(/** @type {() => boolean} */ done) {
    const deadline = performance.now() + DRAIN_MS;
    const isOpen = () => this.#members.every(({ connection }) => connection.ended === '');
    while (!done() && isOpen() && performance.now() < deadline) await sleep(1);
  }
}

/**
 * @param {Joined} joined
 * @param {number} room
 * @param {Dialect} dialect
 * @returns {Member}
 */
function prepare({ connection, id }, room, dialect) {
  const message = randomFillSync(Buffer.alloc(MESSAGE_BYTES), HEADER_BYTES);
  message[0] = MESSAGE_TYPE;
  message.writeUInt32BE(id, 1);
  dialect.attend(connection);
  return { connection, id, room, message, frames: dialect.encode(message), delivered: 0, sum: 0 };
}

/** @param {Member} member */
function count(member) {
  member.delivered = 0;
  member.sum = 0;
  member.connection.onBinary = (bytes, start, end) => {
    if (end - start !== MESSAGE_BYTES) return;
    member.delivered++;
    member.sum = (member.sum + bytes.readInt32LE(end - MARK_BYTES)) | 0;
  };
}

/** @param {Buffer} message */
function mark(message) {
  return message.readInt32LE(MESSAGE_BYTES - MARK_BYTES);
}

/**
 * @param {number} room
 * @param {Member[]} members
 * @param {string[][]} inboxes
 */
function checkRoom(room, members, inboxes) {
  const sent = members.map(({ message }) => message.toString('hex')).sort();
  const order = String(inboxes[0]);
  inboxes.forEach((inbox, i) => {
    const who = `room ${room}, member ${members[i].id} (${members[i].connection.ended || 'connection open'})`;
    if (String([...inbox].sort()) !== String(sent)) {
      throw new Error(`${who}: the ${inbox.length} messages received are not the ${sent.length} sent`);
    }
    if (String(inbox) !== order) throw new Error(`${who}: another order than the room's first member`);
  });
}
