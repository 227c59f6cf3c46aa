import type { TestRelayOptions } from '../../../src/testing/index.js';
import { newRoom, RawSocket, type Ground } from '../ground.js';

/** Something that a relay is put through, and what it answers: the same whichever relay it is. */
export interface Scenario {
  readonly name: string;
  readonly options?: TestRelayOptions;
  readonly run: (ground: Ground) => Promise<readonly string[]>;
  readonly told: readonly string[];
}

export const blob = (length = 28): Uint8Array => new Uint8Array(length).fill(7);

/** One socket that has joined a room, and what it hears of what `act` does. */
export async function afterJoining(
  ground: Ground,
  act: (socket: RawSocket) => void,
  query = '',
): Promise<string[]> {
  const socket = await RawSocket.join(ground, await newRoom(ground, query));
  socket.news();
  act(socket);
  await ground.settle();
  return socket.news();
}

/** One socket that has not joined. */
export async function beforeJoining(ground: Ground, act: (socket: RawSocket) => void): Promise<string[]> {
  const socket = await RawSocket.open(ground);
  act(socket);
  await ground.settle();
  return socket.news();
}

/** What a connection that is refused is told. */
export const refused = (code: string, close: number): string[] => [`error ${code}`, `close ${close} ${code}`];
