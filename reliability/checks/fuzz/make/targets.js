/** Request targets and queries. */

/** @typedef {import('../random.js').Random} Random */

export const TARGETS = [
  '/',
  '/r/CRAXHiUsMzpBSE9WXWRrcg',
  '/api',
  '/api/',
  '/api/nope',
  '/api/limits/',
  '/API/limits',
  '/api//limits',
  '/api/./limits',
  '/api/../healthz',
  '/%61pi/limits',
  '/api/limits%00',
  '/__proto__',
  '/api/constructor',
  '/ws/',
  '/healthz?',
  '*',
  '',
  'api/limits',
  'http://other.example/api/limits',
  'other.example:80',
  '//other.example/',
  '/favicon.ico',
  '/index.html',
  '/r/',
  '/healthz/..',
  '/api/pow-challenge?x',
  '/api/pow-redeem',
  `/${'a'.repeat(3_000)}`,
  `/api/limits?${'a=1&'.repeat(500)}`,
];

const NAMES = ['ttl', 'ttl', 'capacity', 'capacity', 'TTL', 'x', '__proto__', '', '%74tl', 'ttl[]'];
const VALUES = [
  '1',
  '2',
  '10',
  '60',
  '0',
  '00001',
  '9'.repeat(200),
  '-1',
  '+1',
  '%2B1',
  '1.5',
  '1e3',
  '0x10',
  '',
  '%00',
  '%',
  '%zz',
  '%ff',
  'NaN',
  'Infinity',
  '1%20',
  '\u00b2',
];
const MOST_PAIRS = 4;

/**
 * @param {Random} random
 * @returns {string} with its question mark, or empty
 */
export function queryOf(random) {
  const pairs = Array.from({ length: random.below(MOST_PAIRS) }, () => {
    const sign = random.chance(0.95) ? '=' : '';
    return `${random.pick(NAMES)}${sign}${random.pick(VALUES)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join(random.chance(0.95) ? '&' : '?')}`;
}
