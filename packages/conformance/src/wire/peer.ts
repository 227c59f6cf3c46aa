import { equal, matches, Mismatch } from '../check.js';
import { Inbox } from './inbox.js';
import { CLOSE, type CloseCode } from './table.js';
import { showBytes } from './transcript.js';
import { WAIT_MS } from './wait.js';

export type RoomEvent = Readonly<Record<string, unknown>>;

/** What a connection can receive, in order; the end is the last of it. */
export type Item =
  | { readonly kind: 'event'; readonly event: RoomEvent }
  | { readonly kind: 'frame'; readonly bytes: Buffer }
  | { readonly kind: 'pong'; readonly bytes: Buffer }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

export const KEEP_ALIVE = Buffer.from([0x00]);

/** The client's side of one connection, whatever carries it. Every wait is bounded. */
export abstract class Peer {
  readonly inbox = new Inbox<Item>();

  abstract sendText(text: string | Buffer): void;
  abstract sendBinary(bytes: Buffer): void;
  /** Sends the Close frame. */
  abstract leave(): void;
  /** Cuts the TCP connection without a Close frame. */
  abstract cut(): void;

  send(message: object): void {
    this.sendText(JSON.stringify(message));
  }

  /** The next thing that arrives must be an event of this type. */
  async event(type: string): Promise<RoomEvent> {
    const item = await this.inbox.next(`event ${type}`);
    if (item.kind !== 'event' || item.event['type'] !== type)
      throw new Mismatch('what arrives next', `event ${type}`, showItem(item));
    return item.event;
  }

  /** The next thing that arrives must be a binary frame. */
  async frame(): Promise<Buffer> {
    const item = await this.inbox.next('a binary frame');
    if (item.kind !== 'frame') throw new Mismatch('what arrives next', 'a binary frame', showItem(item));
    return item.bytes;
  }

  async frames(count: number): Promise<Buffer[]> {
    const frames: Buffer[] = [];
    while (frames.length < count) frames.push(await this.frame());
    return frames;
  }

  /** The next thing that happens must be the end; 1006 stands for an end without a Close frame. */
  async closed(ms = WAIT_MS): Promise<{ code: number; reason: string }> {
    const item = await this.inbox.next('the close', ms);
    if (item.kind !== 'closed') throw new Mismatch('what happens next', 'the close', showItem(item));
    return { code: item.code, reason: item.reason };
  }

  /** Everything up to the end, the end included. */
  async untilClosed(): Promise<Item[]> {
    const items: Item[] = [];
    do items.push(await this.inbox.next('the close'));
    while (items.at(-1)?.kind !== 'closed');
    return items;
  }
}

/** An item for people. */
export function showItem(item: Item): string {
  if (item.kind === 'event') return `event ${JSON.stringify(item.event)}`;
  if (item.kind === 'closed') return `close ${item.code} ${item.reason}`;
  return `${item.kind} ${showBytes(item.bytes)}`;
}

/** The error event of `code` comes next. */
export async function expectErrorEvent(peer: Peer, code: string): Promise<void> {
  const event = await peer.event('error');
  equal(event['code'], code, 'the code of the error event');
  matches(event['message'], /\S/, 'the message of the error event');
}

/** The close code of `code` comes next, its name as the reason. */
export async function expectClose(peer: Peer, code: CloseCode): Promise<void> {
  equal(await peer.closed(), { code: CLOSE[code], reason: code }, 'the close');
}

/** The error event of `code` comes next, then its close code: nothing else. */
export async function expectRefusal(peer: Peer, code: CloseCode): Promise<void> {
  await expectErrorEvent(peer, code);
  await expectClose(peer, code);
}

/** The room's end comes next: the event with its reason, then the close code, nothing else. */
export async function expectRoomEnd(peer: Peer, reason: 'ttl' | 'purge'): Promise<void> {
  equal((await peer.event('room:expired'))['reason'], reason, 'the reason of room:expired');
  await expectClose(peer, reason === 'ttl' ? 'room_expired' : 'room_purged');
}

/** The connection is open and nothing unread was on its way: a keep-alive's answer is the next to arrive. */
export async function expectNothingElse(peer: Peer): Promise<void> {
  peer.sendBinary(KEEP_ALIVE);
  equal(await peer.frame(), KEEP_ALIVE, 'the answer to a keep-alive, and nothing before it');
}
