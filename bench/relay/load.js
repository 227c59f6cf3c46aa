/** The load: rooms full of members that send at one pace, or as fast as their messages come back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../lib/numbers.js';
import { checkAccounts, checkInboxes, deliveredTo, owedTo, resetAccounts, roomOf, send } from './members.js';
import { paced } from './pacing.js';

/**
 * @typedef {{ connection: import('../lib/connection.js').Connection, id: number }} Joined
 * @typedef {object} Dialect how a server is spoken to
 * @property {(port: number, room: string, size: number) => Promise<Joined[]>} openRoom its members have the ids 1, 2, 3 …
 * @property {(message: Buffer) => Buffer} encode a message to the frames that send it
 * @property {(connection: import('../lib/connection.js').Connection) => void} attend answers what the server asks meanwhile
 * @typedef {import('./members.js').Member} Member
 */

const DRAIN_MS = 15_000;
/** How long a delivery too many is waited for. */
const SETTLE_MS = 50;
/** Messages of each member that are under way at any time, where the most that a server manages is looked for. */
const FLOOD_DEPTH = 2;

export class Load {
  #rooms;
  #members;

  /** @param {Member[][]} rooms */
  constructor(rooms) {
    this.#rooms = rooms;
    // Neighbours in the order of sending are in different rooms.
    const largest = Math.max(...rooms.map(({ length }) => length));
    this.#members = Array.from({ length: largest }, (_, i) => rooms.flatMap((room) => room[i] ?? [])).flat();
  }

  /**
   * @param {Dialect} dialect
   * @param {number} port
   * @param {import('./parts.js').Task} task
   */
  static async open(dialect, port, { layout, bytes }) {
    const sizes = layout.groups.flatMap(({ rooms, size }) => Array.from({ length: rooms }, () => size));
    const rooms = [];
    for (const [i, size] of sizes.entries()) {
      rooms.push(roomOf(await dialect.openRoom(port, `room-${i}`, size), dialect, bytes));
    }
    return new Load(rooms);
  }

  /** Every member sends once; each must receive what its room sent, byte for byte, in the room's one order. */
  async check() {
    const inboxes = new Map(this.#members.map((member) => [member, /** @type {string[]} */ ([])]));
    for (const [{ connection }, inbox] of inboxes) {
      connection.onBinary = (bytes, start, end) => inbox.push(bytes.toString('hex', start, end));
    }
    for (const { connection, frames } of this.#members) connection.write(frames);
    await this.#drained(() => [...inboxes].every(([{ room }, inbox]) => inbox.length >= room.length));
    await sleep(SETTLE_MS);
    for (const room of this.#rooms)
      checkInboxes(
        room,
        room.map((member) => inboxes.get(member) ?? []),
      );
  }

  /**
   * Sends at a pace and waits for the last delivery.
   * @param {number} seconds
   * @param {import('./pacing.js').Pace} pace
   * @returns {Promise<number>} deliveries owed; `verify` tells whether they were seen
   */
  async drive(seconds, pace) {
    resetAccounts(this.#members);
    return this.#paced(seconds, pace, send);
  }

  /**
   * The same, with the time from each write to each receiver's read. A server keeps the order of a sender's messages, so
   * the n-th of a sender that a member receives is the n-th that was sent.
   * @param {number} seconds
   * @param {import('./pacing.js').Pace} pace
   */
  async time(seconds, pace) {
    const sentAt = new Map(this.#members.map((member) => [member, /** @type {number[]} */ ([])]));
    const received = new Map(this.#members.map((member) => [member, new Uint32Array(member.room.length)]));
    /** @type {number[]} */
    const latencies = [];
    resetAccounts(this.#members, (member, sender) => {
      const nth = received.get(member)[sender.id - 1]++;
      latencies.push(performance.now() - sentAt.get(sender)[nth]);
    });
    await this.#paced(seconds, pace, (member) => {
      sentAt.get(member).push(performance.now());
      send(member);
    });
    const sorted = Float64Array.from(latencies).sort();
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: quantile(sorted, 1) };
  }

  /**
   * Each member sends its next message as soon as one of its own has come back.
   * @param {number} seconds
   * @returns {Promise<number>} deliveries owed
   */
  async flood(seconds) {
    let isOver = false;
    resetAccounts(this.#members, (member, sender) => {
      if (sender === member && !isOver) send(member);
    });
    for (let depth = 0; depth < FLOOD_DEPTH; depth++) this.#members.forEach(send);
    await sleep(seconds * 1_000);
    isOver = true;
    return this.#owed();
  }

  /** Fails unless each member got each message of its room as often as it was sent. After the CPU time was taken. */
  async verify() {
    await sleep(SETTLE_MS);
    checkAccounts(this.#members);
  }

  close() {
    for (const { connection } of this.#members) connection.destroy();
  }

  /**
   * @param {number} seconds
   * @param {import('./pacing.js').Pace} pace
   * @param {(member: Member) => void} sendOne
   */
  async #paced(seconds, pace, sendOne) {
    await paced(this.#members, Math.max(1, Math.round(seconds * pace.perSecond)), pace, sendOne);
    return this.#owed();
  }

  async #owed() {
    const owed = owedTo(this.#members);
    await this.#drained(() => deliveredTo(this.#members) >= owed);
    return owed;
  }

  /** Waits for `done`, or until nothing can come any more; what is missing then is for the checks to find. */
  async #drained(/** @type {() => boolean} */ done) {
    const deadline = performance.now() + DRAIN_MS;
    const isOpen = () => this.#members.every(({ connection }) => connection.ended === '');
    while (!done() && isOpen() && performance.now() < deadline) await sleep(1);
  }
}
