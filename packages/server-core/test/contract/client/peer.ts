import { expect } from 'vitest';
import { Inbox } from './inbox.js';
import { CLOSE, type CloseCode } from './table.js';
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
      throw new Error(`awaited event ${type}, got ${show(item)}`);
    return item.event;
  }

  /** The next thing that arrives must be a binary frame. */
  async frame(): Promise<Buffer> {
    const item = await this.inbox.next('a binary frame');
    if (item.kind !== 'frame') throw new Error(`awaited a binary frame, got ${show(item)}`);
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
    if (item.kind !== 'closed') throw new Error(`awaited the close, got ${show(item)}`);
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

function show(item: Item): string {
  if (item.kind === 'event') return `event ${JSON.stringify(item.event)}`;
  if (item.kind === 'closed') return `close ${item.code} ${item.reason}`;
  return `${item.kind} of ${item.bytes.length} bytes`;
}

/** The error event of `code` comes next. */
export async function expectErrorEvent(peer: Peer, code: string): Promise<void> {
  const event = await peer.event('error');
  expect(event).toEqual({ type: 'error', code, message: expect.stringMatching(/\S/) as unknown });
}

/** The close code of `code` comes next, its name as the reason. */
async function expectClose(peer: Peer, code: CloseCode): Promise<void> {
  expect(await peer.closed()).toEqual({ code: CLOSE[code], reason: code });
}

/** The error event of `code` comes next, then its close code: nothing else. */
export async function expectRefusal(peer: Peer, code: CloseCode): Promise<void> {
  await expectErrorEvent(peer, code);
  await expectClose(peer, code);
}

/** The room's end comes next: the event with its reason, then the close code, nothing else. */
export async function expectRoomEnd(peer: Peer, reason: 'ttl' | 'purge'): Promise<void> {
  expect(await peer.event('room:expired')).toEqual({ type: 'room:expired', reason });
  await expectClose(peer, reason === 'ttl' ? 'room_expired' : 'room_purged');
}

/** The connection is open and nothing unread was on its way: a keep-alive's answer is the next to arrive. */
export async function expectNothingElse(peer: Peer): Promise<void> {
  peer.sendBinary(KEEP_ALIVE);
  expect(await peer.frame()).toEqual(KEEP_ALIVE);
}
