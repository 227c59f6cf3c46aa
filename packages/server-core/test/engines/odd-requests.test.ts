import { createConnection } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createRelay, type Relay } from '../../src/index.js';

let relay: Relay | undefined;

afterEach(async () => {
  await relay?.close();
  relay = undefined;
});

/** Everything that comes back for these bytes, and for the end of the stream if they are all, until the relay ends the connection. */
async function answersTo(bytes: string, { isAll = false } = {}): Promise<string> {
  relay = createRelay({ engine: 'ws', powDifficulty: 0 });
  const { port } = await relay.listen({ host: '127.0.0.1', port: 0 });
  const socket = createConnection({ host: '127.0.0.1', port });
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  socket.write(bytes, 'latin1');
  if (isAll) socket.end();
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

const LAST = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
/** A masked Close frame without a code, under a mask of zeros. */
const CLOSE = '\x88\x80\0\0\0\0';
/** A masked Ping with 100 bytes, under the same mask; fifty of them are more than is read at once. */
const PING = `\x89\xe4\0\0\0\0${'p'.repeat(100)}`;

/** The head of a valid upgrade, with another field. */
function upgrade(field = 'X: y'): string {
  const fields = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  fields.push('Sec-WebSocket-Key: e+7t26gBeczBCYNqVFbAWA==', 'Sec-WebSocket-Protocol: pug.v1', field);
  return `GET /ws HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`;
}

const heads = (text: string) => text.match(/HTTP\/1\.1 \d{3}/g);

describe('the ws engine answers in the words of the table', () => {
  it('a request without Host', async () => {
    const text = await answersTo('GET /api/limits HTTP/1.1\r\nX: y\r\n\r\n');
    expect(heads(text)).toEqual(['HTTP/1.1 400']);
    expect(text).toContain('"code":"bad_request"');
  });

  it.each(['Sec-WebSocket-Protocol: ,,', 'Upgrade: h2c'])('an upgrade with %s besides', async (field) => {
    const text = await answersTo(upgrade(field));
    expect(heads(text)).toEqual(['HTTP/1.1 400']);
    expect(text).toContain('"code":"bad_request"');
  });

  it('an expectation that nobody has', async () => {
    const text = await answersTo(`GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: banana\r\n\r\n${LAST}`);
    expect(heads(text)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  });

  it('CONNECT', async () => {
    const text = await answersTo('CONNECT /api/limits HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(heads(text)).toEqual(['HTTP/1.1 405']);
  });

  it('HEAD with Upgrade, without a body', async () => {
    const head = 'HEAD /healthz HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n';
    const text = await answersTo(head);
    expect(heads(text)).toEqual(['HTTP/1.1 200']);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  it.each([
    ['refused', 'POST /api/pow-redeem HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: banana\r\n\r\n'],
    ['last of its connection', LAST],
    ['of HTTP/1.0', 'GET /healthz HTTP/1.0\r\n\r\n'],
  ])('nothing more, behind a request that was %s', async (_, request) => {
    expect(heads(await answersTo(`${request}\0 garbage\r\n\r\n`))).toHaveLength(1);
  });

  it.each(['Connection: close', 'X: y'])('half a body, with %s', async (field) => {
    const head = `POST /api/pow-redeem HTTP/1.1\r\nHost: x\r\n${field}\r\nContent-Length: 9\r\n\r\n`;
    const text = await answersTo(`${head}{}`, { isAll: true });
    expect(heads(text)).toEqual(['HTTP/1.1 400']);
    expect(text).toContain('"code":"bad_request"');
  });

  it.each(['HTTP/1.0', 'HTTP/1.1'])('a whole body of %s, with more behind it', async (version) => {
    const head = `POST /api/pow-redeem ${version}\r\nHost: x\r\nConnection: close\r\nContent-Length: 31\r\n\r\n`;
    const text = await answersTo(`${head}{"token":"tok","nonce":"nonce"}and more`);
    expect(heads(text)).toHaveLength(1);
    expect(text).toContain('"code":"pow_invalid"');
  });

  it('an upgrade after what was asked for before it', async () => {
    const redeem = 'POST /api/pow-redeem HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}';
    const text = await answersTo(redeem + upgrade() + CLOSE);
    expect(heads(text)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 101']);
  });

  it('each of the requests that come in one breath, and the upgrade behind them', async () => {
    const count = 500;
    const text = await answersTo(
      'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(count) + upgrade() + CLOSE,
    );
    expect(heads(text)).toEqual([...Array.from({ length: count }, () => 'HTTP/1.1 200'), 'HTTP/1.1 101']);
  });

  it('what comes with an upgrade, however much it is', async () => {
    const text = await answersTo(upgrade() + PING.repeat(50) + CLOSE);
    expect(heads(text)).toEqual(['HTTP/1.1 101']);
    expect(text.match(/\x8adp{100}/g)).toHaveLength(50);
  });

  it('an upgrade elsewhere, and takes no notice of what comes with it', async () => {
    const text = await answersTo(upgrade().replace('/ws', '/healthz') + PING.repeat(50), {
      isAll: true,
    });
    expect(heads(text)).toEqual(['HTTP/1.1 200']);
  });

  it('no upgrade behind an answer that was the last', async () => {
    expect(heads(await answersTo(LAST + upgrade()))).toEqual(['HTTP/1.1 200']);
  });

  it('no 100 within the answer before', async () => {
    const first = 'PUT /api/create-room HTTP/1.1\r\nHost: x\r\n\r\n';
    const second = 'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab';
    const text = await answersTo(first + second);
    expect(heads(text)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 400']);
    expect(text).not.toContain('100 Continue');
  });
});
