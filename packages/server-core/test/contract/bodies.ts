import { describe, expect, it } from 'vitest';
import { challenge, expectError, expectOk, redeem, solved } from './client/gate.js';
import { ask, post } from './client/http.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { MAX_BODY_BYTES } from './client/table.js';

const PATH = '/api/pow-redeem';

/** protocol.md, HTTP: what a request body may be. */
export function bodies(engine: Engine): void {
  describe('request bodies', () => {
    const relay = useRelay(engine);
    sizes(relay);
    framing(relay);
    illFormed(relay);
    json(relay);
  });
}

function sizes(relay: Served): void {
  it('a body of 1,024 bytes is read', async () => {
    const body = JSON.stringify(await solved(relay.port)).padEnd(MAX_BODY_BYTES, ' ');
    expectOk(await post(relay.port, PATH, body));
  });

  it('a body of 1,025 bytes is payload_too_large, whatever is in it', async () => {
    const body = JSON.stringify(await solved(relay.port)).padEnd(MAX_BODY_BYTES + 1, ' ');
    expectError(await post(relay.port, PATH, body), 'payload_too_large');
  });

  it('bytes are counted, not characters', async () => {
    const body = JSON.stringify({ ...(await solved(relay.port)), note: 'ä'.repeat(500) });
    expect(body.length).toBeLessThan(MAX_BODY_BYTES);
    expectError(await post(relay.port, PATH, body), 'payload_too_large');
  });

  it('a declared length over the limit is payload_too_large', async () => {
    const body = Buffer.alloc(4_096, ' ');
    expectError(await ask(relay.port, { method: 'POST', path: PATH, body }), 'payload_too_large');
  });
}

function framing(relay: Served): void {
  it('a chunked body is bad_request and spends nothing', async () => {
    const json = JSON.stringify(await solved(relay.port));
    const body = `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`;
    const headers = [['Transfer-Encoding', 'chunked']] as const;
    const answer = await ask(relay.port, { method: 'POST', path: PATH, headers, body, length: null });
    expectError(answer, 'bad_request');
    expectOk(await post(relay.port, PATH, json));
  });

  it('a chunked GET is bad_request', async () => {
    const headers = [['Transfer-Encoding', 'chunked']] as const;
    const request = { path: '/api/limits', headers, body: '0\r\n\r\n', length: null };
    expectError(await ask(relay.port, request), 'bad_request');
  });

  it.each(['identity', 'gzip, chunked', 'chunked, identity', 'xchunked'])(
    'Transfer-Encoding: %s is answered with 400',
    async (encoding) => {
      const body = '0\r\n\r\n';
      const headers = [['Transfer-Encoding', encoding]] as const;
      const answer = await ask(relay.port, { method: 'POST', path: PATH, headers, body, length: null });
      expect(answer.status).toBe(400);
    },
  );

  it('Transfer-Encoding beside Content-Length is answered with 400, or dropped by the engine', async () => {
    const headers = [['Transfer-Encoding', 'chunked']] as const;
    const request = { method: 'POST', path: PATH, headers, body: '0\r\n\r\n' };
    const outcome = await ask(relay.port, request).then(({ status }) => status, String);
    expect([400, 'Error: the connection was closed without an answer']).toContain(outcome);
  });

  it.each(['2', '3'])(
    'a doubled Content-Length, the second being %s, is answered with 400',
    async (second) => {
      const headers = [['Content-Length', second]] as const;
      const answer = await ask(relay.port, { method: 'POST', path: PATH, headers, body: '{}' });
      expect(answer.status).toBe(400);
    },
  );

  it.each(['/api/limits', '/api/pow-challenge'])('a body on GET %s is bad_request', async (path) => {
    expectError(await ask(relay.port, { path, body: '{}' }), 'bad_request');
  });

  it('Content-Length: 0 on GET is no body', async () => {
    expectOk(await ask(relay.port, { path: '/api/limits', body: '', length: 0 }));
  });

  it('Content-Type is not looked at', async () => {
    const body = JSON.stringify(await solved(relay.port));
    const headers = [['Content-Type', 'image/png']] as const;
    expectOk(await ask(relay.port, { method: 'POST', path: PATH, headers, body }));
  });
}

function illFormed(relay: Served): void {
  const bodies: [name: string, body: string | Buffer][] = [
    ['nothing', ''],
    ['white space', '  '],
    ['a bare word', 'token'],
    ['an unfinished object', '{"token":"a","nonce":"b"'],
    ['two objects', '{"token":"a","nonce":"b"}{}'],
    ['a trailing comma', '{"token":"a","nonce":"b",}'],
    ['an array', '[{"token":"a","nonce":"b"}]'],
    ['a deep array', '['.repeat(1_000)],
    ['null', 'null'],
    ['a string', '"token"'],
    ['a number', '1'],
    ['no token', '{"nonce":"0"}'],
    ['no nonce', '{"token":"a"}'],
    ['a token that is a number', '{"token":1,"nonce":"0"}'],
    ['a token that is null', '{"token":null,"nonce":"0"}'],
    ['a token in an array', '{"token":["a"],"nonce":"0"}'],
    ['a nonce that is a number', '{"token":"a","nonce":0}'],
    ['names in another case', '{"Token":"a","NONCE":"0"}'],
    ['names on a prototype', '{"__proto__":{"token":"a","nonce":"0"}}'],
    ['a byte order mark', '\ufeff{"token":"a","nonce":"0"}'],
    ['invalid UTF-8', Buffer.from('{"token":"a\xff","nonce":"0"}', 'latin1')],
    ['overlong UTF-8', Buffer.from('{"token":"a\xc0\xaf","nonce":"0"}', 'latin1')],
    ['UTF-8 for a surrogate', Buffer.from('{"token":"a\xed\xa0\x80","nonce":"0"}', 'latin1')],
  ];
  it.each(bodies)('%s is bad_request', async (_name, body) => {
    expectError(await post(relay.port, PATH, body), 'bad_request');
  });
}

function json(relay: Served): void {
  it('unknown names are ignored', async () => {
    expectOk(await redeem(relay.port, { extra: [1], ...(await solved(relay.port)), Token: 1 }));
  });

  it('of duplicate names the last counts', async () => {
    const { token, nonce } = await solved(relay.port);
    const other = (await challenge(relay.port)).token;
    const lastWrong = `{"token":"${token}","token":"${other}x","nonce":"${nonce}"}`;
    const lastRight = `{"token":1,"token":"${other}x","token":"${token}","nonce":"${nonce}"}`;
    expectError(await post(relay.port, PATH, lastWrong), 'pow_invalid');
    expectOk(await post(relay.port, PATH, lastRight));
  });

  it('an escaped name is the same name', async () => {
    const { token, nonce } = await solved(relay.port);
    expectOk(await post(relay.port, PATH, `\n{ "to\\u006ben" : "${token}" , "nonce" : "${nonce}" }\t`));
  });
}
