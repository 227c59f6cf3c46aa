import { Queue } from './relay/queue.js';
import type { Room, RoomEvents } from '../src/types.js';

/** One event of a room, by its name. */
export type Recorded = {
  readonly [Name in keyof RoomEvents]: readonly [name: Name, event: RoomEvents[Name]];
}[keyof RoomEvents];

/** Every event of a room. */
export const EVENT_NAMES = [
  'message',
  'joined',
  'left',
  'gap',
  'replay',
  'undecryptable',
  'unsupported',
  'state',
  'closed',
] as const satisfies readonly (keyof RoomEvents)[];

/** Everything that a room tells from now on, in order. */
export class Recording {
  readonly #events = new Queue<Recorded>();

  constructor(room: Room) {
    for (const name of EVENT_NAMES) room.on(name, (event) => this.#events.push([name, event] as Recorded));
  }

  /** The next event, whatever it is. */
  next(): Promise<Recorded> {
    return this.#events.next('an event of the room');
  }

  take(count: number): Promise<Recorded[]> {
    return this.#events.take(count, 'events of the room');
  }

  /** What has been told and was not taken. */
  drain(): Recorded[] {
    return this.#events.drain();
  }

  /** The next event of `name`; others on the way to it are passed over. */
  async until<Name extends keyof RoomEvents>(name: Name): Promise<RoomEvents[Name]> {
    for (;;) {
      const [told, event] = await this.next();
      if (told === name) return event as RoomEvents[Name];
    }
  }
}

/** Events in one line each, for comparison. */
export const briefly = (events: readonly Recorded[]): string[] =>
  events.map(([name, event]) => {
    if (name === 'message') return `${event.from.memberId} says ${'text' in event ? event.text : event.kind}`;
    if (name === 'gap') return `gap of ${event.missing} from ${event.from.memberId}`;
    if (name === 'state') return event.state;
    if (name === 'closed') return `closed: ${event.reason}`;
    return `${name} ${'from' in event ? event.from.memberId : event.memberId}`;
  });
