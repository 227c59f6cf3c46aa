import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CLIENT_CASES } from '../src/client/cases/index.js';
import { RELAY_CASES } from '../src/relay/cases/index.js';
import { CLOSE, STATUS } from '../src/wire/table.js';
import { sentencesOf } from './relay/specification.js';

const SPECIFICATION = new URL('../../../docs/protocol.md', import.meta.url);
/** They speak of the document itself, or of documents to come. */
const ABOUT_ITSELF = ['conventions', 'conformance'];

/** What cannot be seen from outside, by a part of its sentence, and why. */
const UNSEEN: Readonly<Record<string, string>> = {
  'MUST NOT be used as key material':
    'a key that was mixed from more than the link would open nothing, or is never seen',
  'The relay MUST NOT keep state for a token': 'memory is not seen from outside',
  'The work MUST be the same': 'time over a network tells too little; it is measured inside our relay',
  'It MUST NOT wrap.': 'it takes 4,294,967,295 messages',
};

const sentences = sentencesOf(await readFile(SPECIFICATION, 'utf8')).filter(
  ({ section, sentence }) => !ABOUT_ITSELF.includes(section) && /\bMUST\b/.test(sentence),
);
const clauses = [...RELAY_CASES, ...CLIENT_CASES].map(({ clause }) => clause);

const isChecked = (section: string, sentence: string) =>
  clauses.some((clause) => clause.section === section && overlaps(clause.text, sentence));
const overlaps = (one: string, other: string) => one.includes(other) || other.includes(one);

describe('the kit', () => {
  it.each(sentences)('checks in $section: $sentence', ({ section, sentence }) => {
    const reason = Object.keys(UNSEEN).find((part) => sentence.includes(part));
    expect(isChecked(section, sentence)).toBe(reason === undefined);
  });

  it('explains no sentence away that is not there', () => {
    const unknown = Object.keys(UNSEEN).filter(
      (part) => !sentences.some(({ sentence }) => sentence.includes(part)),
    );
    expect(unknown).toEqual([]);
  });

  it('checks every code of the table that a relay gives', () => {
    const titles = RELAY_CASES.map(({ id, title, clause }) => `${id} ${title} ${clause.text}`).join('\n');
    const codes = [...Object.keys(STATUS), ...Object.keys(CLOSE), 'not_creator', 'slow_consumer'];
    expect(codes.filter((code) => !titles.includes(code))).toEqual([]);
  });
});
