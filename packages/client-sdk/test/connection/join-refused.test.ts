import { CODES, type CodeRow } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { entering } from '../entered.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf } from '../relay/wait.js';

const relay = useRelay();

const closing = Object.entries<CodeRow>(CODES).flatMap(([code, { close, action }]) =>
  close === undefined ? [] : [{ code, close, temporary: action === 'later' }],
);

async function asking() {
  const { joining } = entering(relay.current);
  const peer = await relay.current.peer();
  await peer.join();
  return { joining, peer };
}

describe('a join that the relay refuses', () => {
  it.each(closing)('with $code and $close is told as that code', async ({ code, close, temporary }) => {
    const { joining, peer } = await asking();
    peer.tell({ type: 'error', code, message: 'A sentence of the relay.' });
    peer.close(close);
    const error = await failureOf(joining);
    expect(error).toMatchObject({ name: 'PugError', code, temporary });
    expect((error as Error).message).not.toContain('A sentence of the relay');
  });

  it.each(closing)('with $close alone is told as $code', async ({ code, close, temporary }) => {
    const { joining, peer } = await asking();
    peer.close(close);
    expect(await failureOf(joining)).toMatchObject({ code, temporary });
  });

  it.each(closing)(
    'with the error $code, and cut off behind it, is told as $code',
    async ({ code, temporary }) => {
      const { joining, peer } = await asking();
      peer.tell({ type: 'error', code, message: 'A sentence of the relay.' });
      peer.cut();
      expect(await failureOf(joining)).toMatchObject({ code, temporary });
    },
  );

  it.each([1000, 1011, 4500, 4599])('with %i is a network failure', async (close) => {
    const { joining, peer } = await asking();
    peer.close(close);
    expect(await failureOf(joining)).toMatchObject({ code: 'network', temporary: true });
  });

  it('with nothing but the end of the connection is a network failure', async () => {
    const { joining, peer } = await asking();
    peer.cut();
    expect(await failureOf(joining)).toMatchObject({ code: 'network', temporary: true });
  });

  it('with an error that it does not know, and cut off behind it, is a network failure', async () => {
    const { joining, peer } = await asking();
    peer.tell({ type: 'error', code: 'room_too_loud', message: 'Hush.' });
    peer.cut();
    expect(await failureOf(joining)).toMatchObject({ code: 'network' });
  });

  it.each([4402, 4499, 1002, 1009])('with %i, which is final, is refused for good', async (close) => {
    const { joining, peer } = await asking();
    peer.close(close);
    expect(await failureOf(joining)).toMatchObject({ code: 'refused', temporary: false });
  });
});
