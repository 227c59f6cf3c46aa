import { describe, expect, it } from 'vitest';
import { create, expectError, expectOk, newRoom, session } from './client/gate.js';
import { ask, get } from './client/http.js';
import { ManualClock, useRelay, type Engine, type Served } from './client/relay.js';
import { ID_16 } from './client/table.js';

/** protocol.md §2 Create. */
export function createStep(engine: Engine): void {
  describe('creating a room', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock });
    success(relay, clock);
    clamping(relay);
    parameters(relay);
    sessions(relay, clock);
  });
}

function success(relay: Served, clock: ManualClock): void {
  it('gives the room, with the standard ttl and capacity', async () => {
    expect(await newRoom(relay.port)).toEqual({
      roomId: expect.stringMatching(ID_16) as unknown,
      roomSecret: expect.stringMatching(ID_16) as unknown,
      expiresAt: clock.wall() + 3_600_000,
      ttl: 3_600,
      capacity: 10,
    });
  });

  it('gives the ttl and capacity asked for', async () => {
    const room = await newRoom(relay.port, '?capacity=7&ttl=120');
    expect(room).toMatchObject({ ttl: 120, capacity: 7, expiresAt: clock.wall() + 120_000 });
  });

  it('gives another id and secret each time', async () => {
    const rooms = [await newRoom(relay.port), await newRoom(relay.port), await newRoom(relay.port)];
    expect(new Set(rooms.flatMap(({ roomId, roomSecret }) => [roomId, roomSecret])).size).toBe(6);
  });
}

function clamping(relay: Served): void {
  const huge = '9'.repeat(400);
  const cases: [query: string, ttl: number, capacity: number][] = [
    ['ttl=0', 60, 10],
    ['ttl=59', 60, 10],
    ['ttl=60', 60, 10],
    ['ttl=86400', 86_400, 10],
    ['ttl=86401', 86_400, 10],
    [`ttl=${huge}`, 86_400, 10],
    ['ttl=9007199254740993', 86_400, 10],
    [`ttl=${'0'.repeat(300)}120`, 120, 10],
    ['capacity=0', 3_600, 2],
    ['capacity=1', 3_600, 2],
    ['capacity=2', 3_600, 2],
    ['capacity=50', 3_600, 50],
    ['capacity=51', 3_600, 50],
    [`capacity=${huge}`, 3_600, 50],
    ['capacity=0007', 3_600, 7],
    ['ttl=1&capacity=1', 60, 2],
  ];
  it.each(cases)('%s gives ttl %i and capacity %i', async (query, ttl, capacity) => {
    expect(await newRoom(relay.port, `?${query}`)).toMatchObject({ ttl, capacity });
  });
}

function parameters(relay: Served): void {
  const bad = [
    'ttl=',
    'ttl',
    'ttl=-1',
    'ttl=%2B60',
    'ttl=60.5',
    'ttl=6e1',
    'ttl=0x3c',
    'ttl=%2060',
    'ttl=60%20',
    'ttl=60%00',
    'ttl=sixty',
    'ttl=%D9%A1%D9%A2',
    'ttl=60,60',
    'ttl=60&ttl=60',
    'capacity=',
    'capacity=-2',
    'capacity=2.0',
    'capacity=ten',
    'capacity=2&ttl=60&capacity=2',
  ];
  it.each(bad)('?%s is bad_request, which does not spend the sessionToken', async (query) => {
    const token = await session(relay.port);
    expectError(await create(relay.port, token, `?${query}`), 'bad_request');
    expectOk(await create(relay.port, token));
  });

  it('ignores other parameters, repeated ones and other letter case too', async () => {
    const room = await newRoom(relay.port, '?TTL=x&other=&other=1&Capacity=-1&ttl=90');
    expect(room).toMatchObject({ ttl: 90, capacity: 10 });
  });
}

function sessions(relay: Served, clock: ManualClock): void {
  it('without Authorization is session_invalid', async () => {
    expectError(await get(relay.port, '/api/create-room'), 'session_invalid');
  });

  it('with something that is no sessionToken is session_invalid', async () => {
    const token = await session(relay.port);
    const values = [token, `Basic ${token}`, 'Bearer', 'Bearer ', 'Bearer x', `Bearer ${token}x`];
    for (const value of [...values, `Bearer ${token} ${token}`, `Bearer ${'x'.repeat(500)}`]) {
      const request = { path: '/api/create-room', headers: [['Authorization', value]] } as const;
      expectError(await ask(relay.port, request), 'session_invalid');
    }
    expectOk(await create(relay.port, token));
  });

  it('does not read the sessionToken from the query', async () => {
    const token = await session(relay.port);
    expectError(await get(relay.port, `/api/create-room?sessionToken=${token}`), 'session_invalid');
  });

  it('is session_invalid before it is bad_request', async () => {
    expectError(await create(relay.port, 'unknown', '?ttl=x'), 'session_invalid');
  });

  it('works once for a sessionToken', async () => {
    const token = await session(relay.port);
    expectOk(await create(relay.port, token));
    expectError(await create(relay.port, token), 'session_invalid');
  });

  it('works for exactly one of 20 requests at the same time', async () => {
    const token = await session(relay.port);
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(relay.port, token)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 401)]);
  });

  it('works shortly before the sessionToken expires, not after', async () => {
    const [early, late] = [await session(relay.port), await session(relay.port)];
    clock.advance(298_000);
    expectOk(await create(relay.port, early));
    clock.advance(3_500);
    expectError(await create(relay.port, late), 'session_invalid');
  });
}
