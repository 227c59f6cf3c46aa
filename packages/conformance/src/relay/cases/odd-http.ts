import { equal, oneOf } from '../../check.js';
import { expectError, expectOk, redeem, solved } from '../../wire/gate.js';
import { HttpConnection, ask, encodeRequest, get } from '../../wire/http.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('http');

const PATH = '/api/pow-redeem';
const MEGABYTE = 1_000_000;
const HALF_MEGABYTE = 500_000;

/** What comes slowly, in pieces, or in masses: answered as if it had come at once, or dropped, and never in anybody else's way. */
export const oddHttpCases = casesOf('http', (check) => {
  check(
    'slow-body',
    'a body that comes byte by byte is read as one',
    clause('A body is at most 1,024 bytes'),
    async (relay) => {
      const json = Buffer.from(JSON.stringify(await solved(relay)));
      const request = { method: 'POST', path: PATH, body: json };
      const bytes = encodeRequest(relay, request);
      const connection = new HttpConnection(relay);
      const head = bytes.length - json.length;
      connection.send(bytes.subarray(0, head));
      for (let at = head; at < bytes.length; at += 8) {
        connection.write(bytes.subarray(at, at + 8));
        await new Promise((resolve) => setImmediate(resolve));
      }
      expectOk(await connection.next('the answer to a slow body'));
      connection.close();
    },
  );

  check(
    'unfinished-body',
    'a body that never ends holds nobody else up, and spends nothing',
    clause('A body is at most 1,024 bytes'),
    async (relay) => {
      const proof = await solved(relay);
      const json = JSON.stringify(proof);
      const stuck = new HttpConnection(relay);
      stuck.send(encodeRequest(relay, { method: 'POST', path: PATH, body: json, length: json.length + 1 }));
      expectOk(await redeem(relay, proof));
      stuck.close();
    },
  );

  check(
    'huge-body',
    'a body of a megabyte is payload_too_large, or dropped, and others are served',
    clause('a longer one is `payload_too_large`'),
    async (relay) => {
      const body = Buffer.alloc(MEGABYTE, ' ');
      const status = await ask(relay, { method: 'POST', path: PATH, body }).then(
        (answer) => answer.status,
        () => 'dropped',
      );
      oneOf(status, [413, 'dropped'], 'the answer');
      expectOk(await get(relay, '/api/limits'));
    },
  );

  check(
    'huge-headers',
    'headers of half a megabyte are refused or dropped, and others are served',
    clause('Paths are exact.'),
    async (relay) => {
      const headers = [['X-Large', 'x'.repeat(HALF_MEGABYTE)]] as const;
      const status = await get(relay, '/api/limits', headers).then(
        (answer) => answer.status,
        () => 'dropped',
      );
      oneOf(status, [400, 413, 431, 'dropped'], 'the answer');
      expectOk(await get(relay, '/api/limits'));
    },
  );

  check(
    'not-http',
    'what is no HTTP is refused or dropped, and others are served',
    clause('Paths are exact.'),
    async (relay) => {
      const connection = new HttpConnection(relay);
      connection.send(Buffer.from('\x16\x03\x01\x02\x00 not http at all\r\n\r\n', 'latin1'));
      const status = await connection.next('an answer, or the end').then(
        (answer) => answer.status,
        () => 'dropped',
      );
      oneOf(status, [400, 'dropped'], 'the answer');
      expectOk(await get(relay, '/api/limits'));
    },
  );

  check(
    'pipelined',
    'requests sent in one go are answered one by one, in their order',
    clause('Every API answer, that of `/healthz` included, is JSON'),
    async (relay) => {
      const connection = new HttpConnection(relay);
      const paths = ['/api/limits', '/api/nope', '/healthz'];
      connection.send(encodeRequest(relay, { path: '/api/limits' }));
      for (const path of paths.slice(1)) connection.send(encodeRequest(relay, { path }));
      expectOk(await connection.next('the first answer'));
      expectError(await connection.next('the second answer'), 'not_found');
      equal((await connection.next('the third answer')).status, 200, 'the status of the third');
      connection.close();
    },
  );
});
