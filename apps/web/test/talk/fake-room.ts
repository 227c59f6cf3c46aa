import {
  type Closed,
  type Message,
  type Participant,
  PugError,
  type PugErrorCode,
  type Room,
  type RoomEvents,
  type RoomState,
} from '@pug-network/client-sdk';

/** A text on its way, for a test to say what becomes of it. */
export interface Sent {
  readonly text: string;
  /** Everybody has it: the relay's echo, then the end of `send`. */
  echo(): Promise<void>;
  fail(code: PugErrorCode): Promise<void>;
}

const HOUR_MS = 3_600_000;
const ROOM_ID = 'AAECAwQFBgcICQoLDA0ODw';
export const LINK = `https://chat.example/r/${ROOM_ID}#k=${'A'.repeat(43)}&s=${'A'.repeat(22)}`;

export const me: Participant = { memberId: 1, username: 'amber-otter', self: true };
export const ann: Participant = { memberId: 2, username: 'quiet-heron', self: false };
export const bob: Participant = { memberId: 3, username: 'swift-lynx', self: false };

/** A room without a relay, which says what a test makes it say. */
export class FakeRoom implements Room {
  readonly link = LINK;
  readonly capacity = 10;
  readonly expiresAt = 0;
  readonly closed = new Promise<Closed>(() => undefined);
  state: RoomState = 'joined';
  self = me;
  creator = true;
  members: readonly Participant[] = [me, ann];
  ttlRemaining = HOUR_MS;
  readonly sent: Sent[] = [];
  readonly asked: string[] = [];
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  get listenerCount(): number {
    return Array.from(this.#listeners.values(), ({ size }) => size).reduce((sum, size) => sum + size, 0);
  }

  on<Name extends keyof RoomEvents>(name: Name, listener: (event: RoomEvents[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof RoomEvents>(name: Name, event: RoomEvents[Name]): void {
    for (const listener of (this.#listeners.get(name) ?? []) as Set<(event: RoomEvents[Name]) => void>) {
      listener(event);
    }
  }

  send(data: unknown): Promise<Message> {
    const text = String(data);
    return new Promise((resolve, reject) => {
      this.sent.push({
        text,
        echo: () => {
          const message = textOf(this.self, text);
          this.emit('message', message);
          resolve(message);
          return settled();
        },
        fail: (code) => {
          reject(new PugError(code));
          return settled();
        },
      });
    });
  }

  say(from: Participant, text: string, receivedAt = 0): void {
    this.emit('message', textOf(from, text, receivedAt));
  }

  loseConnection(): void {
    this.state = 'reconnecting';
    this.creator = false;
    this.emit('state', { state: this.state });
  }

  comeBack(self: Participant, members: readonly Participant[] = [self]): void {
    this.state = 'joined';
    this.self = self;
    this.members = members;
    this.emit('state', { state: this.state });
  }

  end(): void {
    this.state = 'closed';
    this.creator = false;
    this.ttlRemaining = 0;
    this.emit('state', { state: this.state });
    this.members = [];
    this.emit('closed', { reason: 'expired', code: undefined });
  }

  messages(): AsyncIterableIterator<Message> {
    throw new Error('nobody reads these');
  }

  purge(): Promise<void> {
    this.asked.push('purge');
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.asked.push('leave');
    return Promise.resolve();
  }
}

const textOf = (from: Participant, text: string, receivedAt = 0): Message => ({
  kind: 'text',
  text,
  from,
  seq: 1,
  receivedAt,
});

/** Until what follows a settled promise has run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
