/** One room as its members must see it: what each is told next is known, up to the moment in which its time is up. */
import { expectClose, showItem } from '@pug-network/conformance/wire';

/**
 * @typedef {import('@pug-network/conformance/wire').Item} Item
 * @typedef {{ peer: import('./peers.js').Peer, memberId: number, username: string }} Member
 */

export class ExpectedRoom {
  /** @type {Member[]} in order of joining */
  present = [];
  admitted = 0;
  frames = 0;
  /** @type {'ttl' | 'purge' | 'empty' | undefined} what it ended by */
  end;

  /**
   * @param {import('@pug-network/conformance/wire').Room} created
   * @param {boolean} isShort its time may be up while the sequence runs
   */
  constructor(created, isShort) {
    this.created = created;
    this.isShort = isShort;
  }

  /**
   * What these members are told next, all of it seen by `see`; or all are told that the time is up, and the rest as well.
   * @param {readonly Member[]} listeners
   * @param {(item: Item) => void} see throws where it is not what was expected
   */
  async hear(listeners, see) {
    const items = await Promise.all(listeners.map(({ peer }) => peer.inbox.next('news of the room')));
    const isUp = this.isShort && items.some((item) => isEnd(item, 'ttl'));
    for (const item of items) (isUp ? seeEnd('ttl') : see)(item);
    if (isUp) await this.#end('ttl', listeners);
  }

  /** Its creator purges it. */
  async hearPurge() {
    await this.hear(this.present, seeEnd('purge'));
    if (this.end === undefined) await this.#end('purge', this.present);
  }

  /** Its time is up, or will be. */
  async hearExpiry() {
    await this.hear(this.present, seeEnd('ttl'));
    this.end = 'ttl';
  }

  /** @param {Member} member */
  remove(member) {
    this.present = this.present.filter((other) => other !== member);
  }

  /**
   * @param {'ttl' | 'purge'} reason
   * @param {readonly Member[]} told those who have heard of it already; the close code is still to come for all
   */
  async #end(reason, told) {
    this.end = reason;
    const untold = this.present.filter((member) => !told.includes(member));
    for (const { peer } of untold) seeEnd(reason)(await peer.inbox.next('the end of the room'));
    for (const { peer } of new Set([...told, ...untold]))
      await expectClose(peer, reason === 'ttl' ? 'room_expired' : 'room_purged');
    this.present = [];
  }
}

/**
 * @param {Item} item
 * @param {'ttl' | 'purge'} reason
 */
const isEnd = (item, reason) =>
  item.kind === 'event' && item.event['type'] === 'room:expired' && item.event['reason'] === reason;

/**
 * @param {'ttl' | 'purge'} reason
 * @returns {(item: Item) => void}
 */
const seeEnd = (reason) => (item) => {
  if (!isEnd(item, reason))
    throw new Error(`expected the end of the room by ${reason}, saw ${showItem(item)}`);
};

/**
 * @param {Record<string, unknown>} event the fields that it must have
 * @returns {(item: Item) => void}
 */
export const seeEvent = (event) => (item) => {
  const seen = item.kind === 'event' ? item.event : {};
  const isIt = Object.entries(event).every(
    ([name, value]) => JSON.stringify(seen[name]) === JSON.stringify(value),
  );
  if (!isIt) throw new Error(`expected ${JSON.stringify(event)}, saw ${showItem(item)}`);
};

/**
 * @param {Buffer} frame
 * @returns {(item: Item) => void}
 */
export const seeFrame = (frame) => (item) => {
  if (item.kind !== 'frame' || !item.bytes.equals(frame))
    throw new Error(`expected a frame of ${frame.length} bytes, saw ${showItem(item)}`);
};
