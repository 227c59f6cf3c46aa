import { oneOf, randomFrom } from '../random.js';
import type { Delivery } from '../relay/delivery.js';
import type { AttackName } from './attack-name.js';
import { ATTACKS, type Scene } from './attacks.js';
import { senderOf, type Traffic } from './traffic.js';

/** Decides what is delivered in place of one delivery. */
export type Tamper = (delivery: Delivery, traffic: Traffic) => readonly Delivery[];

/** How {@link mutations} mixes. */
export interface MutationOptions {
  /** Which attacks. Default all but `fork`, `fakeJoin` and `fakeLeave`, whose effect does not end. */
  readonly attacks?: readonly AttackName[] | undefined;
  /** The share of deliveries that are attacked, 0–1. Default 0.5. */
  readonly share?: number | undefined;
  /** Told of each attack: its name, and what an honest relay would have delivered. */
  readonly onAttack?: ((name: AttackName, delivery: Delivery) => void) | undefined;
}

const DEFAULT_SHARE = 0.5;
const PASSING_ATTACKS: readonly AttackName[] = [
  ...(['drop', 'replay', 'reorder', 'reattribute', 'splice', 'oldTraffic'] as const),
  ...(['truncate', 'extend', 'flip', 'flood'] as const),
];

/**
 * A mix of attacks, the same for the same seed and the same traffic. What comes back to its own sender passes: it is
 * the acknowledgement.
 *
 * ```ts
 * relay.tamper(mutations(42, { share: 0.2 }));
 * ```
 */
export function mutations(seed: number, options: MutationOptions = {}): Tamper {
  const { attacks = PASSING_ATTACKS, share = DEFAULT_SHARE, onAttack } = options;
  const random = randomFrom(seed);
  return (delivery, traffic) => {
    const scene: Scene = { traffic, random };
    const name = random() < share && !isEcho(delivery) ? oneOf(random, attacks) : undefined;
    const mutated = name && ATTACKS[name](delivery, scene);
    if (!mutated) return [delivery];
    onAttack?.(name, delivery);
    return mutated;
  };
}

/** Whether it is a frame on its way back to its sender. */
export const isEcho = ({ data, to }: Delivery): boolean => senderOf(data) === to;
