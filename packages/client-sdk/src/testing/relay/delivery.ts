import type { AttackName } from '../hostile/attack-name.js';

/** Something on its way to a member: what a relay decides about. */
export interface Delivery {
  readonly roomId: string;
  /** The memberId of who is to get it. */
  readonly to: number;
  /** A binary frame, or an event (`room:joined`, `presence:join`, `presence:leave`) as JSON. */
  readonly data: string | Uint8Array;
  /** The attack that made it; absent in what an honest relay delivers. */
  readonly attack?: AttackName | undefined;
}

/** What becomes of a delivery: an honest relay hands it on as it is. */
export type Deliver = (delivery: Delivery) => readonly Delivery[];
