import { CODES, type CodeRow, type HttpCode } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { create, type CreateOptions } from '../../src/creating/create.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { challenge, created, refusal, refusalOf, session, type Answer } from '../relay/answers.js';
import { ScriptedRelay } from '../relay/scripted-relay.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf } from '../relay/wait.js';

const relay = useRelay();
const CHALLENGE = '/api/pow-challenge';
const REDEEM = '/api/pow-redeem';
const CREATE = '/api/create-room';

/** Creates a room where the relay says what `script` has, and otherwise what a good relay says. */
function creating(script: Readonly<Record<string, readonly Answer[]>>, options: CreateOptions = {}) {
  const story = new Story();
  const good = { [CHALLENGE]: [challenge()], [REDEEM]: [session()], [CREATE]: [created(story)] };
  for (const [path, answers] of Object.entries({ ...good, ...script })) {
    relay.current.answer(path, ...answers);
  }
  const clock = new FakeClock();
  const outcome = create({ origin: relay.current.origin, environment: environmentOf(clock) }, options);
  outcome.catch(() => undefined);
  return { outcome, clock, story };
}

const timesAsked = (): number[] =>
  [CHALLENGE, REDEEM, CREATE].map((path) => relay.current.askedFor(path).length);

const codes = Object.entries<CodeRow>(CODES).flatMap(([code, { http, action }]) =>
  http === undefined
    ? []
    : [{ code: code as HttpCode, temporary: action === 'later' || action === 'new-challenge' }],
);

describe('a refusal on the way to a room', () => {
  it.each(codes)('to give a challenge, $code, is told as that code', async ({ code, temporary }) => {
    const { outcome, clock } = creating({ [CHALLENGE]: [refusal(code)] });
    expect(await failureOf(outcome)).toMatchObject({ name: 'PugError', code, temporary });
    expect(clock.timers).toEqual([]);
  });

  it.each(codes)('to create, $code, is told as that code', async ({ code, temporary }) => {
    const { outcome } = creating({ [CREATE]: [refusal(code)] });
    expect(await failureOf(outcome)).toMatchObject({ name: 'PugError', code, temporary });
  });

  it.each([
    [REDEEM, 'pow_expired', [2, 2, 1]],
    [REDEEM, 'pow_replayed', [2, 2, 1]],
    [REDEEM, 'pow_invalid', [2, 2, 1]],
    [CREATE, 'session_invalid', [2, 2, 2]],
  ] as const)('at %s, %s, is worth a new challenge', async (path, code, times) => {
    const good = path === REDEEM ? session() : undefined;
    const story = new Story();
    const { outcome } = creating({ [path]: [refusal(code), good ?? created(story)] });
    expect((await outcome).state).toMatchObject({ step: 'join' });
    expect(timesAsked()).toEqual(times);
  });

  it.each([
    [REDEEM, 'pow_replayed', [3, 3, 0]],
    [CREATE, 'session_invalid', [3, 3, 3]],
  ] as const)('at %s, %s, is worth three challenges and no more', async (path, code, times) => {
    const { outcome } = creating({ [path]: [refusal(code)] });
    expect(await failureOf(outcome)).toMatchObject({ code, temporary: true });
    expect(timesAsked()).toEqual(times);
  });

  it('counts the challenges over both steps', async () => {
    const { outcome } = creating({
      [REDEEM]: [refusal('pow_expired'), session()],
      [CREATE]: [refusal('session_invalid')],
    });
    expect(await failureOf(outcome)).toMatchObject({ code: 'session_invalid' });
    expect(timesAsked()).toEqual([3, 3, 2]);
  });

  it.each(['rate_limited', 'server_full', 'bad_request'] as const)('%s ends it at once', async (code) => {
    const { outcome } = creating({ [REDEEM]: [refusal(code)] });
    expect(await failureOf(outcome)).toMatchObject({ code });
    expect(timesAsked()).toEqual([1, 1, 0]);
  });

  it.each(['room_too_loud', '', 'constructor', 'aborted', 'lost', 'network'])(
    'with the code "%s", which is none of a relay’s, is told as refused',
    async (code) => {
      const { outcome } = creating({ [CHALLENGE]: [refusalOf(418, code)] });
      expect(await failureOf(outcome)).toMatchObject({ code: 'refused', temporary: false });
    },
  );

  it('is told in words of this package’s own', async () => {
    const { outcome } = creating({ [CHALLENGE]: [refusal('server_full')] });
    const { message } = (await failureOf(outcome)) as Error;
    expect(message).toBe(CODES.server_full.message);
  });
});

