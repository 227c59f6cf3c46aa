import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { joinRoom } from '../../src/index.js';
import { webSocketClass as ofPlatform } from '../../src/platform/websocket.js';
import { webSocketClass } from '../../src/platform/websocket-node.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, within } from '../relay/wait.js';

const PlatformSocket = vi.fn();

afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('ws');
});

/** As if the package were not installed. */
function withoutWs(): void {
  vi.doMock('ws', () => {
    throw new Error("Cannot find package 'ws'");
  });
}

describe('the WebSocket on Node', () => {
  it('is Node’s own where it has one', async () => {
    vi.stubGlobal('WebSocket', PlatformSocket);
    withoutWs();
    expect(await webSocketClass()).toBe(PlatformSocket);
  });

  it('is that of ws where Node has none', async () => {
    vi.stubGlobal('WebSocket', undefined);
    expect(await webSocketClass()).toBe(WebSocket);
  });

  it('is missing where there is neither', async () => {
    vi.stubGlobal('WebSocket', undefined);
    withoutWs();
    expect(await webSocketClass()).toBeUndefined();
  });
});

describe('the WebSocket elsewhere', () => {
  it('is the platform’s, or missing', async () => {
    vi.stubGlobal('WebSocket', PlatformSocket);
    expect(await ofPlatform()).toBe(PlatformSocket);
    vi.stubGlobal('WebSocket', undefined);
    expect(await ofPlatform()).toBeUndefined();
  });
});

describe('joining a room', () => {
  const relay = useRelay();

  it('works on Node without a WebSocket of its own', async () => {
    vi.stubGlobal('WebSocket', undefined);
    const story = new Story();
    const joining = joinRoom(story.link(relay.current.origin));
    const peer = await relay.current.peer();
    peer.tell(story.admit((await peer.join()).tag));
    const room = await within(joining, 'the room');
    expect(room.state).toBe('joined');
    await room.leave();
  });

  it('says websocket_unavailable where there is none at all', async () => {
    vi.stubGlobal('WebSocket', undefined);
    withoutWs();
    const error = await failureOf(joinRoom(new Story().link(relay.current.origin)));
    expect(error).toMatchObject({ name: 'PugError', code: 'websocket_unavailable', temporary: false });
    expect((error as Error).message).toContain('ws');
  });
});
