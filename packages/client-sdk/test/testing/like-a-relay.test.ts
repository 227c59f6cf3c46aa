import { describe, expect, it } from 'vitest';
import { createTestRelay, type TestRelay } from '../../src/testing/index.js';
import { ask, bearer, newRoom, proof, RawSocket, redeem, sessionToken, type Ground } from './ground.js';
import { JOINS } from './scenarios/joins.js';
import { BAD_FRAMES, TALK } from './scenarios/messages.js';
import { REQUESTS } from './scenarios/requests.js';

const groundOf = (relay: TestRelay): Ground => ({
  ...relay.platform,
  origin: relay.origin,
  settle: () => relay.settle(),
  advance: (ms) => relay.clock.advance(ms),
});

const SCENARIOS = [...REQUESTS, ...JOINS, ...BAD_FRAMES, ...TALK];

describe('a test relay', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    'answers as a relay does to %s',
    async (_name, { options, run, told }) => {
      expect(await run(groundOf(createTestRelay(options)))).toEqual(told);
    },
  );

  it('lets challenges and sessions expire', async () => {
    const ground = groundOf(createTestRelay());
    const late = await proof(ground);
    const token = await sessionToken(ground);
    await ground.advance(120_000);
    expect(await ask(ground, '/api/pow-redeem', redeem(late))).toBe('410 pow_expired');
    expect(await ask(ground, '/api/create-room?ttl=x', bearer(token))).toBe('400 bad_request');
    await ground.advance(180_000);
    expect(await ask(ground, '/api/create-room', bearer(token))).toBe('401 session_invalid');
  });

  it('ends a connection whose message is over the limit, as an engine does', async () => {
    const ground = groundOf(createTestRelay());
    const socket = await RawSocket.join(ground, await newRoom(ground));
    socket.send(new Uint8Array(16_001));
    await ground.settle();
    expect(socket.news().slice(2)).toEqual(['close 1009']);
  });

  it('says goodbye to everybody when it is shut down, and answers nothing else until it is back', async () => {
    const relay = createTestRelay();
    const ground = groundOf(relay);
    const room = await newRoom(ground);
    const member = await RawSocket.join(ground, room);
    const stranger = await RawSocket.open(ground);
    relay.shutDown();
    const late = await RawSocket.open(ground);
    const goodbye = ['error server_shutdown', 'close 1001 server_shutdown'];
    expect([...member.news().slice(2), ...stranger.news(), ...late.news()]).toEqual([
      ...[...goodbye, 'open', ...goodbye, 'open', ...goodbye],
    ]);
    expect([await ask(ground, '/healthz'), await ask(ground, '/api/nope')]).toEqual([
      '503',
      '503 server_shutdown',
    ]);
    relay.restart();
    const back = await RawSocket.join(ground, room);
    expect(back.news()).toEqual(['open', 'error room_not_found', 'close 4404 room_not_found']);
  });

  it('says when to come again where there were too many requests', async () => {
    const relay = createTestRelay();
    relay.refuse('rate_limited', 'limits');
    const response = await relay.platform.fetch(`${relay.origin}/api/limits`);
    expect([response.status, response.headers.get('Retry-After')]).toEqual([429, '1']);
  });
});
