import type { Member, RoomJoined } from '@pug-network/protocol';
import type { Participant } from '../types.js';

const NOBODY: Participant = { memberId: 0, username: '', self: true };

/** Who is in the room, and how those who have left were called. */
export class Roster {
  readonly #present = new Map<number, Participant>();
  readonly #known = new Map<number, Participant>();
  #self = NOBODY;

  get self(): Participant {
    return this.#self;
  }

  get members(): readonly Participant[] {
    return Array.from(this.#present.values());
  }

  /** Begins anew with what a joiner is told. */
  reset({ memberId, username, members }: RoomJoined): void {
    this.#present.clear();
    this.#known.clear();
    for (const member of members) this.#add({ ...member, self: false });
    this.#self = this.#add({ memberId, username, self: true });
  }

  join(member: Member): Participant {
    return this.#add({ ...member, self: false });
  }

  /** Whoever it was; `undefined` for somebody who was not there. */
  leave(memberId: number): Participant | undefined {
    const participant = this.#present.get(memberId);
    this.#present.delete(memberId);
    return participant;
  }

  clear(): void {
    this.#present.clear();
  }

  /** A sender by its id; one that no relay has told of goes by its number. */
  participant(memberId: number): Participant {
    return this.#known.get(memberId) ?? { memberId, username: `unknown-${memberId}`, self: false };
  }

  #add(participant: Participant): Participant {
    this.#present.set(participant.memberId, participant);
    this.#known.set(participant.memberId, participant);
    return participant;
  }
}
