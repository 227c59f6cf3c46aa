import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { bounded } from '../support/bounded.js';
import { recordingWebSocket, type Close, type Traffic } from './traffic.js';

/** A room as the relay gives it. */
export interface Place {
  readonly roomId: string;
  readonly roomSecret: string;
}

type Item = Buffer | string | Close;

/** A client of bare frames, all that it says and hears recorded. */
export class Peer {
  readonly #socket: InstanceType<ReturnType<typeof recordingWebSocket>>;
  readonly #items: Item[] = [];
  #onItem: () => void = () => undefined;

  private constructor(traffic: Traffic, origin: string) {
    this.#socket = new (recordingWebSocket(traffic))(`${origin.replace(/^http/, 'ws')}/ws`, 'pug.v1');
    this.#socket.on('message', (data: Buffer, isBinary: boolean) =>
      this.#push(isBinary ? data : data.toString()),
    );
    this.#socket.on('close', (code, reason) =>
      this.#push({ kind: 'close', code, reason: reason.toString() }),
    );
  }

  static async open(traffic: Traffic, origin: string): Promise<Peer> {
    const peer = new Peer(traffic, origin);
    await bounded(once(peer.#socket, 'open'), 'a connection');
    return peer;
  }

  send(data: object | Uint8Array): void {
    this.#socket.send(data instanceof Uint8Array ? data : JSON.stringify(data));
  }

  /** Sends what is of no known form, which no description has anything for. */
  sendSpoilt(data: string | Uint8Array, isBinary?: boolean): void {
    this.#socket.sendSpoilt(data, isBinary);
  }

  /** Joins, and waits for the answer: an event, whatever it is. */
  async join({ roomId, roomSecret }: Place): Promise<Record<string, unknown>> {
    this.send({ type: 'room:join', roomId, roomSecret, tag: randomBytes(16).toString('base64url') });
    return JSON.parse((await this.next()) as string) as Record<string, unknown>;
  }

  /** Whatever comes next. */
  async next(): Promise<Item> {
    const waiting = async (): Promise<Item> => {
      for (;;) {
        const item = this.#items.shift();
        if (item !== undefined) return item;
        await new Promise<void>((resolve) => {
          this.#onItem = resolve;
        });
      }
    };
    return bounded(waiting(), 'something to arrive');
  }

  /** The end, and how many things came before it. */
  async closed(): Promise<Close> {
    for (;;) {
      const item = await this.next();
      if (typeof item === 'object' && 'kind' in item) return item;
    }
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  cut(): void {
    this.#socket.terminate();
  }

  #push(item: Item): void {
    this.#items.push(item);
    this.#onItem();
  }
}

/** A message frame under a memberId, with a blob of so many bytes that nobody can open. */
export function messageOf(memberId: number, blobBytes: number): Uint8Array {
  const frame = Buffer.alloc(5 + blobBytes, 0x01);
  frame.writeUInt32BE(memberId, 1);
  return frame;
}
