import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createRoom, joinRoom } from '../src/index.js';
import { challenge, created, session } from './relay/answers.js';
import { host } from './relay/hosting.js';
import { Story } from './relay/story.js';
import { useRelay } from './relay/use-relay.js';
import { failureOf, turn, within } from './relay/wait.js';

const relay = useRelay();
const reason = new Error('I changed my mind.');

/** Creates a room with a signal; at `silent` the relay never answers. */
function creating(silent?: string, fields: { readonly difficulty?: number } = {}) {
  const story = new Story();
  relay.current.answer('/api/pow-challenge', challenge(fields));
  relay.current.answer('/api/pow-redeem', session());
  relay.current.answer('/api/create-room', created(story));
  if (silent !== undefined) relay.current.answer(silent, 'silence');
  const control = new AbortController();
  const outcome = createRoom(relay.current.origin, { WebSocket, signal: control.signal });
  outcome.catch(() => undefined);
  return { outcome, story, abort: () => control.abort(reason) };
}

async function isAborted(outcome: Promise<unknown>): Promise<void> {
  const error = await failureOf(outcome, 'the abort');
  expect(error).toMatchObject({ name: 'PugError', code: 'aborted', temporary: false });
  expect((error as Error).cause).toBe(reason);
}

describe('giving up while a room is created', () => {
  it('before it begins asks nobody', async () => {
    const signal = AbortSignal.abort(reason);
    await isAborted(createRoom(relay.current.origin, { WebSocket, signal }));
    await turn();
    expect(relay.current.asked).toEqual([]);
  });

  it.each(['/api/pow-challenge', '/api/pow-redeem', '/api/create-room'])(
    'while %s is not answered ends the request',
    async (path) => {
      const { outcome, abort } = creating(path);
      const asked = await relay.current.request(path);
      abort();
      await isAborted(outcome);
      await within(asked.over, 'the request to be given up');
      expect(relay.current.peers).toEqual([]);
    },
  );

  it('while the proof is looked for ends the search', async () => {
    const { outcome, abort } = creating(undefined, { difficulty: 24 });
    await (
      await relay.current.request('/api/pow-challenge')
    ).over;
    for (let i = 0; i < 20; i++) await turn();
    abort();
    await isAborted(outcome);
    expect(relay.current.askedFor('/api/pow-redeem')).toEqual([]);
    await relay.current.nothingLeftOpen();
  });

  it('while the WebSocket handshake is not answered ends that', async () => {
    relay.current.upgrading = 'silence';
    const { outcome, abort } = creating();
    const handshake = await relay.current.handshake();
    abort();
    await isAborted(outcome);
    await within(handshake.gone, 'the handshake to be given up');
    await relay.current.nothingLeftOpen();
  });

  it('while room:join is not answered closes the connection', async () => {
    const { outcome, abort } = creating();
    const peer = await relay.current.peer();
    await peer.join();
    abort();
    await isAborted(outcome);
    expect(await peer.closed).toBe(1000);
    await relay.current.nothingLeftOpen();
  });

  it('while the rates are not answered closes the connection that has joined', async () => {
    const { outcome, story, abort } = creating('/api/limits');
    const peer = await relay.current.peer();
    peer.tell(story.admit((await peer.join()).tag));
    abort();
    await isAborted(outcome);
    expect(await peer.closed).toBe(1000);
    await relay.current.nothingLeftOpen();
  });

  it('is not listened for any more once it is joined', async () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    const story = new Story();
    await host(relay.current, story, 0);
    const creating = createRoom(relay.current.origin, { WebSocket, signal });
    const peer = await relay.current.peer();
    peer.tell(story.admit((await peer.join()).tag));
    const room = await within(creating, 'the room');
    expect(add).toHaveBeenCalled();
    expect(remove.mock.calls).toHaveLength(add.mock.calls.length);
    await room.leave();
  });

  it('after it was joined changes nothing', async () => {
    const { outcome, story, abort } = creating();
    const peer = await relay.current.peer();
    peer.tell(story.admit((await peer.join()).tag));
    const room = await within(outcome, 'the room');
    abort();
    await turn();
    expect(room.state).toBe('joined');
    await room.leave();
  });
});

describe('giving up while a room is joined', () => {
  it('before it begins asks nobody', async () => {
    const link = new Story().link(relay.current.origin);
    const spies = { fetch: vi.fn<typeof fetch>(), WebSocket: vi.fn() };
    await isAborted(joinRoom(link, { ...spies, signal: AbortSignal.abort(reason) }));
    expect(spies.fetch).not.toHaveBeenCalled();
    expect(spies.WebSocket).not.toHaveBeenCalled();
  });

  it('closes what was opened, at once or while it is', async () => {
    const link = new Story().link(relay.current.origin);
    for (const turns of [0, 1, 2, 3]) {
      const control = new AbortController();
      const outcome = joinRoom(link, { WebSocket, signal: control.signal });
      outcome.catch(() => undefined);
      for (let i = 0; i < turns; i++) await turn();
      control.abort(reason);
      await isAborted(outcome);
    }
    await relay.current.nothingLeftOpen();
  });
});
