import type { Delivery } from '../relay/delivery.js';
import { RunningRelay } from '../relay/running-relay.js';
import { isMeant, type Target } from '../relay/target.js';
import type { TestRelay, TestRelayOptions } from '../relay/test-relay.js';
import { randomFrom } from '../random.js';
import type { AttackName } from './attack-name.js';
import { ATTACKS, type Scene } from './attacks.js';
import { isEcho, type Tamper } from './mutations.js';
import { Traffic } from './traffic.js';

/** What a malicious relay can be told besides. */
export interface MaliciousRelayOptions extends TestRelayOptions {
  /** Told of everything that is delivered to a member, attacked or not, in order. */
  readonly onDelivery?: ((delivery: Delivery) => void) | undefined;
}

/** When an attack happens. */
export interface AttackOptions {
  /** To whom. Default anybody, but for frames on their way back to their sender. */
  readonly to?: Target | undefined;
  /** To how many deliveries. Default 1. */
  readonly times?: number | undefined;
}

/** A test relay with a hand that decides what members get: `room:joined`, presence, and frames. */
export interface MaliciousRelay extends TestRelay {
  /** Attacks the next delivery that can be attacked so; resolves once it has been. See {@link ATTACKS}. */
  attack(name: AttackName, options?: AttackOptions): Promise<void>;
  /** Hands every delivery that no {@link attack} waits for to `tamper`; without one the relay is honest again. */
  tamper(tamper?: Tamper): void;
}

interface Planned {
  readonly name: AttackName;
  readonly to: Target | undefined;
  readonly resolve: () => void;
  times: number;
}

const honest: Tamper = (delivery) => [delivery];

/**
 * A relay in the same process that attacks its clients when it is told to.
 *
 * ```ts
 * const relay = createMaliciousRelay();
 * const room = await createRoom(relay.origin, relay.platform);
 * const friend = await joinRoom(room.link, relay.platform);
 * await relay.settle();
 * friend.on('undecryptable', ({ from }) => console.log('damaged, from', from.username));
 * relay.attack('flip', { to: friend });
 * await room.send('hello');
 * await relay.settle();
 * ```
 */
export function createMaliciousRelay(options: MaliciousRelayOptions = {}): MaliciousRelay {
  const hand = new Hand(options);
  const relay = new RunningRelay(options, (delivery) => hand.deliver(delivery));
  return Object.assign(relay, {
    attack: (name: AttackName, attackOptions?: AttackOptions) => hand.attack(name, attackOptions),
    tamper: (tamper?: Tamper) => hand.tamper(tamper),
  });
}

/** What lies between a relay and its members. */
class Hand {
  readonly #scene: Scene;
  readonly #onDelivery: (delivery: Delivery) => void;
  #planned: Planned[] = [];
  #tamper = honest;

  constructor({ seed = 1, onDelivery = () => undefined }: MaliciousRelayOptions) {
    this.#scene = { traffic: new Traffic(), random: randomFrom(seed) };
    this.#onDelivery = onDelivery;
  }

  attack(name: AttackName, { to, times = 1 }: AttackOptions = {}): Promise<void> {
    return new Promise((resolve) => {
      this.#planned.push({ name, to, times, resolve });
    });
  }

  tamper(tamper = honest): void {
    this.#tamper = tamper;
  }

  deliver(delivery: Delivery): readonly Delivery[] {
    const { traffic } = this.#scene;
    traffic.note(delivery);
    const held = traffic.release(delivery);
    const delivered = held ? [delivery, held] : this.#decide(delivery);
    for (const told of delivered) {
      traffic.noteTold(told);
      this.#onDelivery(told);
    }
    return delivered;
  }

  #decide(delivery: Delivery): readonly Delivery[] {
    for (const planned of this.#planned) {
      const { name, to, resolve } = planned;
      if (!isFor(to, delivery)) continue;
      const attacked = ATTACKS[name](delivery, this.#scene);
      if (!attacked) continue;
      planned.times -= 1;
      this.#planned = this.#planned.filter(({ times }) => times > 0);
      if (planned.times <= 0) resolve();
      return attacked;
    }
    return this.#tamper(delivery, this.#scene.traffic);
  }
}

const isFor = (target: Target | undefined, delivery: Delivery): boolean =>
  target === undefined
    ? !isEcho(delivery)
    : isMeant(target, { roomId: delivery.roomId, memberId: delivery.to });
