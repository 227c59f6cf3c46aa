import type { Room } from '../../src/index.js';

/** Everything that a room tells of messages, in one line each, and the messages that it shows. */
export class Watched {
  readonly told: string[] = [];
  readonly shown: { readonly from: number; readonly seq: number; readonly text: string }[] = [];

  constructor(room: Room) {
    room.on('message', (message) => {
      const { from, seq } = message;
      const text = message.kind === 'text' ? message.text : message.kind;
      this.shown.push({ from: from.memberId, seq, text });
      this.told.push(`${from.memberId} says ${text}`);
    });
    room.on('gap', ({ from, missing }) => this.told.push(`gap of ${missing} from ${from.memberId}`));
    for (const name of ['replay', 'undecryptable', 'unsupported'] as const) {
      room.on(name, ({ from }) => this.told.push(`${name} from ${from.memberId}`));
    }
    room.on('closed', ({ reason }) => this.told.push(`closed: ${reason}`));
  }
}
