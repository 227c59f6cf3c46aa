import { each, equal, oneOf } from '../../check.js';
import { expectError, expectOk, redeem, solved } from '../../wire/gate.js';
import { ask, post, type Answer } from '../../wire/http.js';
import { MAX_BODY_BYTES } from '../../wire/table.js';
import type { Target } from '../../wire/target.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('http');
const PATH = '/api/pow-redeem';

const tooLong = clause('A body is at most 1,024 bytes; a longer one is `payload_too_large`.');

export const bodyCases = casesOf('http', (check) => {
  check('body-of-1024', 'a body of 1,024 bytes is read', tooLong, async (relay) => {
    const body = JSON.stringify(await solved(relay)).padEnd(MAX_BODY_BYTES, ' ');
    expectOk(await post(relay, PATH, body));
  });

  check(
    'body-of-1025',
    'a body of 1,025 bytes is payload_too_large, whatever is in it',
    tooLong,
    async (relay) => {
      const proof = await solved(relay);
      const body = JSON.stringify(proof).padEnd(MAX_BODY_BYTES + 1, ' ');
      expectError(await post(relay, PATH, body), 'payload_too_large');
      expectOk(await redeem(relay, proof));
    },
  );

  check('body-in-bytes', 'the bytes of a body are counted, not its characters', tooLong, async (relay) => {
    const body = JSON.stringify({ token: 'a', nonce: 'b', note: 'ä'.repeat(500) });
    expectError(await post(relay, PATH, body), 'payload_too_large');
  });

  check('body-of-4096', 'a much longer body is payload_too_large', tooLong, async (relay) => {
    const request = { method: 'POST', path: PATH, body: Buffer.alloc(4_096, ' ') };
    expectError(await ask(relay, request), 'payload_too_large');
  });

  check(
    'content-type',
    'the Content-Type of a request is not looked at',
    clause('The Content-Type of a request is not looked at.'),
    async (relay) => {
      const body = JSON.stringify(await solved(relay));
      const headers = [['Content-Type', 'image/png']] as const;
      expectOk(await ask(relay, { method: 'POST', path: PATH, headers, body }));
    },
  );
});

const smuggled = clause('A request with Transfer-Encoding, or a GET with a body, is `bad_request`.');

export const framingCases = casesOf('http', (check) => {
  check('chunked', 'a body in chunks is bad_request and spends nothing', smuggled, async (relay) => {
    const proof = await solved(relay);
    const json = JSON.stringify(proof);
    const body = `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`;
    expectError(await encoded(relay, 'chunked', body), 'bad_request');
    expectOk(await redeem(relay, proof));
  });

  check('chunked-get', 'a GET with Transfer-Encoding is bad_request', smuggled, async (relay) => {
    const headers = [['Transfer-Encoding', 'chunked']] as const;
    const request = { path: '/api/limits', headers, body: '0\r\n\r\n', length: null };
    expectError(await ask(relay, request), 'bad_request');
  });

  check('transfer-encodings', 'every Transfer-Encoding is refused with 400', smuggled, (relay) =>
    each(['identity', 'gzip, chunked', 'chunked, identity', 'xchunked'], async (encoding) => {
      equal((await encoded(relay, encoding, '0\r\n\r\n')).status, 400, 'the status');
    }),
  );

  check(
    'transfer-encoding-and-length',
    'Transfer-Encoding beside Content-Length is refused with 400, or the connection is dropped',
    smuggled,
    async (relay) => {
      const headers = [['Transfer-Encoding', 'chunked']] as const;
      const request = { method: 'POST', path: PATH, headers, body: '0\r\n\r\n' };
      oneOf(await statusOrDrop(ask(relay, request)), [400, 'dropped'], 'the answer');
    },
  );

  check(
    'two-lengths',
    'two Content-Lengths are refused with 400, or the connection is dropped',
    smuggled,
    (relay) =>
      each(['2', '3'], async (second) => {
        const headers = [['Content-Length', second]] as const;
        const answer = ask(relay, { method: 'POST', path: PATH, headers, body: '{}' });
        oneOf(await statusOrDrop(answer), [400, 'dropped'], 'the answer');
      }),
  );

  check('get-with-body', 'a GET with a body is bad_request', smuggled, (relay) =>
    each(['/api/limits', '/api/pow-challenge', '/api/create-room'], async (path) => {
      expectError(await ask(relay, { path, body: '{}' }), 'bad_request');
    }),
  );

  check('get-with-length-0', 'Content-Length: 0 on a GET is no body', smuggled, async (relay) => {
    expectOk(await ask(relay, { path: '/api/limits', body: '', length: 0 }));
  });
});

function encoded(relay: Target, encoding: string, body: string): Promise<Answer> {
  const headers = [['Transfer-Encoding', encoding]] as const;
  return ask(relay, { method: 'POST', path: PATH, headers, body, length: null });
}

const statusOrDrop = (answer: Promise<Answer>) =>
  answer.then(
    ({ status }) => status,
    () => 'dropped',
  );
