import fc from 'fast-check';

/** What can be seen of rooms from outside: the registry and the model of it are compared by this alone. */
export interface State {
  readonly size: number;
  /** For each room ever made, in that order: whether it can still be found. */
  readonly found: readonly boolean[];
  readonly timers: number;
  /** For each room ever made: who hears what is published to it. */
  readonly subscribed: readonly (readonly number[])[];
  /** For each member ever let in, in that order: everything that reached it. */
  readonly seen: readonly (readonly string[])[];
}

/** Everything that can happen to rooms. Rooms and members are named by the order in which they came. */
export interface RoomsUnderTest {
  /** The clamped ttl and capacity, or the code of the refusal. */
  create(ttl: number, capacity: number): string;
  /** The memberId, or the code of the refusal. */
  join(room: number, isSecretRight: boolean): string;
  message(member: number, byte: number): void;
  leave(member: number): void;
  purge(member: number): string;
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
};
/** Steps of the wall clock are whole seconds: one of a few ms may wait until the next operation on the room. */
const SECOND_MS = 1_000;

/** One thing that happens. Which room and which member is taken modulo those that there are. */
export type Action =
  | { readonly type: 'create'; readonly ttl: number; readonly capacity: number }
  | { readonly type: 'join'; readonly room: number; readonly isSecretRight: boolean }
  | { readonly type: 'message'; readonly member: number; readonly byte: number }
  | { readonly type: 'leave' | 'purge'; readonly member: number }
  | { readonly type: 'forward' | 'setWallBy'; readonly ms: number }
  /** To a room's deadline, or a millisecond before or after it. */
  | { readonly type: 'approach'; readonly room: number; readonly by: number }
  | { readonly type: 'wake' };

const a = <T extends string>(type: T) => fc.constant(type);
const room = fc.nat(9);
const member = fc.nat(15);
const passing = fc.oneof(fc.nat(2_000), fc.nat(100_000));
// Some sizes come often, so that a step is taken back now and then.
const wallStep = fc
  .oneof(fc.constantFrom(-600, -60, 60, 600), fc.integer({ min: -700, max: 700 }))
  .map((seconds) => seconds * SECOND_MS);
const mostlyRight = fc.nat(5).map((n) => n > 0);

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: a('create'), ttl: fc.nat(1_100), capacity: fc.nat(5) }) },
  { weight: 12, arbitrary: fc.record({ type: a('join'), room, isSecretRight: mostlyRight }) },
  { weight: 6, arbitrary: fc.record({ type: a('message'), member, byte: fc.nat(255) }) },
  { weight: 5, arbitrary: fc.record({ type: a('leave'), member }) },
  { weight: 2, arbitrary: fc.record({ type: a('purge'), member }) },
  { weight: 3, arbitrary: fc.record({ type: a('forward'), ms: passing }) },
  { weight: 3, arbitrary: fc.record({ type: a('approach'), room, by: fc.integer({ min: -1, max: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ type: a('setWallBy'), ms: wallStep }) },
  { weight: 5, arbitrary: fc.record({ type: a('wake') }) },
);
