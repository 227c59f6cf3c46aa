/** Groups 6.5 to 6.23: byte sequences that are UTF-8 or are not, in hexadecimal. */

/**
 * @typedef {object} Sequences
 * @property {string} group
 * @property {string} title
 * @property {boolean | readonly number[]} valid all of them, or those with these numbers
 * @property {readonly string[]} hex
 */

/** "κόσμε" */
export const KOSME = 'cebae1bdb9cf83cebcceb5';
const HELLO = '68656c6c6f';
const WORLD = '776f726c64';

const within = (/** @type {string} */ hex) => HELLO + hex + WORLD;
const prefixes = Array.from({ length: KOSME.length / 2 }, (_, index) => KOSME.slice(0, 2 * (index + 1)));
/** Their last continuation byte is missing. */
const CUT = [
  'c0',
  'e080',
  'f08080',
  'f8808080',
  'fc80808080',
  'df',
  'efbf',
  'f7bfbf',
  'fbbfbfbf',
  'fdbfbfbfbf',
];

/** The bytes from `first` up to, not including, `end`, each followed by `behind`. */
const range = (/** @type {number} */ first, /** @type {number} */ end, behind = '') =>
  Array.from({ length: end - first }, (_, index) => (first + index).toString(16) + behind).join('');

/** U+nFFFE and U+nFFFF of the planes 1 to 16. */
const nonCharacters = ['f0', 'f1', 'f2', 'f3', 'f4'].flatMap((lead) =>
  ['8f', '9f', 'af', 'bf']
    .filter((second) => (lead === 'f0' ? second !== '8f' : lead !== 'f4' || second === '8f'))
    .flatMap((second) => ['be', 'bf'].map((last) => `${lead}${second}bf${last}`)),
);

/** @type {readonly Sequences[]} */
export const SEQUENCES = [
  {
    group: '6.5',
    title: 'characters of one to four bytes',
    valid: true,
    hex: [...['24', 'c2a2', 'e282ac', 'f0a4ada2'].map(within), KOSME],
  },
  { group: '6.6', title: 'prefixes of a text', valid: [2, 5, 7, 9, 11], hex: prefixes },
  { group: '6.7', title: 'the first of each length', valid: true, hex: ['00', 'c280', 'e0a080', 'f0908080'] },
  { group: '6.8', title: 'the first of lengths 5 and 6', valid: false, hex: ['f888808080', 'fc8480808080'] },
  { group: '6.9', title: 'the last of each length', valid: true, hex: ['7f', 'dfbf', 'efbfbf', 'f48fbfbf'] },
  {
    group: '6.10',
    title: 'the last of lengths 4 to 6',
    valid: false,
    hex: ['f7bfbfbf', 'fbbfbfbfbf', 'fdbfbfbfbfbf'],
  },
  {
    group: '6.11',
    title: 'other boundaries',
    valid: [1, 2, 3, 4],
    hex: ['ed9fbf', 'ee8080', 'efbfbd', 'f48fbfbf', 'f4908080'],
  },
  {
    group: '6.12',
    title: 'unexpected continuation bytes',
    valid: false,
    hex: ['80', 'bf', '80bf', '80bf80', '80bf80bf', '80bf80bf80', '80bf80bf80bf', range(0x80, 0xbf)],
  },
  {
    group: '6.13',
    title: 'lonely first bytes',
    valid: false,
    hex: [
      range(0xc0, 0xdf, '20'),
      range(0xe0, 0xef, '20'),
      range(0xf0, 0xf7, '20'),
      range(0xf8, 0xfb, '20'),
      'fc20',
    ],
  },
  { group: '6.14', title: 'the last continuation byte missing', valid: false, hex: CUT },
  { group: '6.15', title: 'incomplete ones in a row', valid: false, hex: [CUT.join('')] },
  { group: '6.16', title: 'impossible bytes', valid: false, hex: ['fe', 'ff', 'fefeffff'] },
  {
    group: '6.17',
    title: 'an overlong slash',
    valid: false,
    hex: ['c0af', 'e080af', 'f08080af', 'f8808080af', 'fc80808080af'],
  },
  {
    group: '6.18',
    title: 'the highest overlong ones',
    valid: false,
    hex: ['c1bf', 'e09fbf', 'f08fbfbf', 'f887bfbfbf', 'fc83bfbfbfbf'],
  },
  {
    group: '6.19',
    title: 'an overlong NUL',
    valid: false,
    hex: ['c080', 'e08080', 'f0808080', 'f880808080', 'fc8080808080'],
  },
  {
    group: '6.20',
    title: 'single surrogates',
    valid: false,
    hex: ['eda080', 'edadbf', 'edae80', 'edafbf', 'edb080', 'edbe80', 'edbfbf'],
  },
  {
    group: '6.21',
    title: 'paired surrogates',
    valid: false,
    hex: ['eda080', 'edadbf', 'edae80', 'edafbf'].flatMap((high) => [`${high}edb080`, `${high}edbfbf`]),
  },
  { group: '6.22', title: 'non-characters', valid: true, hex: ['efbfbe', 'efbfbf', ...nonCharacters] },
  {
    group: '6.23',
    title: 'specials',
    valid: true,
    hex: ['efbfb9', 'efbfba', 'efbfbb', 'efbfbc', 'efbfbd', 'efbfbe', 'efbfbf'],
  },
];
