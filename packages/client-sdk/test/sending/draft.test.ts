import { MAX_MESSAGE_BODY_BYTES } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import type { PugError } from '../../src/errors.js';
import { failureOf } from '../relay/wait.js';
import { talking } from '../talking.js';

describe('what cannot be sent', () => {
  const limit = MAX_MESSAGE_BODY_BYTES;
  it.each<[string, unknown]>([
    ['15,845 letters', 'a'.repeat(limit)],
    ['15,845 bytes', new Uint8Array(limit)],
    ['7,922 letters of two bytes and one of one', `${'é'.repeat(7_922)}a`],
    ['3,961 letters of four bytes and one of one', `${'\u{1f436}'.repeat(3_961)}a`],
    ['a JSON string of 15,845 bytes', ['a'.repeat(limit - 4)]],
  ])('is not %s', async (_, data) => {
    const { room, socket, story } = await talking();
    void room.send(data).catch(() => undefined);
    const frame = await socket.frame();
    expect(frame).toHaveLength(5 + 12 + 15_872 + 16);
    expect(story.open(frame).body).toHaveLength(limit);
  });

  it.each<[string, unknown]>([
    ['15,846 letters', 'a'.repeat(limit + 1)],
    ['15,846 bytes', new Uint8Array(limit + 1)],
    ['7,923 letters of two bytes', 'é'.repeat(7_923)],
    ['3,962 letters of four bytes', '\u{1f436}'.repeat(3_962)],
    ['a JSON string of 15,846 bytes', ['a'.repeat(limit - 3)]],
  ])('is %s: message_too_large', async (_, data) => {
    const { room, socket } = await talking();
    expect(await failureOf(room.send(data))).toMatchObject({ code: 'message_too_large', temporary: false });
    expect(socket.waitingFrames).toBe(0);
  });

  const cyclic: Record<string, unknown> = { canary: 'canary' };
  cyclic['canary'] = cyclic;
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['a function', () => 'canary'],
    ['a symbol', Symbol('canary')],
    ['a BigInt', { canary: 1n }],
    ['a cycle', cyclic],
    [
      'what refuses to be JSON',
      {
        toJSON: () => {
          throw new Error('canary');
        },
      },
    ],
    ['what is nothing in JSON', { toJSON: () => undefined }],
  ])('is %s: unsendable, and the error says nothing of it', async (_, data) => {
    const { room, socket } = await talking();
    const error = (await failureOf(room.send(data))) as PugError;
    expect(error).toMatchObject({ name: 'PugError', code: 'unsendable', temporary: false });
    expect(error.cause).toBeUndefined();
    expect(`${error.message} ${error.stack}`).not.toContain('canary:');
    expect(error.message).not.toMatch(/canary|BigInt|circular/i);
    expect(socket.waitingFrames).toBe(0);
  });

  it.each([0, 2, 3, 127, 256, 128.5, -1, Number.NaN])(
    'is bytes of the kind %d: invalid_argument',
    async (kind) => {
      const { room } = await talking();
      const error = await failureOf(room.send(new Uint8Array(1), { kind }));
      expect(error).toMatchObject({ code: 'invalid_argument' });
    },
  );

  it.each(['text', { some: 'JSON' }])('is %j under a kind: invalid_argument', async (data) => {
    const { room } = await talking();
    expect(await failureOf(room.send(data, { kind: 128 }))).toMatchObject({ code: 'invalid_argument' });
  });

  it('uses up no seq', async () => {
    const { room, socket, story } = await talking();
    await failureOf(room.send(undefined));
    await failureOf(room.send('a'.repeat(limit + 1)));
    void room.send('fine').catch(() => undefined);
    expect(story.open(await socket.frame()).seq).toBe(1);
  });
});
