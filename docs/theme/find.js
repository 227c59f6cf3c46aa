/**
 * @typedef {object} Entry What can be found.
 * @property {string} url Its address from the site's root.
 * @property {string} title
 * @property {string} place What it is part of.
 * @property {string} text
 * @property {boolean} [isDocument] Whether it is a part of a document, and not of the API.
 */

const MOST = 30;
/** How much a word is worth where it is found; the title of a page or the name of a function before everything else. */
const WORTH = {
  wholeTitle: 100,
  startOfTitle: 40,
  startOfWord: 30,
  inTitle: 20,
  inPlace: 6,
  startInText: 4,
  inText: 2,
};
const EXCERPT_BEFORE = 40;
const EXCERPT_LENGTH = 160;

/** For a part of a document: whoever searches by a word, not by a name, wants to read. */
const DOCUMENT_WORTH = 15;

const startsWord = (text, index) => index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1]);

/** A capital begins a word within a name: `frame` is found in `maxFrameBytes`. */
const startsName = (title, index) => startsWord(title, index) || /\p{Lu}/u.test(title[index]);

/** The title without the number of a section, or the member's name without that of what it belongs to. */
const ownName = (title) => title.replace(/^\d+\.? |^\w+\.(?=\w)/, '');

function worthOf({ title, place, text }, word) {
  const name = ownName(title);
  const inName = name.toLowerCase().indexOf(word);
  if (name.toLowerCase() === word) return WORTH.wholeTitle;
  if (inName === 0) return WORTH.startOfTitle;
  if (inName > 0) return startsName(name, inName) ? WORTH.startOfWord : WORTH.inTitle;
  if (`${title} ${place}`.toLowerCase().includes(word)) return WORTH.inPlace;
  const inText = text.toLowerCase().indexOf(word);
  if (inText < 0) return 0;
  return startsWord(text, inText) ? WORTH.startInText : WORTH.inText;
}

export const wordsOf = (query) =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/**
 * The entries that hold every word of a query, the best first, at most 30 of them.
 * @param {readonly Entry[]} entries
 * @param {string} query
 */
export function find(entries, query) {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const whole = words.join(' ');
  const found = [];
  for (const entry of entries) {
    let worth = entry.isDocument ? DOCUMENT_WORTH : 0;
    if (entry.title.toLowerCase() === whole) worth += WORTH.wholeTitle;
    const worths = words.map((word) => worthOf(entry, word));
    if (worths.includes(0)) continue;
    for (const one of worths) worth += one;
    found.push({ entry, worth });
  }
  // Where they are worth the same, guides come first, as they do in the list.
  found.sort((a, b) => b.worth - a.worth || a.entry.title.length - b.entry.title.length);
  return found.slice(0, MOST).map(({ entry }) => entry);
}

/** The part of a text around the first of the words. */
export function excerptOf(text, words) {
  const lower = text.toLowerCase();
  const places = words.map((word) => lower.indexOf(word)).filter((index) => index >= 0);
  const first = Math.max(0, Math.min(...places, text.length) - EXCERPT_BEFORE);
  const start = places.length === 0 || first === 0 ? 0 : text.indexOf(' ', first) + 1;
  const end = start + EXCERPT_LENGTH;
  return `${start > 0 ? '… ' : ''}${text.slice(start, end).trim()}${end < text.length ? ' …' : ''}`;
}

/** A text in pieces, in order, each with whether it is one of the words. */
export function piecesOf(text, words) {
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'i'))
    .map((piece, index) => ({ piece, isWord: index % 2 === 1 }))
    .filter(({ piece }) => piece !== '');
}
