import {
  DEFAULT_RATE,
  type CreatedRoom,
  type JoinRequest,
  type Result,
  type Session,
} from '@pug-network/protocol';
import { expect } from 'vitest';
import { Connections } from '../../../src/connections/connections.js';
import { Gate } from '../../../src/gate/gate.js';
import type { Joined } from '../../../src/rooms/join.js';
import { Registry } from '../../../src/rooms/registry.js';
import type { Member, Room } from '../../../src/rooms/room.js';
import { UNSCHEDULED } from '../../../src/timing/deadlines.js';
import { Timekeeper } from '../../../src/timing/timekeeper.js';
import { ManualClock } from '../../support/clock.js';
import { FakePublisher } from '../../support/room-seam.js';
import { ADDRESSES, LIMITS } from './relay.js';
import { placesFor, LivePeer, type Closing } from './peer.js';

const MANY = 1_000;

/** A registry that lets its rooms be looked at when they are gone from it. */
class OpenRegistry extends Registry {
  readonly rooms = new Map<string, Room>();

  override join(request: JoinRequest, member: Member): ReturnType<Registry['join']> {
    const joined: Result<Joined, string> = super.join(request, member);
    if (joined.ok) this.rooms.set(request.roomId, joined.value.room);
    return joined as ReturnType<Registry['join']>;
  }
}

/** What is in a relay. */
export interface Contents {
  readonly rooms: number;
  readonly seats: number;
  readonly topics: number;
  readonly connections: number;
  /** Redeemed tokens and sessions are remembered. */
  readonly isGateAwake: boolean;
  readonly deadlines: number;
}

/** A relay without an engine: gate, registry and connections on one clock, as `server.ts` wires them. */
export class WiredRelay {
  readonly clock = new ManualClock();
  readonly publisher = new FakePublisher();
  readonly timekeeper = new Timekeeper(this.clock);
  readonly registry: OpenRegistry;
  readonly connections: Connections;
  readonly #gate = new Gate(0, this.clock, this.timekeeper);

  constructor() {
    const { clock, publisher, timekeeper } = this;
    this.registry = new OpenRegistry({ ...LIMITS, clock, timekeeper, publisher, later: () => undefined });
    this.connections = new Connections(
      { ...LIMITS, maxConnections: MANY },
      { registry: this.registry, timekeeper, clock, rate: DEFAULT_RATE },
    );
  }

  redeem(): string {
    const session = this.#gate.redeem({ token: this.#gate.challenge().token, nonce: '0' });
    expect(session.ok).toBe(true);
    return (session as { value: Session }).value.sessionToken;
  }

  create(ttl: number, capacity: number): Result<CreatedRoom, 'server_full'> {
    const sessionToken = this.redeem();
    const created = this.registry.create(ttl, capacity);
    if (created.ok) this.#gate.spend(sessionToken);
    expect(this.#gate.isSession(sessionToken)).toBe(!created.ok);
    return created;
  }

  open(address: number, closing: Closing): LivePeer {
    return new LivePeer(this.connections, this.publisher, ADDRESSES[address]!, closing);
  }

  /** How many connections each address can open yet: asking fills it up. */
  fillUp(): number[] {
    return ADDRESSES.map((_, address) => placesFor(() => this.open(address, 'after')));
  }

  contents(): Contents {
    const { registry, publisher, connections, timekeeper } = this;
    return {
      rooms: registry.size,
      seats: [...registry.rooms.values()].reduce((sum, { seats }) => sum + (seats?.size ?? 0), 0),
      topics: publisher.topics.size,
      connections: connections.size,
      isGateAwake: this.#gate.slot !== UNSCHEDULED,
      deadlines: timekeeper.size,
    };
  }
}
