import { KEEP_ALIVE_AFTER_MS } from '@pug-network/protocol';
import { describe, expect, it, vi } from 'vitest';
import { PugError } from '../src/errors.js';
import type { WebSocketClass } from '../src/platform/websocket-like.js';
import { admitNext, entering } from './entered.js';
import { briefly, Recording } from './record.js';
import { useRelay } from './relay/use-relay.js';
import { failureOf, within } from './relay/wait.js';

const relay = useRelay();

/** As a page under https finds it with a relay that has none. */
function refuse(): never {
  throw new DOMException('An insecure connection may not be made from here.', 'SecurityError');
}

describe('entering a room', () => {
  it('says websocket_unavailable where there is no WebSocket', async () => {
    const webSocket = (): Promise<WebSocketClass> => Promise.reject(new PugError('websocket_unavailable'));
    const { joining } = entering(relay.current, { own: { webSocket } });
    expect(await failureOf(joining)).toMatchObject({ code: 'websocket_unavailable' });
  });

  it('fails with a PugError where the platform refuses to connect', async () => {
    const own = { webSocket: () => Promise.resolve(vi.fn(refuse) as unknown as WebSocketClass) };
    const { joining } = entering(relay.current, { own });
    expect(await failureOf(joining)).toBeInstanceOf(PugError);
  });

  it('closes the connection that has joined when it is given up', async () => {
    relay.current.answer('/api/limits', 'silence');
    const control = new AbortController();
    const { joining, clock, story } = entering(relay.current, {}, { signal: control.signal });
    const peer = await admitNext(relay.current, story);
    await clock.armed(KEEP_ALIVE_AFTER_MS);
    control.abort();
    expect(await failureOf(joining)).toMatchObject({ code: 'aborted' });
    expect(await peer.closed).toBe(1000);
    await relay.current.nothingLeftOpen();
  });

  it('tells of an end that came before there was anybody to tell', async () => {
    relay.current.answer('/api/limits', 'silence');
    const { joining, clock, story } = entering(relay.current);
    const peer = await admitNext(relay.current, story);
    await relay.current.request('/api/limits');
    peer.tell(story.arrival());
    peer.close(4411);
    await peer.closed;
    clock.advance(15_000);
    const room = await within(joining, 'the room');
    const told = new Recording(room);
    expect(room.state).toBe('joined');
    expect(briefly(await told.take(3))).toEqual(['joined 2', 'closed', 'closed: purged']);
  });
});
