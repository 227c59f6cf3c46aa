import { CODES } from '@pug-network/protocol';
import { challenge, created, session } from './answers.js';
import type { Peer } from './peer.js';
import type { ScriptedRelay } from './scripted-relay.js';
import type { Story } from './story.js';

/** Lets a scripted relay serve the story's room as a good relay does, to so many who come, one after the other. */
export async function host(relay: ScriptedRelay, story: Story, visitors: number): Promise<void> {
  relay.answer('/api/pow-challenge', challenge());
  relay.answer('/api/pow-redeem', session());
  relay.answer('/api/create-room', created(story));
  const members: Peer[] = [];
  for (let i = 0; i < visitors; i++) {
    const peer = await relay.peer();
    const { tag } = await peer.join();
    const joined = story.admit(tag);
    const { memberId, username } = joined;
    for (const member of members) member.tell({ type: 'presence:join', memberId, username, tag });
    peer.tell(joined);
    members.push(peer);
    const forward = (frame: Uint8Array): void => members.forEach((member) => member.send(frame));
    peer.each(forward, () => purge(members));
  }
}

function purge(members: readonly Peer[]): void {
  for (const member of members) {
    member.tell({ type: 'room:expired', reason: 'purge' });
    member.close(CODES.room_purged.close);
  }
}
