import { DEFAULT_RATE, type Rate, type RoomJoined } from '@pug-network/protocol';
import { Session, type SessionSocket } from '../src/connection/session.js';
import { roomCipher, type RoomCipher } from '../src/crypto/cipher.js';
import { cryptoSource } from '../src/crypto/source.js';
import type { Environment } from '../src/platform/environment.js';
import { LiveRoom } from '../src/room/live-room.js';
import { environmentOf, FakeClock } from './fake-clock.js';
import { Recording } from './record.js';
import { Queue } from './relay/queue.js';
import { Story } from './relay/story.js';

/** A socket without a network: what is sent is kept, and it says whether it was closed or given up. */
export class FakeSocket implements SessionSocket {
  readonly #frames = new Queue<Uint8Array>();
  readonly #texts = new Queue<string>();
  isOpen = true;
  readonly closes: number[] = [];
  givenUp = 0;

  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    if (typeof data === 'string') this.#texts.push(data);
    else this.#frames.push(data);
    return true;
  }

  close(code: number): Promise<void> {
    this.closes.push(code);
    return Promise.resolve();
  }

  giveUp(): void {
    this.givenUp += 1;
  }

  frame(what = 'a frame to be sent'): Promise<Uint8Array> {
    return this.#frames.next(what);
  }

  frames(count: number): Promise<Uint8Array[]> {
    return this.#frames.take(count, 'frames to be sent');
  }

  /** Frames that nobody has taken. */
  get waitingFrames(): number {
    return this.#frames.size;
  }

  /** Requests that nobody has taken. */
  get waitingTexts(): number {
    return this.#texts.size;
  }

  text(): Promise<string> {
    return this.#texts.next('a request to be sent');
  }
}

export const TAG = 'AAECAwQFBgcICQoLDA0ODw';

/** Rates that let everything go at once. */
export const FAST: Rate = { frames: 1e6, frameBurst: 1e6, bytes: 1e9, byteBurst: 1e9 };

/** Texts to send, each another. */
export const texts = (count: number): string[] => Array.from({ length: count }, (_, i) => `message ${i + 1}`);

interface Setting {
  readonly story?: Story;
  readonly clock?: FakeClock;
  readonly fields?: Partial<RoomJoined>;
  readonly rate?: Rate;
  readonly reconnect?: boolean;
  readonly own?: Partial<Environment>;
}

/** The cipher of a story's room. */
export const cipherOf = ({ key, roomId }: Pick<Story, 'key' | 'roomId'>): Promise<RoomCipher> =>
  roomCipher(cryptoSource(), key, roomId);

/** A session over a fake socket; nobody listens to it yet. */
export async function sessionOf({ story = new Story(), clock = new FakeClock(), ...rest }: Setting = {}) {
  const socket = new FakeSocket();
  const cipher = await cipherOf(story);
  const environment = environmentOf(clock, rest.own);
  const session = new Session(socket, story.admit(TAG, rest.fields), TAG, cipher, environment);
  return { session, socket, story, clock, cipher, environment };
}

/** A room over a fake socket: the relay is the test itself. */
export async function talking(setting: Setting = {}) {
  const { session, cipher, environment, ...rest } = await sessionOf(setting);
  const { roomId, roomSecret, key } = rest.story;
  const link = { origin: 'http://127.0.0.1:1', roomId, roomSecret, key };
  const { reconnect = false, rate = DEFAULT_RATE } = setting;
  const parts = { link, cipher, environment, reconnect, rate };
  const { memberId, creator } = session.joined;
  const room = new LiveRoom(parts, { step: 'talk', memberId, creator }, session);
  return { room, told: new Recording(room), session, ...rest };
}

/** A room with members 1 and 2, and the client as member 3. */
export async function amongOthers() {
  const story = new Story();
  story.arrival();
  story.arrival();
  const scene = await talking({ story });
  const say = (event: object): void => scene.session.onText(JSON.stringify(event));
  const leaving = (memberId: number): void => say({ type: 'presence:leave', memberId });
  return { ...scene, say, leaving };
}
