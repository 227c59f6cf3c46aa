import { connect } from 'node:net';
import { ServerStream } from './server-stream.js';

/** One TCP connection of a client, and the one to the relay behind it. */
export class Connection {
  #client;
  #target;
  #meddling;
  #relay;
  #stream = new ServerStream();
  #isStalled = false;
  bytesFromClient = 0;

  /**
   * @param {import('node:net').Socket} client paused
   * @param {{ host: string, port: number }} target
   * @param {import('./meddling.js').Meddling} meddling
   */
  constructor(client, target, meddling) {
    this.#client = client;
    this.#target = target;
    this.#meddling = meddling;
    client.setNoDelay(true);
    client.on('error', () => undefined);
    client.on('data', (bytes) => {
      this.bytesFromClient += bytes.length;
      this.#relay?.write(bytes);
    });
    client.on('end', () => this.#relay?.end());
    client.on('close', () => this.#relay?.destroy());
  }

  /** Calls back when the client's side is closed. */
  onClose(callback) {
    this.#client.on('close', callback);
  }

  /** Hands on in both directions, first of all what was held back. */
  flow() {
    this.#isStalled = false;
    this.#relay ??= this.#connect();
    this.#relay.resume();
    this.#client.resume();
  }

  /** Hands on nothing, and notices nothing. */
  stall() {
    this.#isStalled = true;
    this.#client.pause();
    this.#relay?.pause();
  }

  /** Hands on nothing from the relay, but everything to it. */
  mute() {
    this.#relay?.pause();
  }

  /** The relay's side is gone, the client's stays and swallows whatever comes. */
  halfOpen() {
    const relay = this.#relay;
    this.#relay = undefined;
    relay?.removeAllListeners('close').removeAllListeners('end');
    relay?.destroy();
    this.#client.resume();
  }

  /** The client's side is reset, where Node can: not while that side is closing already. */
  cut() {
    if (this.#client.writableEnded) this.#client.destroy();
    else this.#client.resetAndDestroy();
    this.#relay?.destroy();
  }

  /** Both sides are closed. */
  close() {
    this.#client.destroy();
    this.#relay?.destroy();
  }

  /** Both sides end without a word of WebSocket. */
  hangUp() {
    this.#client.end();
    this.#relay?.end();
  }

  #connect() {
    const relay = connect({ ...this.#target, noDelay: true });
    relay.on('error', () => undefined);
    relay.on('data', (bytes) => {
      const pieces = this.#stream.push(bytes).flatMap((piece) => this.#meddling.apply(piece));
      for (const piece of pieces) this.#client.write(piece);
    });
    relay.on('end', () => this.#client.end());
    relay.on('close', () => this.#client.destroySoon());
    if (this.#isStalled) relay.pause();
    return relay;
  }
}
