import { once } from 'node:events';
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { admit, type Door, type HostPort, type Knock } from '../../src/bridge/host-port.js';
import { BRIDGE_VERSION, type Command } from '../../src/bridge/messages.js';

const SITE = 'https://site.example';
const parent = {};
const door: Door = { parent, origins: ['https://other.example', SITE] };

describe('the door of a frame', () => {
  let page: NodePort;
  let knock: Knock;

  beforeEach(() => {
    const { port1, port2 } = new MessageChannel();
    page = port1;
    const ports = [port2 as unknown as MessagePort];
    knock = { data: { type: 'pug-chat', version: BRIDGE_VERSION }, origin: SITE, source: parent, ports };
  });

  afterEach(() => page.close());

  it('opens for the window around the frame, of an origin that is allowed', () => {
    expect(admit(knock, door)).toBeDefined();
  });

  it.each<[string, Partial<Knock>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins alike', { origin: `${SITE}.evil.example` }],
    ['the same host with another scheme', { origin: 'http://site.example' }],
    ['an origin that is none', { origin: 'null' }],
    ['another window', { source: {} }],
    ['no window', { source: null }],
    ['another version', { data: { type: 'pug-chat', version: BRIDGE_VERSION + 1 } }],
    ['another message', { data: { type: 'options', version: BRIDGE_VERSION } }],
    ['no message', { data: null }],
    ['no port', { ports: [] }],
  ])('stays closed for %s', (_name, wrong) => {
    expect(admit({ ...knock, ...wrong }, door)).toBeUndefined();
  });

  it('stays closed for two ports', () => {
    const [port] = knock.ports;
    expect(admit({ ...knock, ports: [port!, port!] }, door)).toBeUndefined();
  });

  it('stays closed where no origin is allowed', () => {
    expect(admit(knock, { parent, origins: [] })).toBeUndefined();
  });
});

describe('the way to the page around', () => {
  let page: NodePort;
  let host: HostPort;

  beforeEach(() => {
    const { port1, port2 } = new MessageChannel();
    page = port1;
    const ports = [port2 as unknown as MessagePort];
    const data = { type: 'pug-chat', version: BRIDGE_VERSION };
    host = admit({ data, origin: SITE, source: parent, ports }, door)!;
  });

  afterEach(() => page.close());

  /** Resolves with so many commands. */
  const commands = (count: number): Promise<readonly Command[]> =>
    new Promise((resolve) => {
      const heard: Command[] = [];
      host.listen((command) => {
        heard.push(command);
        if (heard.length === count) resolve(heard);
      });
    });

  it('hands over each command that is one, in order, those from before too', async () => {
    page.postMessage({ type: 'options', options: { mode: 'panel', theme: 'blue' } });
    page.postMessage({ type: 'join', link: 7 });
    page.postMessage('leave');
    page.postMessage({ type: 'shown', shown: true });
    expect(await commands(2)).toEqual([
      { type: 'options', options: { mode: 'panel', sharesLink: false } },
      { type: 'shown', shown: true },
    ]);
  });

  it('tells the page what happens', async () => {
    const told = once(page, 'message');
    host.post({ type: 'unread', count: 3 });
    expect(await told).toEqual([{ type: 'unread', count: 3 }]);
  });
});
