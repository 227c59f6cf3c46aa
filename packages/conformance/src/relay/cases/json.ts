import { each } from '../../check.js';
import { challenge, expectError, expectOk, redeem, solved } from '../../wire/gate.js';
import { post } from '../../wire/http.js';
import type { Target } from '../../wire/target.js';
import { casesOf, clauseIn } from '../case.js';

const clause = clauseIn('http');
const PATH = '/api/pow-redeem';

const ILL_FORMED: readonly (string | Buffer)[] = [
  '',
  '  ',
  'token',
  '{"token":"a","nonce":"b"',
  '{"token":"a","nonce":"b"}{}',
  '{"token":"a","nonce":"b",}',
  "{'token':'a','nonce':'b'}",
  '[{"token":"a","nonce":"b"}]',
  '['.repeat(1_000),
  'null',
  '"token"',
  '1',
];

const NOT_UTF8: readonly Buffer[] = ['\xff', '\xc0\xaf', '\xed\xa0\x80', '\xf5\x80\x80\x80'].map((bytes) =>
  Buffer.from(`{"token":"a${bytes}","nonce":"0"}`, 'latin1'),
);

const ILL_TYPED: readonly string[] = [
  '{"nonce":"0"}',
  '{"token":"a"}',
  '{"token":1,"nonce":"0"}',
  '{"token":null,"nonce":"0"}',
  '{"token":["a"],"nonce":"0"}',
  '{"token":"a","nonce":0}',
  '{"__proto__":{"token":"a","nonce":"0"}}',
];

export const jsonCases = casesOf('http', (check) => {
  const refuses = (relay: Target, bodies: readonly (string | Buffer)[]) =>
    each(bodies, async (body) => expectError(await post(relay, PATH, body), 'bad_request'));

  check(
    'json-object',
    'a body that is not one JSON object is bad_request',
    clause('is one object in UTF-8'),
    (relay) => refuses(relay, ILL_FORMED),
  );
  check('json-bom', 'a byte order mark is bad_request', clause('without a byte order mark.'), (relay) =>
    refuses(relay, ['\ufeff{"token":"a","nonce":"0"}']),
  );
  check('json-utf8', 'invalid UTF-8 is bad_request', clause('Invalid UTF-8 makes it ill-formed.'), (relay) =>
    refuses(relay, NOT_UTF8),
  );
  check(
    'json-types',
    'a name that is missing or has a value of the wrong type is bad_request',
    clause('A name that is missing or has a value of the wrong type is an error: `bad_request` in HTTP,'),
    (relay) => refuses(relay, ILL_TYPED),
  );
  check(
    'json-case',
    'names in another letter case are other names',
    clause('Names are case-sensitive.'),
    (relay) => refuses(relay, ['{"Token":"a","NONCE":"0"}']),
  );

  check(
    'json-unknown-names',
    'unknown names are ignored',
    clause('Unknown names are ignored.'),
    async (relay) => {
      expectOk(await redeem(relay, { extra: [1], ...(await solved(relay)), Token: 1 }));
    },
  );

  check(
    'json-duplicates',
    'of a name given more than once the last value counts',
    clause('Of a name given more than once the last value counts.'),
    async (relay) => {
      const { token, nonce } = await solved(relay);
      const other = (await challenge(relay)).token;
      const lastWrong = `{"token":"${token}","token":"${other}x","nonce":"${nonce}"}`;
      const lastRight = `{"token":1,"token":"${other}x","token":"${token}","nonce":"${nonce}"}`;
      expectError(await post(relay, PATH, lastWrong), 'pow_invalid');
      expectOk(await post(relay, PATH, lastRight));
    },
  );

  check(
    'json-escapes',
    'an escaped name is the same name',
    clause('is one object in UTF-8'),
    async (relay) => {
      const { token, nonce } = await solved(relay);
      expectOk(await post(relay, PATH, `\n{ "to\\u006ben" : "${token}" , "nonce" : "${nonce}" }\t`));
    },
  );
});
