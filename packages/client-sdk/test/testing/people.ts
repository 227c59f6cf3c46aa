import { createRoom, joinRoom, type PugError, type Room, type RoomEvents } from '../../src/index.js';
import type { TestRelay } from '../../src/testing/index.js';

/** A room and somebody else in it, both knowing of each other. */
export async function twoIn(relay: TestRelay): Promise<{ readonly room: Room; readonly friend: Room }> {
  const room = await createRoom(relay.origin, relay.platform);
  const friend = await joinRoom(room.link, relay.platform);
  await relay.settle();
  return { room, friend };
}

/** The code that something fails with. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as PugError).code,
  );

/** Everything of some kinds that a room tells from now on. */
export function eventsOf<Name extends keyof RoomEvents>(room: Room, name: Name): RoomEvents[Name][] {
  const events: RoomEvents[Name][] = [];
  room.on(name, (event) => events.push(event));
  return events;
}
