import { PugError, type Room } from '@pug-network/client-sdk';
import type { MessageEntry } from './entry.js';

/** What became of one's own message. */
export type Outcome = Pick<MessageEntry, 'delivery'> & Partial<Pick<MessageEntry, 'memberId' | 'name'>>;

/** Sends a text, and tells what became of it: after a reconnection it may have gone out under another name. */
export async function deliver(room: Room, text: string): Promise<Outcome> {
  try {
    const { from } = await room.send(text);
    return { delivery: 'sent', memberId: from.memberId, name: from.username };
  } catch (error) {
    return { delivery: error instanceof PugError && error.code === 'lost' ? 'lost' : 'unsent' };
  }
}
