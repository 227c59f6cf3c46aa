import { equal, Mismatch } from '../../check.js';
import { clauseIn } from '../../relay/case.js';
import { newTag } from '../../wire/member.js';
import { clientCasesOf } from '../case.js';
import type { Stage } from '../stage.js';

const clause = clauseIn('0-the-link');
const onceEach = clause('`k` and `s` MUST each be there exactly once, in any order.');
const canonical = clause('A link with any part that is not canonical MUST be refused.');

interface Parts {
  readonly origin: string;
  readonly id: string;
  readonly k: string;
  readonly s: string;
}

/** Makes bad links of good parts; each has a name for the report. */
type MakeLinks = (parts: Parts) => Readonly<Record<string, string>>;

const K = 'AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09o';

/** The client refuses each of these links, and connects to nothing. */
const refuses = (make: MakeLinks) => async (stage: Stage) => {
  const { client, relay } = stage;
  const links = make({ origin: relay.origin, id: newTag(), k: K, s: newTag() });
  for (const [name, link] of Object.entries(links)) {
    const opened = relay.opened().then(() => {
      throw new Mismatch(`a link with ${name}`, 'the report failed, and no connection', 'a WebSocket');
    });
    await Promise.race([client.answer(client.tell({ do: 'join', link }), 'failed'), opened]);
    equal(relay.connections, 0, `connections after a link with ${name}`);
  }
};

/** The same damage to each of the three parts. */
const toEach =
  (damages: Readonly<Record<string, (part: string) => string>>): MakeLinks =>
  ({ origin, id, k, s }) =>
    Object.fromEntries(
      Object.entries(damages).flatMap(([name, damage]) => [
        [`a roomId ${name}`, `${origin}/r/${damage(id)}#k=${k}&s=${s}`],
        [`a key ${name}`, `${origin}/r/${id}#k=${damage(k)}&s=${s}`],
        [`a secret ${name}`, `${origin}/r/${id}#k=${k}&s=${damage(s)}`],
      ]),
    );

/** The next character of the alphabet: it sets the lowest of the unused bits. */
function setUnusedBit(part: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return part.slice(0, -1) + alphabet.charAt(alphabet.indexOf(part.at(-1) ?? '') + 1);
}

export const refusedLinkCases = clientCasesOf('link', (check) => {
  check(
    'without-key',
    'a link without a key is refused before any connection',
    onceEach,
    refuses(({ origin, id, k, s }) => ({
      'no k': `${origin}/r/${id}#s=${s}`,
      'a K': `${origin}/r/${id}#K=${k}&s=${s}`,
      'an encoded k': `${origin}/r/${id}#%6B=${k}&s=${s}`,
      'no value of k': `${origin}/r/${id}#k&s=${s}`,
      'the key in the query': `${origin}/r/${id}?k=${k}#s=${s}`,
      'no fragment': `${origin}/r/${id}`,
      'an empty fragment': `${origin}/r/${id}#`,
    })),
  );

  check(
    'without-secret',
    'a link without a room secret is refused before any connection',
    onceEach,
    refuses(({ origin, id, k, s }) => ({
      'no s': `${origin}/r/${id}#k=${k}`,
      'an S': `${origin}/r/${id}#k=${k}&S=${s}`,
      'an encoded s': `${origin}/r/${id}#k=${k}&%73=${s}`,
      'another separator': `${origin}/r/${id}#k=${k};s=${s}`,
      'the secret in the query': `${origin}/r/${id}?s=${s}#k=${k}`,
    })),
  );

  check(
    'twice',
    'a link that has its key or its room secret twice is refused before any connection',
    onceEach,
    refuses(({ origin, id, k, s }) => ({
      'the same k twice': `${origin}/r/${id}#k=${k}&s=${s}&k=${k}`,
      'two k': `${origin}/r/${id}#k=${k.replace('A', 'B')}&k=${k}&s=${s}`,
      'an empty k as well': `${origin}/r/${id}#k=&k=${k}&s=${s}`,
      'the same s twice': `${origin}/r/${id}#s=${s}&k=${k}&s=${s}`,
      'two s': `${origin}/r/${id}#k=${k}&s=${newTag()}&s=${s}`,
      'an empty s as well': `${origin}/r/${id}#k=${k}&s=${s}&s=`,
    })),
  );

  check(
    'padded',
    'a part with padding is refused',
    canonical,
    refuses(toEach({ 'with padding': (part) => `${part}=` })),
  );

  check(
    'unused-bits',
    'a part whose unused low bits are not zero is refused',
    clauseIn('conventions')('canonical: unused low bits of the last character are zero'),
    refuses(toEach({ 'with an unused bit': setUnusedBit })),
  );

  check(
    'length',
    'a part of another length is refused',
    canonical,
    refuses(
      toEach({
        'that is empty': () => '',
        'that is a character short': (part) => part.slice(1),
        'that is four characters short': (part) => part.slice(4),
        'that is four characters long': (part) => `AAAA${part}`,
        'that is there twice over': (part) => part + part,
      }),
    ),
  );

  check(
    'alphabet',
    'a part with a character that is not of base64url is refused',
    clause('b64 = ALPHA / DIGIT / "-" / "_"'),
    refuses(
      toEach({
        'with a plus': (part) => `+${part.slice(1)}`,
        'with a full stop': (part) => `${part.slice(0, 5)}.${part.slice(6)}`,
        'with a blank before it': (part) => ` ${part}`,
        'with a blank in place of a character': (part) => `${part.slice(0, 5)} ${part.slice(6)}`,
        'with an encoded character': (part) => `%41${part.slice(1)}`,
        'with a letter outside ASCII': (part) => `é${part.slice(1)}`,
      }),
    ),
  );

  check(
    'path',
    'a link with another path is refused',
    clause('link = origin %s"/r/" room-id "#" parameter *( "&" parameter )'),
    refuses(({ origin, id, k, s }) => ({
      'another path': `${origin}/room/${id}#k=${k}&s=${s}`,
      'the path /R/': `${origin}/R/${id}#k=${k}&s=${s}`,
      'no path': `${origin}#k=${k}&s=${s}`,
      'a deeper path': `${origin}/chat/r/${id}#k=${k}&s=${s}`,
      'a slash behind the roomId': `${origin}/r/${id}/#k=${k}&s=${s}`,
      'a doubled slash': `${origin}//r/${id}#k=${k}&s=${s}`,
      'an empty query': `${origin}/r/${id}?#k=${k}&s=${s}`,
      'a query': `${origin}/r/${id}?lang=en#k=${k}&s=${s}`,
    })),
  );

  check(
    'origin',
    'a link that is not at an http or https origin is refused',
    clause('origin = ( "http" / "https" ) "://" host [ ":" port ] ; RFC 3986; nothing else in it'),
    refuses(({ origin, id, k, s }) => ({
      'the scheme ws': `${origin.replace('http', 'ws')}/r/${id}#k=${k}&s=${s}`,
      'the scheme ftp': `${origin.replace('http', 'ftp')}/r/${id}#k=${k}&s=${s}`,
      'a user': `${origin.replace('//', '//me@')}/r/${id}#k=${k}&s=${s}`,
      'a user and a password': `${origin.replace('//', '//me:too@')}/r/${id}#k=${k}&s=${s}`,
      'no origin': `/r/${id}#k=${k}&s=${s}`,
      'no scheme': `${origin.replace('http://', '')}/r/${id}#k=${k}&s=${s}`,
    })),
  );
});
