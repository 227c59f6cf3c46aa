import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Frame, type FrameWindow } from '../../src/lib/embed/frame.svelte.js';

const ORIGIN = 'https://chat.example';
const SITE = 'https://site.example';
const HELLO = { type: 'pug-chat', version: 1 };
const OPTIONS = { mode: 'bubble', ttl: 300, capacity: 2, sharesLink: false };

type Told = { readonly type: string } & Readonly<Record<string, unknown>>;

const open: MessagePort[] = [];

/** A frame in a page of `SITE`, and what that page does. */
function framed(embedOrigins: readonly string[] = [SITE]) {
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(path === '/site.json' ? Response.json({ embedOrigins }) : Response.error()),
  );
  const parent = {};
  const listeners: ((knock: MessageEvent) => void)[] = [];
  const window: FrameWindow = {
    parent,
    knocks: [],
    addEventListener: (_type, listener) => listeners.push(listener),
  };
  const page = { dress: vi.fn(), focus: vi.fn() };
  const frame = new Frame(window, ORIGIN, page);
  const knock = ({ data = HELLO, origin = SITE, source = parent } = {}) => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    const told: Told[] = [];
    port1.onmessage = ({ data: event }) => told.push(event as Told);
    const event = { data, origin, source, ports: [port2] } as unknown as MessageEvent;
    if (window.knocks) window.knocks.push(event);
    else for (const listener of listeners) listener(event);
    return { port: port1, told };
  };
  return { frame, window, page, knock };
}

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true, languages: ['en'] });
});

afterEach(() => {
  for (const port of open.splice(0)) port.close();
  vi.unstubAllGlobals();
});

describe('a frame', () => {
  it('refuses to run in a page that is its own', async () => {
    const { frame, window } = framed();
    Object.assign(window, { parent: window });
    await frame.begin();
    expect(frame).toMatchObject({ refusal: 'notEmbedded', isRunning: false });
  });

  it('refuses to run where no site may show it', async () => {
    const { frame } = framed([]);
    await frame.begin();
    expect(frame).toMatchObject({ refusal: 'notAllowed', isRunning: false });
  });

  it('runs for the page around that knocked before it could listen, as that wants it', async () => {
    const { frame, page, knock } = framed();
    const { port, told } = knock();
    await frame.begin();
    port.postMessage({ type: 'options', options: OPTIONS });
    await expect.poll(() => told).toEqual([{ type: 'ready' }]);
    expect(frame.isRunning).toBe(true);
    expect(frame.app.wish).toEqual({ ttl: 300, capacity: 2, toldLink: undefined });
    expect(page.dress).toHaveBeenCalledWith(expect.objectContaining({ mode: 'bubble' }));
  });

  it.each([
    ['of another origin', { origin: 'https://evil.example' }],
    ['of another window', { source: {} }],
    ['of another version', { data: { ...HELLO, version: 2 } }],
  ])('does not hear a page %s', async (_which, wrong) => {
    const { frame, knock } = framed();
    await frame.begin();
    const { port } = knock(wrong);
    const right = knock();
    port.postMessage({ type: 'options', options: OPTIONS });
    right.port.postMessage({ type: 'options', options: { ...OPTIONS, ttl: 60 } });
    await expect.poll(() => right.told).toEqual([{ type: 'ready' }]);
    expect(frame.app.wish?.ttl).toBe(60);
  });

  it('goes on with the first that it has let in', async () => {
    const { frame, knock } = framed();
    await frame.begin();
    const first = knock();
    const second = knock();
    second.port.postMessage({ type: 'options', options: OPTIONS });
    first.port.postMessage({ type: 'options', options: { ...OPTIONS, ttl: 60 } });
    await expect.poll(() => first.told).toEqual([{ type: 'ready' }]);
    expect([frame.app.wish?.ttl, second.told]).toEqual([60, []]);
  });

  it('does not take a page’s word later that it gets the link', async () => {
    const { frame, knock } = framed();
    await frame.begin();
    const { port, told } = knock();
    port.postMessage({ type: 'options', options: OPTIONS });
    port.postMessage({ type: 'options', options: { ...OPTIONS, ttl: 60, sharesLink: true } });
    await expect.poll(() => frame.app.wish?.ttl).toBe(60);
    expect(frame.app.wish?.toldLink).toBeUndefined();
    expect(told).toEqual([{ type: 'ready' }]);
  });

  it('makes no room of itself where the page gets the link: the person reads so and presses the button', async () => {
    const { frame, knock } = framed();
    await frame.begin();
    const { port, told } = knock();
    port.postMessage({ type: 'options', options: { ...OPTIONS, sharesLink: true } });
    port.postMessage({ type: 'create', ttl: 120 });
    await expect.poll(() => frame.app.wish?.ttl).toBe(120);
    expect(frame.app.wish).toEqual({ ttl: 120, capacity: 2, toldLink: 'site.example' });
    expect(frame.app.screen.name).toBe('start');
    expect(told).toEqual([{ type: 'ready' }]);
  });

  it('tells a page of a link that leads elsewhere, and does not follow it', async () => {
    const { frame, knock } = framed();
    await frame.begin();
    const { port } = knock();
    port.postMessage({ type: 'options', options: OPTIONS });
    port.postMessage({ type: 'join', link: 'https://evil.example/r/x#k=y&s=z' });
    await expect.poll(() => frame.app.screen).toMatchObject({ name: 'problem', code: 'link_malformed' });
  });

  it('passes on whether it is shown, and where the focus is to go', async () => {
    const { frame, page, knock } = framed();
    await frame.begin();
    const { port } = knock();
    port.postMessage({ type: 'options', options: OPTIONS });
    port.postMessage({ type: 'shown', shown: false });
    port.postMessage({ type: 'focus' });
    await expect.poll(() => page.focus.mock.calls.length).toBe(1);
    expect(frame.app.isShown).toBe(false);
  });
});
