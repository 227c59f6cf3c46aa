import { once } from 'node:events';
import { createServer } from 'node:net';
import { Connection } from './connection.js';
import { Meddling, MEDDLINGS } from './meddling.js';

const HOST = '127.0.0.1';

/** What new connections meet. */
const WELCOMES = {
  open: (connection) => connection.flow(),
  stall: (connection) => connection.stall(),
  refuse: (connection) => connection.cut(),
};

/** A way to the relay that fails as it is told to: a TCP proxy with a port of its own. */
export class Line {
  #connections = new Set();
  #meddling = new Meddling();
  #welcome = WELCOMES.open;
  #accepted = 0;
  #bytesFromClosed = 0;
  #server;

  /** @param {{ host: string, port: number }} target */
  constructor(target) {
    this.#server = createServer({ pauseOnConnect: true }, (client) => {
      const connection = new Connection(client, target, this.#meddling);
      this.#accepted += 1;
      this.#connections.add(connection);
      connection.onClose(() => this.#forget(connection));
      this.#welcome(connection);
    });
  }

  /** @returns {Promise<string>} the origin that leads to the relay through this line */
  async listen() {
    this.#server.listen(0, HOST);
    await once(this.#server, 'listening');
    return `http://${HOST}:${this.#server.address().port}`;
  }

  get figures() {
    const live = Array.from(this.#connections, ({ bytesFromClient }) => bytesFromClient);
    return {
      connections: live.length,
      accepted: this.#accepted,
      bytesFromClients: live.reduce((sum, bytes) => sum + bytes, this.#bytesFromClosed),
      meddled: this.#meddling.done,
    };
  }

  /** Whether there is such a command. */
  static knows(command) {
    return command in COMMANDS;
  }

  /**
   * Does what {@link COMMANDS} says.
   * @param {string} command
   * @param {number} messages how many to meddle with
   */
  obey(command, messages) {
    COMMANDS[command](this, messages);
  }

  welcome(way) {
    this.#welcome = WELCOMES[way];
  }

  each(act) {
    for (const connection of [...this.#connections]) act(connection);
  }

  meddle(way, messages) {
    this.#meddling.begin(way, messages);
  }

  /** Ends the line and everything on it. */
  close() {
    this.welcome('refuse');
    this.each((connection) => connection.close());
    this.#server.close();
  }

  #forget(connection) {
    this.#connections.delete(connection);
    this.#bytesFromClosed += connection.bytesFromClient;
  }
}

const meddlings = MEDDLINGS.map((way) => [way, (line, messages) => line.meddle(way, messages)]);

/** `open`, `stall` and `refuse` are for connections to come too, the others for those there are, or for their messages. */
const COMMANDS = {
  open(line) {
    line.welcome('open');
    line.each((connection) => connection.flow());
  },
  stall(line) {
    line.welcome('stall');
    line.each((connection) => connection.stall());
  },
  refuse: (line) => line.welcome('refuse'),
  mute: (line) => line.each((connection) => connection.mute()),
  cut: (line) => line.each((connection) => connection.cut()),
  'hang-up': (line) => line.each((connection) => connection.hangUp()),
  'half-open': (line) => line.each((connection) => connection.halfOpen()),
  ...Object.fromEntries(meddlings),
  close: (line) => line.close(),
};
