import { equal, holds, matches } from '../check.js';
import { ID_16 } from '../wire/table.js';
import { Client } from './program/client.js';
import type { StartProgram } from './program/program.js';
import type { Report } from './program/report.js';
import type { ClientSocket } from './relay/client-socket.js';
import { Place } from './relay/place.js';
import { PlayedRoom } from './relay/room.js';
import { ScriptedRelay } from './relay/scripted-relay.js';

/** How the client comes into a room; what is left out is as usual. */
export interface Entry {
  /** How many members are there already. Default 1. */
  readonly others?: number;
  /** The memberId of the client; those before it are unknown. Default one above the others'. */
  readonly memberId?: number;
  /** Milliseconds that the room has left. Default an hour. */
  readonly ttlRemaining?: number;
  /** More of `room:joined`, or instead of what it has. */
  readonly more?: object;
  /** Called between the client's `room:join` and the answer. */
  readonly before?: (socket: ClientSocket) => Promise<void> | void;
}

/** What a room is asked to be. */
export interface Wish {
  /** In seconds. */
  readonly ttl?: number;
  /** In members. */
  readonly capacity?: number;
}

const HOUR_MS = 3_600_000;
/** How long the back-off of a client that comes back may be, at first. */
const REJOIN_MS = 15_000;
const USERNAME = 'quiet-heron';

/** What a case has: a client, and a relay that the kit plays for it. */
export class Stage {
  readonly client: Client;
  readonly relay: ScriptedRelay;
  /** How long a second of the specification is for the client, in ms. */
  readonly #secondMs: number;
  /** How many of the rooms that the client has created are taken into account. */
  #taken = 0;

  private constructor(client: Client, relay: ScriptedRelay, secondMs: number) {
    this.client = client;
    this.relay = relay;
    this.#secondMs = secondMs;
  }

  static async set(start: StartProgram, secondMs: number): Promise<Stage> {
    const relay = await ScriptedRelay.start();
    return new Stage(new Client(start), relay, secondMs);
  }

  /** Ends the client; the relay goes with the transcript. */
  close(): Promise<void> {
    return this.client.end();
  }

  /** So many seconds of the specification, in ms. */
  seconds(count: number): number {
    return count * this.#secondMs;
  }

  /** The client joins a room of the kit's. */
  async enter(entry: Entry = {}): Promise<Place> {
    const room = new PlayedRoom();
    for (let count = entry.others ?? 1; count > 0; count--) room.admitCompanion();
    if (entry.memberId !== undefined) room.skipTo(entry.memberId - 1);
    return this.join(room, entry);
  }

  /** The client joins this room. */
  async join(room: PlayedRoom, entry: Entry = {}): Promise<Place> {
    const id = this.client.tell({ do: 'join', link: room.link(this.relay.origin) });
    const place = await this.seat(room, entry);
    equal(place.report.id, id, 'the id of the report joined');
    return place;
  }

  /** The client creates a room, and joins it as its creator. */
  async create(wish: Wish = {}, entry: Entry = {}): Promise<Place> {
    const id = this.client.tell({ do: 'create', origin: this.relay.origin, ...wish });
    const place = await this.seat(await this.created(), { more: { creator: true }, ...entry });
    equal(place.report.id, id, 'the id of the report joined');
    place.room.key = keyOf(place.report, place.room, this.relay.origin);
    return place;
  }

  /** The room that the client creates next. */
  async created(): Promise<PlayedRoom> {
    const before = this.#taken;
    for (;;) {
      const request = this.relay.request('/api/create-room');
      await this.client.unlessItFails(request, 'the request for a room');
      const created = this.relay.gate.created[before];
      if (created === undefined) continue;
      this.#taken += 1;
      return created.room;
    }
  }

  /** The client's next connection joins, and is let in. */
  async seat(room: PlayedRoom, entry: Entry = {}): Promise<Place> {
    const socket = await this.client.unlessItFails(this.relay.socket(REJOIN_MS), 'the WebSocket to /ws');
    const tag = await this.knock(socket, room);
    await entry.before?.(socket);
    return this.letIn(socket, room, tag, entry);
  }

  /** The connection has ended, and the client joins anew: by itself if it does that, else because it is asked to. */
  async rejoin({ room }: Place, entry: Entry = {}): Promise<Place> {
    const { did } = await this.client.report(['away', 'ended']);
    return did === 'ended' ? this.join(room, entry) : this.seat(room, entry);
  }

  /** The client leaves. */
  async leave({ socket }: Place): Promise<void> {
    this.client.tell({ do: 'leave' });
    await this.client.ended('left');
    await socket.expect('closed');
  }

  /** The first message of a connection, which must be a join to this room; gives its tag. */
  async knock(socket: ClientSocket, room: PlayedRoom): Promise<string> {
    const { roomId, roomSecret, tag } = await socket.text('room:join');
    equal(
      { roomId, roomSecret },
      { roomId: room.roomId, roomSecret: room.roomSecret },
      'what room:join asks for',
    );
    matches(tag, ID_16, 'the tag of room:join');
    return String(tag);
  }

  /** Answers a join; the client reports that it has joined. */
  async letIn(socket: ClientSocket, room: PlayedRoom, tag: string, entry: Entry = {}): Promise<Place> {
    const { ttlRemaining = HOUR_MS, more } = entry;
    const event = {
      type: 'room:joined',
      view: room.view(),
      ...room.admit(entry.memberId === undefined ? nameAt(room.last + 1) : USERNAME, tag),
      creator: false,
      members: room.present.map(({ named }) => named),
      capacity: 10,
      expiresAt: Date.now() + ttlRemaining,
      ttlRemaining,
      ...more,
    };
    socket.send(event);
    const report = await this.client.report('joined');
    const { memberId, username } = event;
    return new Place(this.client, socket, room, { memberId, username, tag }, report);
  }
}

/** Never given twice in a room. */
const nameAt = (memberId: number): string => (memberId === 1 ? USERNAME : `${USERNAME}-${memberId}`);

/** The key of the link that a creator tells. */
function keyOf({ link }: Report, room: PlayedRoom, origin: string): Buffer {
  const head = `${origin}/r/${room.roomId}#`;
  holds(typeof link === 'string' && link.startsWith(head), 'the link of a new room', `${head}…`, link);
  const key = link
    .slice(head.length)
    .split('&')
    .find((part) => part.startsWith('k='));
  return Buffer.from(key?.slice('k='.length) ?? '', 'base64url');
}