describe('a difficulty', () => {
  it('above 24 bits is not worked on', async () => {
    const { outcome } = creating({ [CHALLENGE]: [challenge({ difficulty: 25 })] });
    expect(await failureOf(outcome)).toMatchObject({ code: 'difficulty_too_high', temporary: false });
    expect(timesAsked()).toEqual([1, 0, 0]);
  });

  it('of 0 bits is met at once', async () => {
    const { outcome, story } = creating({ [CHALLENGE]: [challenge({ difficulty: 0 })] });
    expect((await outcome).room.roomId).toBe(story.roomId);
  });
});

const roomOf = (fields: object): Answer => created(new Story(), fields);
const raw = (body: string, status = 200): Answer => ({ status, body });

describe('a malformed answer', () => {
  it.each<[string, string, Answer]>([
    ['a challenge that is no JSON', CHALLENGE, raw('<html>')],
    ['a challenge without a body', CHALLENGE, raw('')],
    ['a challenge in an array', CHALLENGE, raw('[]')],
    ['a token of other characters', CHALLENGE, challenge({ token: 'a b' })],
    ['a token of 129 characters', CHALLENGE, challenge({ token: 'a'.repeat(129) })],
    ['another algorithm', CHALLENGE, challenge({ algorithm: 'SHA-1' })],
    ['a fractional difficulty', CHALLENGE, challenge({ difficulty: 1.5 })],
    ['a negative difficulty', CHALLENGE, challenge({ difficulty: -1 })],
    ['a challenge of 16 KiB and more', CHALLENGE, challenge({ padding: 'x'.repeat(16_384) })],
    ['an error that is no JSON', CHALLENGE, raw('Bad Gateway', 502)],
    ['an error without a code', CHALLENGE, raw('{"error":"no"}', 400)],
    ['an error of 16 KiB and more', CHALLENGE, raw(refusalText('x'.repeat(16_384)), 400)],
    ['no session token', REDEEM, session({ sessionToken: undefined })],
    ['an empty session token', REDEEM, session({ sessionToken: '' })],
    ['a session in words', REDEEM, session({ expiresAt: 'soon' })],
    ['a short room id', CREATE, roomOf({ roomId: 'short' })],
    ['a room secret that is not canonical', CREATE, roomOf({ roomSecret: `${'A'.repeat(21)}B` })],
    ['no capacity', CREATE, roomOf({ capacity: undefined })],
    ['a capacity above any', CREATE, roomOf({ capacity: 201 })],
    ['a negative ttl', CREATE, roomOf({ ttl: -1 })],
  ])('with %s is a misbehaving relay', async (_, path, answer) => {
    const { outcome, clock } = creating({ [path]: [answer] });
    expect(await failureOf(outcome)).toMatchObject({ code: 'misbehaving_relay', temporary: false });
    expect(clock.timers).toEqual([]);
  });
});

function refusalText(message: string): string {
  return JSON.stringify({ error: { code: 'server_full', message } });
}

describe('a relay that cannot be reached', () => {
  it('is a network failure where nobody listens', async () => {
    const gone = await ScriptedRelay.start();
    await gone.close();
    const outcome = create({ origin: gone.origin, environment: environmentOf(new FakeClock()) }, {});
    expect(await failureOf(outcome)).toMatchObject({ name: 'PugError', code: 'network', temporary: true });
  });

  it.each([CHALLENGE, REDEEM, CREATE])('is a network failure where it breaks off at %s', async (path) => {
    const { outcome } = creating({ [path]: ['cut'] });
    expect(await failureOf(outcome)).toMatchObject({ code: 'network', temporary: true });
  });

  it('misbehaves where it answers with another address', async () => {
    const elsewhere = { status: 302, body: '', headers: { location: '/elsewhere' } };
    const { outcome } = creating({ [CHALLENGE]: [elsewhere] });
    expect(await failureOf(outcome)).toMatchObject({ code: 'misbehaving_relay' });
    expect(relay.current.askedFor('/elsewhere')).toEqual([]);
  });

  it.each([CHALLENGE, REDEEM, CREATE])('is waited for 15 s at %s', async (path) => {
    const { outcome, clock } = creating({ [path]: ['silence'] });
    const asked = await relay.current.request(path);
    clock.advance(14_999);
    expect(clock.timers).toEqual([15_000]);
    clock.advance(1);
    expect(await failureOf(outcome)).toMatchObject({ code: 'network', temporary: true });
    await asked.over;
  });
});
