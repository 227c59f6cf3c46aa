import { parseRoomLink, startJoining } from '@pug-network/protocol';
import { enter, type JoinOptions } from '../src/enter.js';
import type { Environment } from '../src/platform/environment.js';
import type { Room } from '../src/types.js';
import { environmentOf, FakeClock } from './fake-clock.js';
import { Recording } from './record.js';
import type { Peer } from './relay/peer.js';
import type { ScriptedRelay } from './relay/scripted-relay.js';
import { Story } from './relay/story.js';
import { within } from './relay/wait.js';

export interface Scene {
  readonly clock?: FakeClock;
  readonly story?: Story;
  readonly own?: Partial<Environment>;
}

/** A client in a room of a scripted relay. */
export interface Entered {
  readonly room: Room;
  /** Everything the room tells. */
  readonly told: Recording;
  readonly peer: Peer;
  readonly story: Story;
  readonly clock: FakeClock;
}

/** Begins to join the story's room; the relay has yet to let it in. */
export function entering(
  relay: ScriptedRelay,
  { clock = new FakeClock(), story = new Story(), own = {} }: Scene = {},
  options: JoinOptions = {},
): { readonly joining: Promise<Room>; readonly story: Story; readonly clock: FakeClock } {
  const link = parseRoomLink(story.link(relay.origin));
  if (!link.ok) throw new Error(link.code);
  const environment = environmentOf(clock, own);
  const joining = enter(link.value, startJoining().state, environment, options);
  joining.catch(() => undefined);
  return { joining, story, clock };
}

/** Takes the relay's next connection and lets it in. */
export async function admitNext(
  relay: ScriptedRelay,
  story: Story,
  fields: Parameters<Story['admit']>[1] = {},
): Promise<Peer> {
  const peer = await relay.peer();
  const { tag } = await peer.join();
  peer.tell(story.admit(tag, fields));
  return peer;
}

/** Joins the story's room: as its creator, unless somebody came into the story before. */
export async function entered(
  relay: ScriptedRelay,
  scene: Scene & { readonly fields?: Parameters<Story['admit']>[1] } = {},
  options: JoinOptions = {},
): Promise<Entered> {
  const { joining, story, clock } = entering(relay, scene, options);
  const peer = await admitNext(relay, story, scene.fields);
  const room = await within(joining, 'the room');
  return { room, told: new Recording(room), peer, story, clock };
}
