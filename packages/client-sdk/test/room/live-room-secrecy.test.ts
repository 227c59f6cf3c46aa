import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { askRoom, redeem } from '../../src/creating/api.js';
import type { Relay } from '../../src/request.js';
import type { PugError } from '../../src/errors.js';
import { toHex } from '../bytes.js';
import { entered, entering } from '../entered.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { CHALLENGE_TOKEN, refusal, SESSION_TOKEN } from '../relay/answers.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, within } from '../relay/wait.js';

const relay = useRelay();
const TEXT = 'canary-plaintext';

/** Every way in which somebody prints a thing by accident. */
const printed = (thing: unknown): string =>
  [
    inspect(thing, { depth: 9, showHidden: true, getters: false }),
    JSON.stringify(thing),
    String(thing),
    inspect(Object.entries(thing as object), { depth: 9, showHidden: true }),
    inspect(structured(thing), { depth: 9, showHidden: true }),
  ].join('\n');

/** Own and inherited properties that are no accessors, symbols too. */
function structured(thing: unknown): unknown[] {
  const own = Object.getOwnPropertyDescriptors(thing);
  return Reflect.ownKeys(own).map((name) => (own as Record<string | symbol, PropertyDescriptor>)[name]);
}

const secretsOf = ({ key, roomSecret, roomId }: Story): string[] => {
  const base64url = Buffer.from(key).toString('base64url');
  const list = Array.from(key.subarray(0, 6)).join(', ');
  return [toHex(key), base64url, list, roomSecret, roomId, TEXT, SESSION_TOKEN, CHALLENGE_TOKEN];
};

function holdsNone(text: string, story: Story): void {
  for (const secret of secretsOf(story)) expect(text).not.toContain(secret);
}

const printedError = (error: PugError): string =>
  [printed(error), error.message, error.stack, inspect(error.cause, { depth: 9, showHidden: true })].join(
    '\n',
  );

describe('a room', () => {
  it('prints nothing of its key, its secret or its messages', async () => {
    const { room, peer, story, told } = await entered(relay.current);
    void room.send(TEXT).catch(() => undefined);
    const waiting = room.send(`${TEXT} of which no echo comes`).catch(() => undefined);
    peer.send((await peer.frames(2))[0]!);
    await told.until('message');
    expect(printed(room)).toContain('LiveRoom');
    holdsNone(printed(room), story);
    await room.leave();
    await waiting;
    holdsNone(printed(room), story);
  });

  it('prints nothing secret while a reader holds its messages', async () => {
    const { room, peer, story, told } = await entered(relay.current);
    peer.tell(story.arrival());
    const stream = room.messages();
    peer.send(story.frame(2, TEXT));
    await told.until('message');
    holdsNone(printed(stream), story);
  });

  it('shows its link to those who ask for it', async () => {
    const { room, story } = await entered(relay.current);
    expect(room.link).toBe(story.link(relay.current.origin));
    expect(Object.keys(room)).toEqual(['closed']);
  });
});

describe('an error', () => {
  it.each(['room_full', 'bad_secret', 'room_not_found'])(
    'of a join refused with %s says nothing secret',
    async (code) => {
      const { joining, story } = entering(relay.current);
      const peer = await relay.current.peer();
      const { roomSecret } = await peer.join();
      peer.tell({ type: 'error', code, message: `The secret ${roomSecret} is not that of ${story.roomId}.` });
      peer.cut();
      holdsNone(printedError((await failureOf(joining)) as PugError), story);
    },
  );

  it('of a message that was lost or refused says nothing secret', async () => {
    const { room, peer, story } = await entered(relay.current, {}, { reconnect: false });
    const errors = [
      failureOf(room.send({ [TEXT]: 1n })),
      failureOf(room.send(TEXT.repeat(2_000))),
      failureOf(room.send(TEXT, { kind: 128 })),
      failureOf(room.send(TEXT)),
    ];
    await peer.frame();
    peer.cut();
    for (const error of await within(Promise.all(errors), 'the errors')) {
      holdsNone(printedError(error as PugError), story);
    }
  });

  const room = new Story();
  const here = (): Relay => ({
    origin: relay.current.origin,
    environment: environmentOf(new FakeClock()),
  });
  it.each([
    ['refused', refusal('session_invalid')],
    ['cut off', 'cut' as const],
    ['malformed', { status: 200, body: `{"roomSecret":"${room.roomSecret}"}` }],
    ['forwarded', { status: 302, body: '', headers: { location: `/?${SESSION_TOKEN}` } }],
  ])('of a request that is %s says nothing secret', async (_, answer) => {
    relay.current.answer('/api/create-room', answer);
    relay.current.answer('/api/pow-redeem', answer);
    holdsNone(printedError((await failureOf(askRoom(here(), SESSION_TOKEN, {}))) as PugError), room);
    const redeeming = redeem(here(), { token: CHALLENGE_TOKEN, nonce: '0' });
    holdsNone(printedError((await failureOf(redeeming)) as PugError), room);
  });

  it.each(['\n', '\u0100', '\0'])(
    'of a session token that no header can hold (%j) says nothing of it',
    async (odd) => {
      const error = (await failureOf(askRoom(here(), `${SESSION_TOKEN}${odd}x`, {}))) as PugError;
      expect(error).toMatchObject({ name: 'PugError', code: 'misbehaving_relay' });
      holdsNone(printedError(error), room);
    },
  );

  it('of a link that is damaged says nothing of it', async () => {
    const { joinRoom } = await import('../../src/index.js');
    const link = room.link('https://relay.example');
    for (const damaged of [link.slice(0, -1), link.replace('/r/', '/q/'), link.replace('#k=', '#k=A')]) {
      holdsNone(printedError((await failureOf(joinRoom(damaged))) as PugError), room);
    }
  });
});
