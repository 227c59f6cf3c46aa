import { describe, expect, it } from 'vitest';
import {
  startCreating,
  startJoining,
  transitionClient,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
} from '../../src/lifecycle/client.js';
import {
  openConnection,
  transitionConnection,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
} from '../../src/lifecycle/connection.js';
import {
  openRoom,
  transitionRoom,
  type Instant,
  type RoomEffect,
  type RoomEvent,
  type RoomState,
} from '../../src/lifecycle/room.js';
import type { Step } from '../../src/lifecycle/step.js';
import json from '../../vectors/lifecycle.json';

/** A life: events, and what each leads to. */
interface Life<State, Event, Effect> {
  readonly name: string;
  readonly steps: readonly {
    readonly event: Event;
    readonly state: State;
    readonly effects: readonly Effect[];
  }[];
}
type RoomLife = Life<Partial<RoomState>, RoomEvent, RoomEffect> & Pick<RoomState, 'capacity' | 'deadline'>;
type ClientLife = Life<ClientState, ClientEvent, ClientEffect> &
  Step<ClientState, ClientEffect> & { readonly start: 'creating' | 'joining' };

/** As the README says it: what JSON cannot tell apart, such as a missing code, is left out. */
const vectors = json as unknown as {
  readonly rooms: readonly RoomLife[];
  readonly connections: readonly Life<ConnectionState, ConnectionEvent, ConnectionEffect>[];
  readonly clients: readonly ClientLife[];
};

/** Plays a life, and compares state and effects after each event. */
function play<State, Event, Effect>(
  first: State,
  transition: (state: State, event: Event) => Step<State, Effect>,
  steps: Life<State, Event, Effect>['steps'],
): void {
  let state = first;
  for (const [at, { event, ...expected }] of steps.entries()) {
    const step = transition(state, event);
    expect(step, `event ${at}: ${JSON.stringify(event)}`).toEqual(expected);
    ({ state } = step);
  }
}

describe('a room of the vectors', () => {
  it.each(vectors.rooms)('$name', ({ capacity, deadline, steps }) => {
    const whole = steps.map((step) => ({
      ...step,
      state: { ...openRoom(capacity, deadline), ...step.state },
    }));
    play(openRoom(capacity, deadline), transitionRoom, whole);
  });
});

describe('a connection of the vectors', () => {
  it.each(vectors.connections)('$name', ({ steps }) => {
    play(openConnection(), transitionConnection, steps);
  });
});

describe('a client of the vectors', () => {
  it.each(vectors.clients)('$name', ({ start, state, effects, steps }) => {
    const first = start === 'creating' ? startCreating() : startJoining();
    expect(first).toEqual({ state, effects });
    play(first.state, transitionClient, steps);
  });
});

describe('the lives of the vectors', () => {
  const typesOf = (lives: readonly Life<unknown, { readonly type: string }, unknown>[]): string[] =>
    [...new Set(lives.flatMap(({ steps }) => steps.map(({ event }) => event.type)))].sort();

  // Written with every type, so that the compiler refuses a list that lacks one.
  const ROOM: Record<RoomEvent['type'], true> = {
    ...{ join: true, message: true, leave: true },
    ...{ purge: true, tick: true, shutdown: true },
  };
  const CONNECTION: Record<ConnectionEvent['type'], true> = {
    ...{ request: true, frame: true, admitted: true, refused: true },
    ...{ denied: true, 'join-timeout': true, 'room-ended': true, lost: true },
  };
  const CLIENT: Record<ClientEvent['type'], true> = {
    ...{ challenged: true, solved: true, redeemed: true, created: true, refused: true, joined: true },
    ...{ 'room-expired': true, closed: true, retry: true, 'time-up': true, leave: true, misbehaved: true },
  };

  it('know every event', () => {
    expect(typesOf(vectors.rooms)).toEqual(Object.keys(ROOM).sort());
    expect(typesOf(vectors.connections)).toEqual(Object.keys(CONNECTION).sort());
    expect(typesOf(vectors.clients)).toEqual(Object.keys(CLIENT).sort());
  });

  it('meet the deadline by each clock', () => {
    const instants = vectors.rooms.flatMap(({ steps, deadline }) =>
      steps.flatMap(({ event }) => ('now' in event ? [{ now: event.now, deadline }] : [])),
    );
    const due = (clock: keyof Instant, other: keyof Instant): boolean =>
      instants.some(({ now, deadline }) => now[clock] >= deadline[clock] && now[other] < deadline[other]);
    expect([due('monotonic', 'wall'), due('wall', 'monotonic')]).toEqual([true, true]);
  });
});
