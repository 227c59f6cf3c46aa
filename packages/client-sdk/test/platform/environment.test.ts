import { describe, expect, it, vi } from 'vitest';
import type { WebSocketClass } from '../../src/platform/websocket-like.js';
import { platformEnvironment } from '../../src/platform/environment.js';
import { within } from '../relay/wait.js';

describe('the platform', () => {
  it('is asked for its own fetch at the time of the request', async () => {
    const { fetch } = platformEnvironment();
    const own = vi.fn<typeof globalThis.fetch>().mockResolvedValue(new Response('mine'));
    vi.stubGlobal('fetch', own);
    const response = await fetch('http://127.0.0.1:1/', { method: 'POST' });
    vi.unstubAllGlobals();
    expect(await response.text()).toBe('mine');
    expect(own).toHaveBeenCalledWith('http://127.0.0.1:1/', { method: 'POST' });
  });

  it('has its fetch called as browsers want it, as nobody’s method', async () => {
    function strict(this: unknown): Promise<Response> {
      return this === undefined || this === globalThis
        ? Promise.resolve(new Response('called'))
        : Promise.reject(new TypeError('Illegal invocation'));
    }
    const environment = platformEnvironment({ fetch: strict });
    const response = await environment.fetch('http://127.0.0.1:1/', {});
    expect(await response.text()).toBe('called');
  });

  it('gives way to the WebSocket that is handed in', async () => {
    const own = vi.fn() as unknown as WebSocketClass;
    const { webSocket } = platformEnvironment({ WebSocket: own });
    expect(await webSocket()).toBe(own);
  });

  it('has clocks and chance that are what they say', () => {
    const { now, wallNow, random } = platformEnvironment();
    const before = now();
    expect(now()).toBeGreaterThanOrEqual(before);
    expect(Math.abs(wallNow() - Date.now())).toBeLessThan(1_000);
    const drawn = Array.from({ length: 100 }, random);
    expect(drawn.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });

  it('has timers that ring once and can be cancelled', async () => {
    const { after } = platformEnvironment();
    const cancelled = vi.fn();
    const cancel = after(1, cancelled);
    cancel();
    await within(new Promise<void>((resolve) => void after(5, resolve)), 'a timer');
    expect(cancelled).not.toHaveBeenCalled();
  });

  it('does not ring at once when a timer is longer than setTimeout takes', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const { after } = platformEnvironment();
    after(2 ** 40, () => undefined)();
    expect(set.mock.calls[0]?.[1]).toBe(2 ** 31 - 1);
    set.mockRestore();
  });
});
