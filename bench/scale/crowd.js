/** Rooms with two members each that stand in a relay without a network, and what can happen to some of them. */
import { answer, createHead, nullSocket, proof, redeem } from '../create/client.js';
import { nullRelay } from '../create/null-relay.js';
import { StandingRooms } from '../create/standing.js';
import { timerByHand } from './timer-by-hand.js';

const PURGE = Buffer.from('{"type":"room:purge"}');
const MESSAGE_BYTES = 300;
const MESSAGE_TYPE = 0x01;
const CREATOR_ID = 1;
const IDLE_WAKES = 100;
/** A creator, and one that comes after. */
export const MEMBERS = 2;

/**
 * @typedef {import('../create/null-relay.js').Listener} Listener
 * @typedef {(part: string, times: number, run: () => void) => void} Timed
 */

export class Crowd {
  #relay;
  #rooms;
  #socket = nullSocket();
  #message = Buffer.alloc(MESSAGE_BYTES);
  #wake = timerByHand();
  /** @type {Listener[][]} by member, then by room */
  #members;

  /**
   * @param {import('../create/null-relay.js').NullRelay} relay
   * @param {number} count
   */
  constructor(relay, count) {
    this.#relay = relay;
    this.#rooms = new StandingRooms(relay, count);
    this.#members = Array.from({ length: MEMBERS }, () => new Array(count).fill(undefined));
    this.#message[0] = MESSAGE_TYPE;
    this.#message.writeUInt32BE(CREATOR_ID, 1);
  }

  /** @param {number} count rooms, none of which is made yet */
  static async of(count) {
    return new Crowd(await nullRelay(), count);
  }

  /** Makes the rooms; nobody joins yet. */
  fill() {
    this.#rooms.fill();
  }

  /** Both members of every room join. */
  joinAll() {
    const slots = this.#members[0].keys();
    for (const slot of slots) for (const member of this.#members.keys()) this.#join(slot, member);
  }

  /**
   * Each of the rooms hears a message, loses a member, is purged, and another one takes its place.
   * @param {Uint32Array} slots
   * @param {Timed} timed
   */
  renew(slots, timed) {
    const { core } = this.#relay;
    const { length } = slots;
    const [creators, others] = this.#members;
    timed('message', length, () => slots.forEach((slot) => creators[slot].message(this.#message, true)));
    timed('leave', length, () => slots.forEach((slot) => others[slot].closed()));
    timed('purge', length, () => slots.forEach((slot) => purge(creators[slot])));
    const proofs = Array.from(slots, () => proof(core));
    /** @type {import('../create/null-relay.js').Reply[]} */
    let replies = [];
    timed('redeem', length, () => (replies = proofs.map((body) => redeem(core, body))));
    const heads = replies.map((reply) => createHead(reply));
    timed('create', length, () => (replies = heads.map((head) => answer(core, head))));
    slots.forEach((slot, i) => this.#rooms.keep(slot, replies[i]));
    for (const member of this.#members.keys()) this.#timeJoins(slots, member, timed);
    this.#check();
  }

  /**
   * Rooms that nobody joins reach their end, which is 60 s away: the one thing that is due then.
   * @param {number} count
   * @param {Timed} timed
   */
  expire(count, timed) {
    const { core, clock } = this.#relay;
    for (let i = 0; i < count; i++) {
      answer(core, createHead(redeem(core, proof(core)), 'ttl=60'));
    }
    clock.forward(59_000);
    this.#hearAll();
    this.#wake();
    clock.forward(1_100);
    timed('end by TTL', count, this.#wake);
    this.#check();
  }

  /**
   * The timer fires: nothing is due, then a ping to every member, then the wall clock was set.
   * @param {Timed} timed
   */
  tick(timed) {
    const entries = this.#members[0].length * (MEMBERS + 1);
    const { clock } = this.#relay;
    this.#hearAll();
    this.#wake();
    timed('timer, nothing due', IDLE_WAKES, () => {
      for (let i = 0; i < IDLE_WAKES; i++) this.#wake();
    });
    clock.forward(26_000);
    this.#hearAll();
    timed('timer, ping due', this.#members[0].length * MEMBERS, this.#wake);
    clock.stepWall(-1_000);
    timed('wall clock set, an entry', entries, this.#wake);
    this.#check();
  }

  /**
   * @param {Uint32Array} slots
   * @param {number} member
   * @param {Timed} timed
   */
  #timeJoins(slots, member, timed) {
    const texts = Array.from(slots, (slot) => this.#rooms.joinText(slot));
    timed(member === 0 ? 'join, creator' : 'join, second', slots.length, () =>
      slots.forEach((slot, i) => this.#open(slot, member, texts[i])),
    );
  }

  /**
   * @param {number} slot
   * @param {number} member
   */
  #join(slot, member) {
    this.#open(slot, member, this.#rooms.joinText(slot));
    const { type, memberId } = JSON.parse(this.#socket.last);
    if (type !== 'room:joined' || memberId !== member + 1)
      throw new Error(`no welcome: ${this.#socket.last}`);
  }

  /**
   * @param {number} slot
   * @param {number} member
   * @param {Uint8Array} text
   */
  #open(slot, member, text) {
    const listener = this.#relay.core.open(this.#socket, '');
    this.#members[member][slot] = listener;
    listener.message(text, false);
  }

  /** Nobody has been silent, so that nobody is cut off. */
  #hearAll() {
    for (const listeners of this.#members) for (const listener of listeners) listener.heard();
  }

  #check() {
    const count = this.#members[0].length;
    const { rooms, connections } = this.#relay.load();
    if (rooms !== count || connections !== count * MEMBERS) {
      throw new Error(
        `${count} rooms of ${MEMBERS} should stand: ${rooms} rooms, ${connections} connections`,
      );
    }
  }
}

/**
 * An engine tells that the connection is gone, once it is.
 * @param {Listener} creator
 */
function purge(creator) {
  creator.message(PURGE, false);
  creator.closed();
}
