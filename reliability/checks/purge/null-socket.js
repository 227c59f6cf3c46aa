/** The connections of clients that are not there: they answer every close frame, and count what is subscribed. */
import { takenCore } from './null-engine.js';

/** What all sockets together are subscribed to at the moment. */
export const counts = { subscriptions: 0, opened: 0 };

export class NullSocket {
  /** @type {string[]} */
  texts = [];
  #listener;

  /** @param {string} address */
  constructor(address) {
    counts.opened += 1;
    this.#listener = takenCore().open(this, address);
  }

  /** @param {string} text */
  sendText(text) {
    this.texts.push(text);
  }

  sendBytes() {}

  ping() {}

  subscribe() {
    counts.subscriptions += 1;
  }

  unsubscribe() {
    counts.subscriptions -= 1;
  }

  unsent() {
    return 0;
  }

  end() {
    this.#listener.closed();
  }

  terminate() {
    throw new Error('a client that answers was cut off');
  }

  /** @param {object} message */
  say(message) {
    this.#listener.message(Buffer.from(JSON.stringify(message)), false);
  }

  /** @param {Uint8Array} frame */
  send(frame) {
    this.#listener.message(frame, true);
  }

  leave() {
    this.#listener.closed();
  }
}
