import { bounded } from './bounded.js';
import { Line } from './lines.js';
import { Record } from './record.js';

/** Somebody in a room, with everything that the room has told. */
class Member {
  constructor(room) {
    this.room = room;
    this.record = new Record(room);
  }
}

/** What a case is given: the SDK, a real relay, ways to it that fail, and somebody who clears up afterwards. */
export class Context {
  #control;
  #platform;
  #members = [];
  #lines = [];

  /**
   * @param {object} setup
   * @param {typeof import('@pug-network/client-sdk')} setup.sdk
   * @param {string} setup.control address of the harness's control
   * @param {{ relay: string, hardRelay: string }} setup.facts what the control says there is
   * @param {object} setup.platform options for every room: `WebSocket`, `fetch`, `crypto` …
   * @param {string | undefined} setup.solver what has to be at work here; undefined for whatever works
   * @param {(value: unknown) => string} setup.inspect how this runtime prints a value
   */
  constructor({ sdk, control, facts, platform, solver, inspect }) {
    this.sdk = sdk;
    this.relay = facts.relay;
    this.hardRelay = facts.hardRelay;
    this.solver = solver;
    this.inspect = inspect;
    this.#control = control;
    this.#platform = platform;
  }

  /** A room's creator. */
  create(options = {}, relay = this.relay) {
    return this.#enter(this.sdk.createRoom(relay, { ...this.#platform, ...options }));
  }

  /** Somebody with a link. */
  join(link, options = {}) {
    return this.#enter(this.sdk.joinRoom(link, { ...this.#platform, ...options }));
  }

  /** Anna, who created the room, and Ben, who joined it; each knows of the other. */
  async pair({ anna: annaOptions, ben: benOptions, benLine, annaLine } = {}) {
    const anna = await this.create(annaOptions, annaLine?.origin);
    const link = this.through(anna.room.link, { origin: this.relay });
    const ben = await this.join(benLine ? this.through(link, benLine) : link, benOptions);
    await anna.record.one('joined');
    return { anna, ben, link };
  }

  /** Another way to the relay. */
  async line() {
    const line = await Line.open(this.#control);
    this.#lines.push(line);
    return line;
  }

  /** The link with other parts. */
  changed(link, parts) {
    return this.sdk.formatRoomLink({ ...this.parts(link), ...parts });
  }

  /** The link by another way to the relay. */
  through(link, { origin }) {
    return this.changed(link, { origin });
  }

  parts(link) {
    const parsed = this.sdk.parseRoomLink(link);
    if (!parsed.ok) throw new Error(`a room's own link is ${parsed.code}`);
    return parsed.value;
  }

  /** Everybody leaves, and no way stays open. */
  async clearUp() {
    await bounded(Promise.all(this.#members.map(({ room }) => room.leave())), 'everybody to leave');
    for (const line of this.#lines) await line.tell('close');
  }

  async #enter(entering) {
    const member = new Member(await bounded(entering, 'a room'));
    this.#members.push(member);
    return member;
  }
}
