import fc from 'fast-check';

/** What can be seen of rooms from outside: the relay and the model of it are compared by this alone. */
export interface State {
  readonly size: number;
  /** For each room ever made, in that order: whether it can still be found. */
  readonly found: readonly boolean[];
  /** Rooms that will be told of their deadline. */
  readonly timers: number;
  readonly connections: number;
  /** For each room ever made: the memberIds that have a seat. */
  readonly seated: readonly (readonly number[])[];
  /** For each room ever made: who hears what is published to it. */
  readonly subscribed: readonly (readonly number[])[];
  /** For each member ever let in, in that order: everything that reached it. */
  readonly seen: readonly (readonly string[])[];
}

export interface Joiner {
  readonly isSecretRight: boolean;
  /** One of {@link ADDRESSES}, by its place there. */
  readonly address: number;
  /** The relay finds the connection dead when it sends the welcome. */
  readonly isLost: boolean;
}

/** Everything that can happen to rooms. Rooms and members are named by the order in which they came. */
export interface RoomsUnderTest {
  /** A session that creates no room. */
  redeem(): void;
  /** The clamped ttl and capacity, or the code of the refusal. */
  create(ttl: number, capacity: number): string;
  /** A connection that says nothing; the code of the refusal, if it is refused. */
  connect(address: number): string;
  /** The memberId, or the code of the refusal. */
  join(room: number, joiner: Joiner): string;
  message(member: number, byte: number): void;
  /** By a Close frame; then its connection is gone as well. */
  leave(member: number): void;
  /** Its connection breaks. */
  crash(member: number): void;
  /** Asks for it; what comes of it, its room's members see. */
  purge(member: number): void;
  forward(ms: number): void;
  setWallBy(ms: number): void;
  /** The timer fires, be it too early or too late. */
  wake(): void;
  state(): State;
}

export const LIMITS = {
  maxRooms: 5,
  ttl: { min: 60, max: 1_000, default: 300 },
  capacity: { min: 2, max: 4, default: 3 },
  maxConnectionsPerAddress: 6,
};
export const ADDRESSES = ['192.0.2.1', '192.0.2.2', '2001:db8::1'];
/** Steps of the wall clock are whole seconds: one of a few ms may wait until the next operation on the room. */
const SECOND_MS = 1_000;

/** One thing that happens. Which room and which member is taken modulo those that there are. */
export type Action =
  | { readonly type: 'create'; readonly ttl: number; readonly capacity: number }
  | { readonly type: 'connect'; readonly address: number }
  | { readonly type: 'join'; readonly room: number; readonly joiner: Joiner }
  | { readonly type: 'message'; readonly member: number; readonly byte: number }
  | { readonly type: 'leave' | 'crash' | 'purge'; readonly member: number }
  | { readonly type: 'forward' | 'setWallBy'; readonly ms: number }
  /** To a room's deadline, or a millisecond before or after it. */
  | { readonly type: 'approach'; readonly room: number; readonly by: number }
  | { readonly type: 'wake' | 'redeem' };

const a = <T extends string>(type: T) => fc.constant(type);
const room = fc.nat(9);
const member = fc.nat(15);
const passing = fc.oneof(fc.nat(2_000), fc.nat(100_000));
// Some sizes come often, so that a step is taken back now and then.
const wallStep = fc
  .oneof(fc.constantFrom(-600, -60, 60, 600), fc.integer({ min: -700, max: 700 }))
  .map((seconds) => seconds * SECOND_MS);
const address = fc.nat(ADDRESSES.length - 1);
const oneIn = (count: number) => fc.nat(count - 1).map((n) => n === 0);
const joiner: fc.Arbitrary<Joiner> = fc.record({
  isSecretRight: oneIn(6).map((isWrong) => !isWrong),
  address,
  isLost: oneIn(8),
});

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: a('create'), ttl: fc.nat(1_100), capacity: fc.nat(5) }) },
  { weight: 12, arbitrary: fc.record({ type: a('join'), room, joiner }) },
  { weight: 1, arbitrary: fc.record({ type: a('connect'), address }) },
  { weight: 1, arbitrary: fc.record({ type: a('redeem') }) },
  { weight: 6, arbitrary: fc.record({ type: a('message'), member, byte: fc.nat(255) }) },
  { weight: 3, arbitrary: fc.record({ type: a('leave'), member }) },
  { weight: 3, arbitrary: fc.record({ type: a('crash'), member }) },
  { weight: 2, arbitrary: fc.record({ type: a('purge'), member }) },
  { weight: 3, arbitrary: fc.record({ type: a('forward'), ms: passing }) },
  { weight: 3, arbitrary: fc.record({ type: a('approach'), room, by: fc.integer({ min: -1, max: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ type: a('setWallBy'), ms: wallStep }) },
  { weight: 5, arbitrary: fc.record({ type: a('wake') }) },
);
