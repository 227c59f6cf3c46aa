import { bounded } from './bounded.js';

const EVENTS = [
  ...['message', 'joined', 'left', 'gap', 'replay', 'undecryptable', 'unsupported', 'state', 'closed'],
];

/** Everything that a room has told since it was got, in order. */
export class Record {
  /** @type {{ name: string, event: any }[]} */
  #told = [];
  #onTold = new Set();

  constructor(room) {
    for (const name of EVENTS) {
      room.on(name, (event) => {
        this.#told.push({ name, event });
        for (const look of this.#onTold) look();
      });
    }
  }

  /** The events of one name so far. */
  all(name) {
    return this.#told.filter((told) => told.name === name).map(({ event }) => event);
  }

  /** The texts of the messages so far. */
  get texts() {
    return this.all('message').map(({ text }) => text);
  }

  get states() {
    return this.all('state').map(({ state }) => state);
  }

  /** The first event of a name, told already or to come, that is the one looked for. */
  async one(name, isIt = () => true, what = name) {
    await this.until(() => this.all(name).some(isIt), what);
    return this.all(name).find(isIt);
  }

  /** The message with this text. */
  text(text) {
    return this.one('message', (message) => message.text === text, `the message ${text}`);
  }

  /** Until something holds that can change only by an event of this room. */
  async until(isSo, what) {
    let look;
    const soon = new Promise((resolve) => {
      look = () => isSo() && resolve();
      this.#onTold.add(look);
      look();
    });
    try {
      await bounded(
        soon,
        `${what}; told so far: ${this.#told.map(({ name }) => name).join(', ') || 'nothing'}`,
      );
    } finally {
      this.#onTold.delete(look);
    }
  }
}
