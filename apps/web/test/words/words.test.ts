import { describe, expect, it } from 'vitest';
import { en, type Words } from '../../src/lib/words/en.js';
import { chooseLanguage, LANGUAGES, loadWords } from '../../src/lib/words/index.js';

const NUMBERS = [0, 1, 2, 3, 11, 100];
const NAME = 'calm-otter';

type Leaf = readonly [path: string, text: unknown];

/** Every text and function of a dictionary, by its path. */
function leavesOf(part: object, path = ''): Leaf[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? leavesOf(value, `${path}${key}.`) : [[path + key, value]],
  );
}

/** What a leaf says, for names and numbers where it takes them. */
const sayings = ([, leaf]: Leaf): string[] =>
  typeof leaf === 'function'
    ? NUMBERS.map((n) => (leaf as (...given: unknown[]) => string)(leaf.length === 1 ? n : NAME, n))
    : [String(leaf)];

describe.each(LANGUAGES.filter(({ tag }) => tag !== 'en'))('the dictionary of $tag', ({ tag }) => {
  const load = (): Promise<Words> => loadWords(tag);

  it('has exactly the texts of English', async () => {
    expect(leavesOf(await load()).map(([path]) => path)).toEqual(leavesOf(en).map(([path]) => path));
  });

  it('says something everywhere, calmly, and in its own words', async () => {
    const english = new Map(leavesOf(en));
    for (const leaf of leavesOf(await load())) {
      for (const said of sayings(leaf)) {
        expect(said.trim(), leaf[0]).not.toBe('');
        expect(said, leaf[0]).not.toMatch(/[!¡]|undefined/);
        if (said.length > 20) expect(said, leaf[0]).not.toBe(english.get(leaf[0]));
      }
    }
  });

  it('puts names and numbers into its texts', async () => {
    const { notice, room, composer, unread } = await load();
    for (const text of [notice.joined, notice.left, notice.replay, notice.undecryptable, notice.back]) {
      expect(text(NAME)).toContain(NAME);
    }
    expect(notice.gap(NAME, 7)).toMatch(new RegExp(`(${NAME}.*7)|(7.*${NAME})`));
    expect(room.peopleHere(3, 10)).toMatch(/3.*10/);
    expect(composer.tooLong(17)).toContain('17');
    expect(unread(4, 'x')).toBe('(4) x');
  });
});

describe('the language', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['pl', 'fr-CA'], 'fr'],
    [['ES-419'], 'es'],
    [['ar'], 'ar'],
    [['en-GB', 'de'], 'en'],
    [['tlh'], 'en'],
    [[], 'en'],
  ])('for %j is %s', (preferred, tag) => {
    expect(chooseLanguage(preferred).tag).toBe(tag);
  });

  it('is written from right to left where it is', () => {
    expect(chooseLanguage(['ar-EG']).dir).toBe('rtl');
    expect(chooseLanguage(['de']).dir).toBe('ltr');
  });
});
